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

export interface PageSync {
  /** The page changed: sends the difference, if it may. */
  send(): void;
  /** Sends even what an input method has not finished; for undo and for the last moment before the page goes. */
  flush(): void;
  ack(sequence: number): void;
  foreign(splice: ForeignSplice): void;
  /** The input method has finished: takes what waited, then sends. */
  compositionEnded(): void;
  /** Starts over from the host's state; what was typed and not yet confirmed is merged into it. */
  reset(elements: Elements, foreign: number): void;
}

/** Resets without an acknowledged edit in between after which the host's state is taken as it is, so that no quarrel is endless. */
const MAX_RESETS = 3;

/** Makes the sync of one page. `view` must already show `start.elements`. */
export function createPageSync(options: PageSyncOptions): PageSync {
  const { view, post, onLost } = options;
  let confirmed = options.start.elements;
  let foreignSeen = options.start.foreign;
  let inFlight: { readonly sequence: number; readonly elements: Elements }[] = [];
  let held: ForeignSplice[] = [];
  let sequence = 0;
  let resets = 0;
  let lost = false;

  const lastSent = (): Elements => inFlight.at(-1)?.elements ?? confirmed;

  function sendDifference(): void {
    if (held.length > 0 || lost) return;
    const elements = view.elements();
    const splice = diffElements(lastSent(), elements);
    if (!splice) return;
    sequence++;
    inFlight.push({ sequence, elements });
    post({ foreign: foreignSeen, sequence, ...splice });
  }

  function lose(why: string): void {
    if (lost) return;
    lost = true;
    onLost(why);
  }

  function takeOver(theirs: Elements, caret?: Caret): void {
    const mine = view.elements();
    const merged = mergeElements(confirmed, mine, theirs);
    inFlight = [];
    confirmed = theirs;
    view.show(merged, caret);
  }

  function take(splice: ForeignSplice): void {
    if (lost) return;
    if (splice.foreign !== foreignSeen + 1) return lose('a foreign splice is missing');
    if (splice.start + splice.deleteCount > confirmed.length) return lose('a foreign splice reaches beyond the script');
    foreignSeen = splice.foreign;
    takeOver(applySplice(confirmed, splice), splice.reason === 'external' ? undefined : splice.caret);
  }

  function releaseHeld(): void {
    const waiting = held;
    held = [];
    for (const splice of waiting) take(splice);
  }

  return {
    send() {
      if (!view.isComposing()) sendDifference();
    },
    flush: sendDifference,
    ack(acknowledged) {
      const first = inFlight[0];
      if (!first || acknowledged < first.sequence) return;
      if (first.sequence !== acknowledged) return lose('an edit was not acknowledged');
      inFlight.shift();
      confirmed = first.elements;
      resets = 0;
    },
    foreign(splice) {
      if (held.length > 0 || view.isComposing()) {
        held.push(splice);
        return;
      }
      take(splice);
      sendDifference();
    },
    compositionEnded() {
      releaseHeld();
      sendDifference();
    },
    reset(elements, foreign) {
      held = [];
      lost = false;
      foreignSeen = foreign;
      resets++;
      if (resets > MAX_RESETS) {
        inFlight = [];
        confirmed = elements;
        view.show(elements);
        return;
      }
      takeOver(elements);
      sendDifference();
    },
  };
}
