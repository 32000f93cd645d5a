/** The merge of a script's text and its rows when someone else changed the rows. */
import type { ScriptElement } from '../../language/document.ts';
import { mergeElements } from '../../language/edits.ts';
import { isRewrittenByBoth, mergeText } from '../../language/mergeText.ts';
import { isSameRow, type ScriptImage } from './scriptImage.ts';

/**
 * What a text shall say when the rows it was equal to went from `base` to `theirs`. What the writer has typed since stays
 * ({@link mergeElements}), and so does the spelling of headings that nobody changed. Changes that the text has already are not made twice.
 * Where both rewrote the same words theirs stand in the line, and the writer's in a note below it, unless one says them already.
 */
export function withTheirChanges(
  base: ScriptImage,
  theirs: ScriptImage,
  mine: ScriptImage,
  newId: () => string,
): ScriptImage {
  const current = new Map(mine.elements.map((element) => [element.id, element]));
  const before = new Map(base.elements.map((element) => [element.id, element]));
  const after = new Map(theirs.elements.map((element) => [element.id, element]));
  const kept = new Map<string, ScriptElement>();
  const start = base.elements.map((was) => {
    const my = current.get(was.id);
    if (!my) return was;
    if (isSameRow(was, my)) return my;
    const their = after.get(was.id);
    if (!their) return was;
    const hasChange = hasChangeOf(was.text, their.text, my.text);
    const isConflict = !hasChange && isRewrittenByBoth(was.text, my.text, their.text);
    if (isConflict) kept.set(was.id, my);
    return hasChange || isConflict ? { ...their, text: my.text } : was;
  });
  const startById = new Map(start.map((element) => [element.id, element]));
  const end = theirs.elements.map((their) => {
    const was = before.get(their.id);
    const from = startById.get(their.id);
    const my = current.get(their.id);
    if (!was) return my ?? their;
    if (isSameRow(was, their)) return from ?? their;
    if (my && isSameRow(was, my)) return inSpellingOf(was, my, their);
    if (kept.has(their.id)) return their;
    return from && from.text === my?.text ? from : their;
  });
  return {
    titlePage: mergeText(base.titlePage, mine.titlePage, theirs.titlePage),
    elements: withNotes(mergeElements(start, mine.elements, end), kept, newId),
  };
}

/** What a text that said `onto` says after the same changes, when nobody was writing in it: of each line that was changed, theirs. */
export function withChangesWhole(base: ScriptImage, theirs: ScriptImage, onto: ScriptImage): ScriptImage {
  const current = new Map(onto.elements.map((element) => [element.id, element]));
  const after = new Map(theirs.elements.map((element) => [element.id, element]));
  const start = base.elements.map((was) => {
    const their = after.get(was.id);
    return their && isSameRow(was, their) ? was : (current.get(was.id) ?? was);
  });
  const startById = new Map(start.map((element) => [element.id, element]));
  const before = new Map(base.elements.map((element) => [element.id, element]));
  const end = theirs.elements.map((their) => {
    const was = before.get(their.id);
    return was && isSameRow(was, their) ? (startById.get(their.id) ?? their) : their;
  });
  return {
    titlePage: mergeText(base.titlePage, onto.titlePage, theirs.titlePage),
    elements: mergeElements(start, onto.elements, end),
  };
}

/** The writer's lines that others' have taken the place of, each in a note below. */
function withNotes(
  elements: readonly ScriptElement[],
  kept: ReadonlyMap<string, ScriptElement>,
  newId: () => string,
): readonly ScriptElement[] {
  if (kept.size === 0) return elements;
  const noted = new Set(elements.flatMap(({ type, text }) => (type === 'note' ? [text] : [])));
  return elements.flatMap((element) => {
    const text = kept.get(element.id)?.text.replaceAll(']]', '] ]').replaceAll('[[', '[ [');
    return text === undefined || noted.has(text) ? [element] : [element, { id: newId(), type: 'note' as const, text }];
  });
}

/** Their heading in my way to write headings, where that says the same. */
function inSpellingOf(was: ScriptElement, my: ScriptElement, their: ScriptElement): ScriptElement {
  if (their.type !== 'sceneHeading' || my.text === was.text) return their;
  const spelled = { ...their, text: mergeText(was.text, my.text, their.text) };
  return isSameRow(spelled, their) ? spelled : their;
}

/** Whether a text has the words that another version brought already, as one that was restored from a window that crashed. */
function hasChangeOf(was: string, their: string, my: string): boolean {
  if (was === their) return false;
  if (my === their) return true;
  let start = 0;
  while (start < Math.min(was.length, their.length) && was[start] === their[start]) start++;
  let tail = 0;
  while (tail < Math.min(was.length, their.length) - start && was.at(-1 - tail) === their.at(-1 - tail)) tail++;
  const brought = their.slice(start, their.length - tail).trim();
  return brought !== '' && my.includes(brought) && !was.includes(brought);
}
