/**
 * The host's half of the protocol between pages and their document; the page's half is at `pageSync.ts`.
 *
 * - `accepted` is what the document says plus the pages' splices that are not yet written to it.
 * - A splice counts only when its page has seen every foreign splice sent to it; else it is dropped, because the newer state is
 *   already on its way there and the page will merge and send again.
 * - What the document says otherwise (edited elsewhere, undone, or read differently by the parser) is merged into `accepted`, and
 *   the difference goes to every page as a foreign splice.
 */
import type { ElementCaret } from '../../language/carets.ts';
import type { ScriptElement, Splice } from '../../language/document.ts';
import { applySplice, diffElements, mergeElements } from '../../language/edits.ts';
import { withoutEmptyLines } from '../../language/emptyLines.ts';
import type { Clock } from '../platform/clock.ts';
import type { Disposable } from '../platform/disposables.ts';
import type { DocumentEdit, WriteResult } from '../sync/documentEdit.ts';
import { type TypingRun, TypingRuns } from './typingRuns.ts';
import { type TypingPause, WriteQueue } from './writeQueue.ts';

type Elements = readonly ScriptElement[];

/** What a write shall make the document say, and whose typing it is. */
interface Wanted {
  readonly elements: Elements;
  readonly run: TypingRun | undefined;
}

/** The document as a page session needs it. */
export interface PageDocument {
  readonly elements: Elements;
  /** Makes the document say `target` with one minimal edit. */
  write(target: Elements): Promise<WriteResult>;
}

/** A splice on its way to a page. */
export interface ForeignSplice extends Splice {
  readonly foreign: number;
  readonly reason: 'external' | 'undo' | 'redo';
  readonly caret?: ElementCaret;
}

/** One page, as the session talks to it. Messages arrive in the order they are sent. */
export interface Page {
  ack(sequence: number): void;
  /** Everything stands in the document, from this page up to `sequence`. */
  written(sequence: number): void;
  splice(splice: ForeignSplice): void;
  reset(elements: Elements, foreign: number): void;
}

/** A splice as it came from a page. */
export interface LocalSplice extends Splice {
  readonly foreign: number;
  readonly sequence: number;
}

export interface PageSessionOptions {
  readonly document: PageDocument;
  readonly clock: Clock;
  readonly newId: () => string;
  /** The document takes no edits at the moment; what was typed stays in the pages and is tried again. */
  readonly onStuck: (cause: unknown) => void;
  /** How long typing is gathered before it is written. */
  readonly typingPause?: (() => TypingPause) | undefined;
}

export class PageSession implements Disposable {
  readonly #document: PageDocument;
  readonly #newId: () => string;
  readonly #clock: Clock;
  readonly #queue: WriteQueue<Wanted>;
  readonly #runs = new TypingRuns();
  /** Each page with the number of foreign splices sent to it. */
  readonly #pages = new Map<Page, number>();
  #accepted: Elements;
  /** Each page with the number of its last splice that was taken. */
  readonly #taken = new Map<Page, number>();
  #lastTouched: string | undefined;

  constructor(options: PageSessionOptions) {
    this.#document = options.document;
    this.#newId = options.newId;
    this.#clock = options.clock;
    this.#accepted = options.document.elements;
    this.#queue = new WriteQueue({
      latest: () => ({ elements: this.#accepted, run: this.#runs.current }),
      write: (target) => this.#write(target),
      onStuck: options.onStuck,
      clock: options.clock,
      pause: options.typingPause,
    });
  }

  /** What the pages show: the document and what is not yet written to it. */
  get accepted(): Elements {
    return this.#accepted;
  }

