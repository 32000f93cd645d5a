/**
 * The page's half of the protocol that keeps page and document one. Pure: the page is reached through {@link PageView}, the host
 * through `post`. The host's half is at `pageSession.ts`.
 *
 * - `confirmed` is the last state that the host is known to have; `inFlight` what was sent after it and not yet acknowledged.
 * - Every local edit leaves at once, marked with the number of foreign splices seen. The host drops a splice marked with an older number,
 *   because a foreign splice is then already on its way here.
 * - A foreign splice makes everything in flight void: what is in the page is merged with it and the difference is sent again.
 * - While an input method composes nothing is sent and foreign splices wait, since touching the DOM then leaves stray letters.
 */
import type { ScriptElement, Splice } from '../../language/document.ts';
import { applySplice, diffElements, mergeElements } from '../../language/edits.ts';
import type { Caret } from './protocol.ts';

type Elements = readonly ScriptElement[];

/** What shows the elements. */
export interface PageView {
  /** What the page shows now. Unchanged elements must be the same objects as before. */
  elements(): Elements;
  isComposing(): boolean;
  /** Shows `elements` with the smallest change; `caret` is where the caret shall be, unless it may stay where it is. */
  show(elements: Elements, caret?: Caret): void;
}

export interface OutgoingSplice extends Splice {
  readonly foreign: number;
  readonly sequence: number;
}

export interface ForeignSplice extends Splice {
  readonly foreign: number;
  readonly reason: 'external' | 'undo' | 'redo';
  readonly caret?: Caret | undefined;
}

export interface PageSyncOptions {
  readonly view: PageView;
  readonly start: { readonly elements: Elements; readonly foreign: number };
  readonly post: (splice: OutgoingSplice) => void;
  /** The two ends have lost each other: the host shall be asked for its state, to be handed to `reset`. */
  readonly onLost: (why: string) => void;
}

/** Resets without an acknowledged edit in between after which the host's state is taken as it is, so that no quarrel is endless. */
const MAX_RESETS = 3;

/** The sync of one page, from its first state on. The view must already show that state. */
export class PageSync {
  readonly #options: PageSyncOptions;
  #confirmed: Elements;
  #foreign: number;
  #inFlight: { readonly sequence: number; readonly elements: Elements }[] = [];
  /** Foreign splices that wait for an input method to finish. */
  #held: ForeignSplice[] = [];
  #sequence = 0;
  #resets = 0;
  #lost = false;

  constructor(options: PageSyncOptions) {
    this.#options = options;
    this.#confirmed = options.start.elements;
    this.#foreign = options.start.foreign;
  }

  /** The last state that the host is known to have. */
  get confirmed(): Elements {
    return this.#confirmed;
  }

  /** How many edits of its own the page has sent. */
  get sequence(): number {
    return this.#sequence;
  }

  /** Takes over what an earlier page could not tell the host: shows it and sends the difference. */
  restore(elements: Elements): void {
    this.#options.view.show(elements);
    this.flush();
  }

  /** The page changed: sends the difference, if it may. */
  send(): void {
    if (!this.#options.view.isComposing()) this.flush();
  }

  /** Sends even what an input method has not finished; for undo and for the last moment before the page goes. */
  flush(): void {
    if (this.#held.length > 0 || this.#lost) return;
    const elements = this.#options.view.elements();
    const splice = diffElements(this.#inFlight.at(-1)?.elements ?? this.#confirmed, elements);
    if (!splice) return;
    this.#sequence++;
    this.#inFlight.push({ sequence: this.#sequence, elements });
    this.#options.post({ foreign: this.#foreign, sequence: this.#sequence, ...splice });
  }

  /** The host has taken an edit over. */
  ack(sequence: number): void {
    const first = this.#inFlight[0];
    if (!first || sequence < first.sequence) return;
    if (sequence !== first.sequence) {
      this.#lose('an edit was not acknowledged');
      return;
    }
    this.#inFlight.shift();
    this.#confirmed = first.elements;
    this.#resets = 0;
  }

  /** Whether the host has heard of everything that the page shows when it has heard of this edit. */
  isLast(sequence: number): boolean {
    return sequence === this.#sequence && this.#inFlight.length + this.#held.length === 0 && !this.#lost;
  }

  /** An edit made elsewhere; it waits while an input method composes. */
  foreign(splice: ForeignSplice): void {
    if (this.#held.length > 0 || this.#options.view.isComposing()) {
      this.#held.push(splice);
      return;
    }
    this.#take(splice);
    this.flush();
  }

  /** The input method has finished: takes what waited, then sends. */
  compositionEnded(): void {
    const waiting = this.#held;
    this.#held = [];
    for (const splice of waiting) this.#take(splice);
    this.flush();
  }

  /** Starts over from the host's state; what was typed and not yet confirmed is merged into it. */
  reset(elements: Elements, foreign: number): void {
    this.#held = [];
    this.#lost = false;
    this.#foreign = foreign;
    this.#resets++;
    if (this.#resets > MAX_RESETS) {
      this.#inFlight = [];
      this.#confirmed = elements;
      this.#options.view.show(elements);
      return;
    }
    this.#takeOver(elements);
    this.flush();
  }

  #take(splice: ForeignSplice): void {
    if (this.#lost) return;
    if (splice.foreign !== this.#foreign + 1) this.#lose('a foreign splice is missing');
    else if (splice.start + splice.deleteCount > this.#confirmed.length) this.#lose('a foreign splice is too long');
    else {
      this.#foreign = splice.foreign;
      const caret = splice.reason === 'external' ? undefined : splice.caret;
      this.#takeOver(applySplice(this.#confirmed, splice), caret);
    }
  }

  #takeOver(theirs: Elements, caret?: Caret): void {
    const { view } = this.#options;
    const merged = mergeElements(this.#confirmed, view.elements(), theirs);
    this.#inFlight = [];
    this.#confirmed = theirs;
    view.show(merged, caret);
  }

  #lose(why: string): void {
    if (this.#lost) return;
    this.#lost = true;
    this.#options.onLost(why);
  }
}
