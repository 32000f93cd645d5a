import type { ScriptElement } from './document.ts';

type Elements = readonly ScriptElement[];

/**
 * The elements without headings, cues and transitions that say nothing: a saved file would have them as a lone `.`, `@` or `>`, which is
 * no word of the writer's. `isKept` keeps the one that is being written; a cue with something said under it stays.
 */
export function withoutEmptyLines(elements: Elements, isKept: (element: ScriptElement) => boolean): Elements {
  const kept = elements.filter((element, index) => {
    if (element.text.trim() !== '' || element.sceneNumber !== undefined || isKept(element)) return true;
    if (element.type === 'sceneHeading' || element.type === 'transition') return false;
    return element.type !== 'character' || isSpeech(elements[index + 1]);
  });
  return kept.length === elements.length ? elements : kept;
}

function isSpeech(element: ScriptElement | undefined): boolean {
  return element?.type === 'dialogue' || element?.type === 'parenthetical';
}
