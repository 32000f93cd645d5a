/** The scenes of a script as a list to go by. Pure. */
import type { ScriptElement } from '../../language/document.ts';

export interface SceneEntry {
  readonly elementId: string;
  /** Index of the heading or section among the script's elements. */
  readonly index: number;
  readonly kind: 'scene' | 'section';
  /** Sections only; scenes stand below the last one. */
  readonly depth: number;
  readonly sceneNumber: string | undefined;
  readonly text: string;
  readonly page: number;
}

/** `pageStarts`: indexes of the elements that a page begins in or with, from the second page on. */
export function sceneList(elements: readonly ScriptElement[], pageStarts: readonly number[]): SceneEntry[] {
  const entries: SceneEntry[] = [];
  let page = 1;
  elements.forEach((element, index) => {
    while ((pageStarts[page - 1] ?? Number.POSITIVE_INFINITY) <= index) page++;
    const { id: elementId, type, text, sceneNumber, depth = 1 } = element;
    if (type !== 'sceneHeading' && type !== 'section') return;
    const kind = type === 'section' ? 'section' : 'scene';
    entries.push({ elementId, index, kind, depth, sceneNumber, text: text.trim(), page });
  });
  return entries;
}

/** The entries that say all of the words, in any order and case; a number alone is a scene's or a page's beginning. */
export function filterScenes(entries: readonly SceneEntry[], words: string): readonly SceneEntry[] {
  const wanted = words
    .toUpperCase()
    .normalize('NFC')
    .split(/\s+/u)
    .filter((word) => word !== '');
  if (wanted.length === 0) return entries;
  return entries.filter(({ kind, text, sceneNumber = '' }) => {
    const said = `${sceneNumber} ${text}`.toUpperCase().normalize('NFC');
    return kind === 'scene' && wanted.every((word) => said.includes(word));
  });
}

/** The entry that the element at `index` belongs to; -1 before the first scene. */
export function entryAt(entries: readonly SceneEntry[], index: number): number {
  return entries.findLastIndex((entry) => entry.kind === 'scene' && entry.index <= index);
}
