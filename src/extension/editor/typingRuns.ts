/**
 * Which states of a document lie within a run of typing. VS Code makes an undo stop of every write, and a run that is written in several
 * parts, because others wait for its words, is still one step for its writer: undo and redo go on until they are out of it.
 */
import type { ScriptElement } from '../../language/document.ts';
import { diffElements } from '../../language/edits.ts';
import type { DocumentEdit } from '../sync/documentEdit.ts';

type Elements = readonly ScriptElement[];

/** A pause ends a run. Milliseconds, as all times here. */
export const runPauseMs = 300;
export const longestRunMs = 2_000;
const mostStates = 1_000;

/** Typing within one element, without a pause. */
export interface TypingRun {
  readonly elementId: string;
  readonly startedAt: number;
  lastKeyAt: number;
  /** What the element says by the run's last write. */
  written: string | undefined;
}

export class TypingRuns {
  #run: TypingRun | undefined;
  /** What elements said between two writes of one run, the oldest first. */
  readonly #states = new Set<string>();
  #isWithin = false;

  /** The run that is being typed. */
  get current(): TypingRun | undefined {
    return this.#run;
  }

  /** The last undo or redo has stopped within a run. */
  get isWithin(): boolean {
    return this.#isWithin;
  }

  /** A key changed the words of an element. */
  typed(elementId: string, now: number): void {
    const run = this.#run;
    const goesOn =
      run?.elementId === elementId && now - run.lastKeyAt < runPauseMs && now - run.startedAt < longestRunMs;
    if (goesOn) run.lastKeyAt = now;
    else this.#run = { elementId, startedAt: now, lastKeyAt: now, written: undefined };
  }

  /** The caret went elsewhere, or something else than typing was done. */
  end(): void {
    this.#run = undefined;
  }

  /** The document says `after` in place of `before` by a write of `run`. */
  wrote(run: TypingRun | undefined, before: Elements, after: Elements): void {
    this.#isWithin = false;
    const change = changedWords(before, after);
    if (!change) return;
    const isPart = run?.elementId === change.id;
    if (isPart && run.written === change.before) this.#remember(stateOf(change.id, change.before));
    this.#states.delete(stateOf(change.id, change.after));
    if (run) run.written = isPart ? change.after : undefined;
  }

  /** The document changed by another hand, or by undo or redo. */
  edited({ cause, assumed, elements }: DocumentEdit): void {
    this.end();
    const change = changedWords(assumed, elements);
    const state = change && stateOf(change.id, change.after);
    this.#isWithin = cause !== 'external' && state !== undefined && this.#states.has(state);
    if (cause === 'external' && state) this.#states.delete(state);
  }

  /** Another step of undo or redo is about to be taken: only what it does counts. */
  stepping(): void {
    this.#isWithin = false;
  }

  #remember(state: string): void {
    this.#states.add(state);
    const [oldest] = this.#states;
    if (this.#states.size > mostStates && oldest !== undefined) this.#states.delete(oldest);
  }
}

const stateOf = (id: string, text: string) => `${id}\n${text}`;

/** The one element that says something else; undefined when more than that has changed. */
function changedWords(before: Elements, after: Elements) {
  const splice = diffElements(before, after);
  const was = splice && before[splice.start];
  const is = splice?.inserted[0];
  if (splice?.deleteCount !== 1 || splice.inserted.length !== 1 || !was || was.id !== is?.id) return undefined;
  return { id: was.id, before: was.text, after: is.text };
}
