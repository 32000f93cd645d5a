import type { ScriptElement } from './document.ts';

/** A short memory of elements that were removed, so that what is cut and pasted is itself again while a copy is not. */
export interface RemovedElements {
  /** Notes one edit: the elements before it, the ids after it and what the elements with these ids say. */
  note(
    before: readonly ScriptElement[],
    idsAfter: readonly string[],
    after: readonly { readonly text: string }[],
  ): void;
  /** For each index into `elements` the id that its text had when it was removed. */
  find(indices: readonly number[], elements: readonly { readonly text: string }[]): (string | undefined)[];
  /** What an element said before it took in what was removed: lines that are moved past it join it on their way. */
  saidBefore(id: string): string | undefined;
}

interface Removed {
  readonly id: string;
  readonly text: string;
  /** Counts edits that removed something. */
  readonly edit: number;
}

const MAX_REMOVED = 500;
/** Edits that removed something after which a joined element is no more expected to be taken apart. */
const MAX_EDITS_JOINED = 20;

export function createRemovedElements(): RemovedElements {
  let removed: readonly Removed[] = [];
  let edits = 0;
  const joined = new Map<string, { readonly text: string; readonly edit: number }>();

  /** An edit that removes elements may have put their words into those that stay. */
  function noteJoined(
    before: readonly ScriptElement[],
    ids: readonly string[],
    after: readonly { readonly text: string }[],
  ) {
    for (const [id, { edit }] of joined) if (edits - edit > MAX_EDITS_JOINED) joined.delete(id);
    const said = new Map(before.map(({ id, text }) => [id, text]));
    ids.forEach((id, index) => {
      const was = said.get(id);
      const text = after[index]?.text ?? '';
      const isJoined = was !== undefined && was !== text && was.trim() !== '' && text.includes(was);
      if (isJoined) joined.set(id, { text: was, edit: edits });
    });
  }

  return {
    saidBefore: (id) => joined.get(id)?.text,
    note(before, idsAfter, after) {
      const now = new Set(idsAfter);
      const gone = before.filter((element) => !now.has(element.id));
      if (gone.length === 0 && removed.length === 0) return;
      if (gone.length > 0) {
        edits++;
        noteJoined(before, idsAfter, after);
      }
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
