/** Makes the text of a script say what someone else has changed in its rows. Knows no VS Code. */
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { WriteResult } from './documentEdit.ts';
import { withTheirChanges } from './mergeImages.ts';
import type { PendingChange, PendingText } from './pendingText.ts';
import type { ScriptImage } from './scriptImage.ts';

/** VS Code refuses an edit when versions race; a fresh one then gets through after a few tries. */
const ATTEMPTS = 25;

/** A script's document, as following needs it. */
export interface FollowingText {
  image(): ScriptImage;
  /** What its file says; undefined when that is not known. */
  saved(): ScriptImage | undefined;
  isDirty(): boolean;
  write(target: ScriptImage): Promise<WriteResult>;
  save(): Thenable<boolean>;
}

export interface RowFollowerDeps {
  readonly rows: PendingText;
  readonly text: FollowingText;
  /** The text has taken a change over: its rows may be written again. */
  readonly onFollowed: () => void;
  readonly newId: () => string;
  readonly log: Log;
  readonly clock: Clock;
}

/**
 * Each pending change is taken over once. A document that had nothing unsaved is saved afterwards, as if the file had changed on the
 * disk; in one that had, the change stays pending until its writer saves, so that it comes again should the rest be discarded.
 */
export class RowFollower {
  readonly #deps: RowFollowerDeps;
  #taken: PendingChange | undefined;
  /** What the rows said before changes that came while the text was equal to them, though not saved. */
  #before: { readonly revision: string; readonly image: ScriptImage } | undefined;
  #running: Promise<void> | undefined;

  constructor(deps: RowFollowerDeps) {
    this.#deps = deps;
  }

  /** True when the rows hold a change that the text has not taken over. Throws LibraryError. */
  get isBehind(): boolean {
    const pending = this.#deps.rows.pending();
    return pending !== undefined && pending.revision !== this.#taken?.revision;
  }

  /** The rows said this, and so did the text, before the change that is pending now. Throws LibraryError. */
  changedFrom(image: ScriptImage): void {
    const revision = this.#deps.rows.pending()?.revision;
    if (revision === undefined) return;
    const isWaiting = this.#before !== undefined && this.#before.revision !== this.#taken?.revision;
    this.#before = { revision, image: isWaiting && this.#before ? this.#before.image : image };
  }

  /** Takes over what is pending; never throws, what cannot be done now is tried again with the next sync. */
  follow(): Promise<void> {
    this.#running ??= this.#followAll().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** The document was saved. */
  saved(): void {
    const { rows, text, log } = this.#deps;
    if (!this.#taken || text.isDirty()) return;
    try {
      rows.endPending(this.#taken.revision);
      this.#taken = undefined;
    } catch (cause) {
      log.warn('A change of someone else is in the file; that could not be noted', cause);
    }
  }

  /** The document says what its file says: what was not saved is gone, and with it what was taken over. */
  readAgain(): void {
    if (!this.#taken) return;
    this.#taken = undefined;
    void this.follow();
  }

  async #followAll(): Promise<void> {
    const { rows, text, onFollowed, log } = this.#deps;
    try {
      for (let pending = rows.pending(); pending; pending = rows.pending()) {
        if (pending.revision === this.#taken?.revision) break;
        const wasDirty = text.isDirty();
        if (!(await this.#takeOver(pending))) {
          log.warn('A change of someone else could not be written into the script; it is tried again');
          break;
        }
        this.#taken = pending;
        onFollowed();
        if (wasDirty || !(await this.#isSaved())) this.#hold(pending.revision, text.saved());
        else this.saved();
      }
    } catch (cause) {
      log.warn('A change of someone else waits for the library', cause);
    }
  }

  #hold(revision: string, saved: ScriptImage | undefined): void {
    const { rows } = this.#deps;
    rows.holdPending(revision, saved);
    const held = rows.pending();
    if (held?.revision === revision) this.#taken = held;
  }

  async #isSaved(): Promise<boolean> {
    const { text } = this.#deps;
    return !text.isDirty() || (await text.save());
  }

  async #takeOver(pending: PendingChange): Promise<boolean> {
    const { text, clock, newId } = this.#deps;
    const { base, theirs } = this.#step(pending);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const target = withTheirChanges(base, theirs, text.image(), newId);
      if ((await text.write(target)) !== 'refused') return true;
      await new Promise<void>((resolve) => {
        clock.after(5 + attempt * 4, resolve);
      });
    }
    return false;
  }

  /** Of a change that grew the text has the first part already. */
  #step(pending: PendingChange): { readonly base: ScriptImage; readonly theirs: ScriptImage } {
    const before = this.#taken && this.#before?.revision === pending.revision ? this.#before.image : undefined;
    const now = before && this.#deps.rows.rowsAfter(before);
    if (before && now) return { base: before, theirs: now };
    return { base: this.#taken?.theirs ?? pending.base, theirs: pending.theirs };
  }
}
