/** What can be taken back on each timeline, and done again. In memory: closing the window ends it, as it does for a text. Knows no VS Code. */
import type { EditKind } from '../../webview/timeline/editing/editMessages.ts';
import type { Step } from './timelineRows.ts';

export interface HistoryEntry {
  readonly kind: EditKind;
  readonly step: Step;
}

interface Stacks {
  readonly undo: HistoryEntry[];
  readonly redo: HistoryEntry[];
}

const maxEntries = 200;

function joined(earlier: HistoryEntry, later: HistoryEntry): HistoryEntry {
  const changes = [...later.step.changes, ...earlier.step.changes];
  return { kind: later.kind, step: { changes, after: [...earlier.step.after, ...later.step.after] } };
}

export class EditHistory {
  readonly #timelines = new Map<string, Stacks>();

  /** Something new was done: what was undone before cannot come again. */
  add(timelineId: string, entry: HistoryEntry): void {
    const { undo, redo } = this.#of(timelineId);
    const last = undo.at(-1);
    // While a writer writes, the clips follow again and again: that is one change of the script.
    if (entry.kind === 'follow' && last?.kind === 'follow') undo[undo.length - 1] = joined(last, entry);
    else undo.push(entry);
    if (undo.length > maxEntries) undo.shift();
    redo.length = 0;
  }

  next(timelineId: string, direction: 'undo' | 'redo'): HistoryEntry | undefined {
    return this.#of(timelineId)[direction].at(-1);
  }

  /** The next entry was carried out; `opposite` takes it back. */
  took(timelineId: string, direction: 'undo' | 'redo', opposite: HistoryEntry | undefined): void {
    const stacks = this.#of(timelineId);
    stacks[direction].pop();
    if (opposite) stacks[direction === 'undo' ? 'redo' : 'undo'].push(opposite);
  }

  #of(timelineId: string): Stacks {
    let stacks = this.#timelines.get(timelineId);
    if (!stacks) {
      stacks = { undo: [], redo: [] };
      this.#timelines.set(timelineId, stacks);
    }
    return stacks;
  }
}
