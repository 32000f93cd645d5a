/**
 * Ids of an open script: they follow the edits themselves. What the characters cannot tell (cut and paste, undo, a whole
 * passage replaced) is found in a memory of what was there a moment ago.
 */
import { carryIds, type TextChange } from './carryIds.ts';
import type { Element, ScriptElement } from './document.ts';
import { sameContent } from './edits.ts';
import { alignElements } from './identity.ts';
import { changedRange } from './mergeText.ts';
import { contentOf, type PlacedElement } from './placedElements.ts';
import { createRemovedElements } from './removedElements.ts';
import { createTextStates } from './textStates.ts';

/** A text after an edit, as parsed. */
export interface ParsedText {
  readonly text: string;
  readonly elements: readonly Element[];
}

export interface LiveIds {
  /** Tells the ids of a text that did not come from an edit. */
  adopt(text: string, ids: readonly string[]): void;
  /** The ids after the text changed by typing, pasting, undo or from outside. A text that was there before has the ids it had. */
  follow(before: readonly PlacedElement[], changes: readonly TextChange[], now: ParsedText): readonly string[];
  /** The ids after the text was changed to say `intended`, which it may say in its own way (the parser has the last word). */
  fulfil(before: readonly ScriptElement[], intended: readonly ScriptElement[], now: ParsedText): readonly string[];
}

/** Starts a memory for one document. `newId` makes ids that were never given. */
export function createLiveIds(newId: () => string): LiveIds {
  const states = createTextStates();
  const removed = createRemovedElements();

  function settle(before: readonly ScriptElement[], now: ParsedText, ids: readonly string[]): readonly string[] {
    const kept = states.remember(now.text, ids);
    removed.note(before, kept, now.elements);
    return kept;
  }

  return {
    adopt(text, ids) {
      states.remember(text, ids);
    },
    follow(before, changes, now) {
      const known = states.idsOf(now.text, now.elements.length);
      if (known) return settle(before, now, known);
      const ids = carryWindow(before, changes, now.elements, removed.saidBefore);
      findAgain(before, now.elements, ids, (texts) => removed.find(texts, now.elements));
      return settle(before, now, fill(ids, newId));
    },
    fulfil(before, intended, now) {
      const ids = idsAsIntended(intended, now.elements);
      findAgain(intended, now.elements, ids, (texts) => texts.map(() => undefined));
      const filled = fill(ids, newId);
      removed.note(intended, filled, now.elements);
      return settle(before, now, filled);
    },
  };
}

function fill(ids: readonly (string | undefined)[], newId: () => string): string[] {
  return ids.map((id) => id ?? newId());
}

/** Elements that no change reaches keep their ids without being looked at one by one; the rest are carried. */
function carryWindow(
  before: readonly PlacedElement[],
  changes: readonly TextChange[],
  after: readonly Element[],
  saidBefore: (id: string) => string | undefined,
): (string | undefined)[] {
  const first = Math.min(...changes.map((change) => change.offset));
  const last = Math.max(...changes.map((change) => change.offset + change.deleted));
  const shift = changes.reduce((sum, change) => sum + change.inserted.length - change.deleted, 0);
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && isUntouched(before[head], after[head], 0) && (before[head]?.end ?? 0) < first) head++;
  let tail = 0;
  while (tail < shorter - head) {
    const old = before[before.length - 1 - tail];
    if (!isUntouched(old, after[after.length - 1 - tail], shift) || (old?.start ?? 0) <= last) break;
    tail++;
  }
  const middle = carryIds(
    before.slice(head, before.length - tail),
    after.slice(head, after.length - tail),
    changes,
    saidBefore,
  );
  return [
    ...before.slice(0, head).map((element) => element.id),
    ...middle,
    ...before.slice(before.length - tail).map((element) => element.id),
  ];
}

function isUntouched(old: PlacedElement | undefined, now: Element | undefined, shift: number): boolean {
  return old !== undefined && now !== undefined && old.start + shift === now.start && old.text === now.text;
}

/** Parsed elements take the ids of the intended ones they say; where they say it differently, of those whose words they hold. */
function idsAsIntended(intended: readonly ScriptElement[], now: readonly Element[]): (string | undefined)[] {
  const says = (wanted: ScriptElement | undefined, element: Element | undefined) =>
    wanted !== undefined && element !== undefined && sameContent(wanted, contentOf(element));
  const shorter = Math.min(intended.length, now.length);
  let head = 0;
  while (head < shorter && says(intended[head], now[head])) head++;
  let tail = 0;
  while (tail < shorter - head && says(intended.at(-1 - tail), now.at(-1 - tail))) tail++;
  const wanted = asText(intended.slice(head, intended.length - tail));
  const found = asText(now.slice(head, now.length - tail));
  const { start, aEnd, bEnd } = changedRange(wanted.text, found.text);
  const change = { offset: start, deleted: aEnd - start, inserted: found.text.slice(start, bEnd) };
  return [
    ...intended.slice(0, head).map((element) => element.id),
    ...carryIds(wanted.placed, found.placed, [change]),
    ...intended.slice(intended.length - tail).map((element) => element.id),
  ];
}

/** Elements written one under the other, each ended by a mark of its own so that an empty one has a place too. */
function asText<T extends { readonly text: string }>(elements: readonly T[]) {
  let text = '';
  const placed = elements.map((element) => {
    const start = text.length;
    text += `${element.text}\n`;
    return { ...element, start, end: text.length };
  });
  return { text, placed };
}

/** Fills in ids for elements that no characters led to: what was removed a moment ago, then what is most alike, then what stands in the same place. */
function findAgain(
  before: readonly ScriptElement[],
  now: readonly Element[],
  ids: (string | undefined)[],
  remembered: (indices: readonly number[]) => readonly (string | undefined)[],
): void {
  const missing = () => ids.flatMap((id, index) => (id === undefined ? [index] : []));
  if (missing().length === 0) return;
  const lost = () => {
    const used = new Set(ids);
    return before.filter((element) => !used.has(element.id));
  };
  const lostTexts = new Set(lost().map((element) => element.text));
  const fromMemory = missing().filter((index) => !lostTexts.has(now[index]?.text ?? ''));
  const used = new Set(ids);
  remembered(fromMemory).forEach((id, position) => {
    const index = fromMemory[position];
    if (index === undefined || id === undefined || used.has(id)) return;
    ids[index] = id;
    used.add(id);
  });
  give(ids, missing(), (indices) =>
    alignElements(
      lost(),
      indices.flatMap((index) => now[index] ?? []),
    ),
  );
  const left = missing();
  const leftOver = lost();
  if (left.length === leftOver.length) give(ids, left, () => leftOver.map((element) => element.id));
}

function give(
  ids: (string | undefined)[],
  indices: readonly number[],
  find: (indices: readonly number[]) => readonly (string | undefined)[],
): void {
  if (indices.length === 0) return;
  find(indices).forEach((id, position) => {
    const index = indices[position];
    if (index !== undefined && id !== undefined) ids[index] = id;
  });
}
