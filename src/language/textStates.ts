import { textKey } from './textKey.ts';

/** Ids of texts that a document had, so that undo, redo and typing something back bring back the very ids. */
export interface TextStates {
  /** Keeps the ids of a text; returns them, or an equal list that is kept already. */
  remember(text: string, ids: readonly string[]): readonly string[];
  /** The ids a text had, when it is remembered with `count` elements. */
  idsOf(text: string, count: number): readonly string[] | undefined;
}

/** States kept at most, and ids in all their lists: a list that did not change since the state before is shared and counts once. */
const MAX_STATES = 2_000;
const MAX_IDS = 600_000;

export function createTextStates(): TextStates {
  const states = new Map<string, { readonly ids: readonly string[]; readonly cost: number }>();
  let latest: readonly string[] = [];
  // A text is asked for and then remembered: hashing a whole script twice would be the dearest part of a keystroke.
  let hashed = { text: '', key: textKey('') };
  let cost = 0;

  function keyOf(text: string): string {
    if (hashed.text !== text) hashed = { text, key: textKey(text) };
    return hashed.key;
  }

  function forgetOldest(): void {
    for (const [key, state] of states) {
      if (states.size <= 1 || (states.size <= MAX_STATES && cost <= MAX_IDS)) return;
      states.delete(key);
      cost -= state.cost;
    }
  }

  return {
    remember(text, ids) {
      const isSame = ids.length === latest.length && ids.every((id, index) => id === latest[index]);
      const key = keyOf(text);
      const previous = states.get(key);
      if (previous) cost -= previous.cost;
      states.delete(key);
      if (!isSame) latest = ids;
      const added = isSame ? (previous?.cost ?? 1) : ids.length;
      states.set(key, { ids: latest, cost: added });
      cost += added;
      forgetOldest();
      return latest;
    },
    idsOf(text, count) {
      const ids = states.get(keyOf(text))?.ids;
      return ids?.length === count ? ids : undefined;
    },
  };
}
