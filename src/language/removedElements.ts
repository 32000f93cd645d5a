import type { ScriptElement } from './document.ts';

/** A short memory of elements that were removed, so that what is cut and pasted is itself again while a copy is not. */
export interface RemovedElements {
  /** Notes one edit: the elements before it and the ids after it. */
  note(before: readonly ScriptElement[], idsAfter: readonly string[]): void;
  /** For each index into `elements` the id that its text had when it was removed. */
  find(indices: readonly number[], elements: readonly { readonly text: string }[]): (string | undefined)[];
}

interface Removed {
  readonly id: string;
  readonly text: string;
  /** Counts edits that removed something. */
  readonly edit: number;
}

const MAX_REMOVED = 500;

export function createRemovedElements(): RemovedElements {
  let removed: readonly Removed[] = [];
  let edits = 0;

  return {
    note(before, idsAfter) {
      const now = new Set(idsAfter);
      const gone = before.filter((element) => !now.has(element.id));
      if (gone.length === 0 && removed.length === 0) return;
      if (gone.length > 0) edits++;
      const goneIds = new Set(gone.map((element) => element.id));
      const kept = removed.filter((element) => !now.has(element.id) && !goneIds.has(element.id));
      const added = gone.map(({ id, text }) => ({ id, text, edit: edits }));
      removed = [...kept, ...added].slice(-MAX_REMOVED);
    },
    find(indices, elements) {
      if (removed.length === 0) return indices.map(() => undefined);
      const asked = new Set(indices);
      const stillThere = new Set(elements.filter((_, index) => !asked.has(index)).map((element) => element.text));
      const taken = new Set<string>();
      return indices.map((index) => {
        const text = elements[index]?.text ?? '';
        const candidates = removed.filter((element) => element.text === text && !taken.has(element.id));
        const latest = Math.max(...candidates.map((element) => element.edit));
        const found = candidates.find((element) => element.edit === latest);
        // The same words still stand elsewhere: unless they were cut just now, this is a copy.
        if (!found || (found.edit !== edits && stillThere.has(text))) return undefined;
        taken.add(found.id);
        return found.id;
      });
    },
  };
}