  /** True when every accepted splice stands in the document. */
  get isSettled(): boolean {
    return diffElements(this.#document.elements, this.#accepted) === undefined;
  }

  get pageCount(): number {
    return this.#pages.size;
  }

  /** Joins a page; what it typed is written when the result is disposed. */
  join(page: Page): Disposable {
    this.#pages.set(page, 0);
    return {
      dispose: () => {
        this.#pages.delete(page);
        this.#taken.delete(page);
        this.#queue.now();
      },
    };
  }

  /** The state a page starts from, at its first start and after every reload. */
  start(page: Page): { readonly elements: Elements; readonly foreign: number } {
    return { elements: this.#accepted, foreign: this.#pages.get(page) ?? 0 };
  }

  /** Takes a splice from a page. */
  take(page: Page, splice: LocalSplice): void {
    if (splice.foreign !== this.#pages.get(page)) return;
    if (splice.start + splice.deleteCount > this.#accepted.length) {
      this.#reset(page);
      return;
    }
    const isStructural = this.#isStructural(splice);
    const touched = splice.inserted[0]?.id;
    if (this.#queue.isWaiting && (isStructural || touched !== this.#lastTouched)) this.#queue.now();
    this.#lastTouched = touched;
    if (!isStructural && touched) this.#runs.typed(touched, this.#clock.now());
    const before = this.#accepted;
    const given = applySplice(before, splice);
    this.#accepted = isStructural ? this.#withIdsOnce(given, splice) : given;
    this.#taken.set(page, splice.sequence);
    page.ack(splice.sequence);
    this.#tell(diffElements(given, this.#accepted), 'external', undefined, (other) => other === page);
    this.#tell(diffElements(before, this.#accepted), 'external', undefined, (other) => other !== page);
    if (isStructural) {
      this.#runs.end();
      this.#queue.now();
    } else this.#queue.later();
  }

  /** The document changed. */
  documentEdited(edit: DocumentEdit): void {
    if (edit.cause !== 'own') {
      this.#queue.documentMoved();
      this.#runs.edited(edit);
    }
    const merged = mergeElements(edit.assumed, this.#accepted, edit.elements);
    const splice = diffElements(this.#accepted, merged);
    if (splice && edit.cause === 'own') this.#queue.documentMoved();
    this.#accepted = merged;
    this.#tell(splice, edit.cause === 'own' ? 'external' : edit.cause, edit.caret);
    if (edit.cause === 'own' || this.#queue.isWaiting) return;
    if (this.isSettled) this.#tellWritten();
    else this.#queue.later();
  }

  /** Elements got other ids (they were found again in the library); all pages start over. */
  idsChanged(newIds: ReadonlyMap<string, string>): void {
    this.#queue.documentMoved();
    this.#accepted = this.#accepted.map((element) => ({ ...element, id: newIds.get(element.id) ?? element.id }));
    for (const page of this.#pages.keys()) this.#reset(page);
  }

  /** The caret left an element, the page lost focus, or it goes away: writes what waits. */
  settle(): void {
    if (this.#queue.isWaiting) this.#queue.now();
    this.#runs.end();
  }

  /** The file is about to be saved: headings, cues and transitions without words go, but for those that a caret is in. */
  removeEmptyLines(caretIds: ReadonlySet<string>): void {
    const kept = withoutEmptyLines(this.#accepted, ({ id }) => caretIds.has(id));
    const splice = diffElements(this.#accepted, kept);
    if (!splice) return;
    this.#accepted = kept;
    this.#tell(splice, 'external', undefined);
    this.#queue.now();
  }

  /** Writes everything accepted; resolves when it stands in the document. */
  flush(): Promise<void> {
    return this.#queue.drain();
  }

  /** Runs `job` when everything accepted so far has been written. */
  afterWriting(job: () => Promise<void>): Promise<void> {
    this.#queue.now();
    return this.#queue.run(job);
  }

  /** An undo or redo has stopped within a run of typing. */
  get isWithinRun(): boolean {
    return this.#runs.isWithin;
  }

  /** Undoes or redoes by `step` when everything accepted so far has been written; again as long as that stops within a run of typing. */
  stepHistory(step: () => Promise<void>): Promise<void> {
    this.#queue.now();
    return this.#queue.run(() => this.#stepOn(step));
  }

  /** Undo or redo was not asked for here, and has stopped within a run of typing: goes on by `step` to its end. */
  finishStep(step: () => Promise<void>): Promise<void> {
    return this.#queue.run(async () => {
      if (this.isWithinRun) await this.#stepOn(step);
    });
  }

  async #stepOn(step: () => Promise<void>): Promise<void> {
    do {
      this.#runs.stepping();
      await step();
    } while (this.isWithinRun);
  }

  dispose(): void {
    this.#pages.clear();
    this.#queue.dispose();
  }

  async #write({ elements, run }: Wanted): Promise<WriteResult> {
    const before = this.#document.elements;
    const result = await this.#document.write(elements);
    if (result === 'written') this.#runs.wrote(run, before, this.#document.elements);
    if (result !== 'refused' && this.isSettled) this.#tellWritten();
    return result;
  }

  #tellWritten(): void {
    for (const page of this.#pages.keys()) page.written(this.#taken.get(page) ?? 0);
  }

  #reset(page: Page): void {
    const foreign = (this.#pages.get(page) ?? 0) + 1;
    this.#pages.set(page, foreign);
    page.reset(this.#accepted, foreign);
  }

  #tell(
    splice: Splice | undefined,
    reason: ForeignSplice['reason'],
    caret: ElementCaret | undefined,
    isMeant: (page: Page) => boolean = () => true,
  ): void {
    if (!splice) return;
    for (const [page, sent] of this.#pages) {
      if (!isMeant(page)) continue;
      const foreign = sent + 1;
      this.#pages.set(page, foreign);
      page.splice({ ...splice, foreign, reason, ...(caret && { caret }) });
    }
  }

  /** Anything but typing inside one element. */
  #isStructural({ start, deleteCount, inserted }: Splice): boolean {
    const was = this.#accepted[start];
    const is = inserted[0];
    if (deleteCount !== 1 || inserted.length !== 1 || !was || !is) return true;
    return was.id !== is.id || diffElements([{ ...was, text: '' }], [{ ...is, text: '' }]) !== undefined;
  }

  /** Two pages may bring the same id back at once, or a page may err: the element that was there first keeps it. */
  #withIdsOnce(given: Elements, { start, inserted }: Splice): Elements {
    const isInserted = (index: number) => index >= start && index < start + inserted.length;
    const seen = new Set(given.flatMap((element, index) => (isInserted(index) ? [] : [element.id])));
    return given.map((element, index) => {
      if (!isInserted(index)) return element;
      const isTaken = seen.has(element.id);
      seen.add(element.id);
      return isTaken ? { ...element, id: this.#newId() } : element;
    });
  }
}
