/** What a script says, as rows and text can both say it, and the merge of the two when someone else changed the rows. */
import * as z from 'zod/mini';
import { elementTypes, type ScriptElement } from '../../language/document.ts';
import { mergeElements, sameContent } from '../../language/edits.ts';
import { mergeText } from '../../language/mergeText.ts';
import { withTitle } from '../../language/titlePageText.ts';
import type { Library } from '../library/library.ts';
import type { PendingTextRow } from '../library/rows.ts';
import { knownElements } from './knownElements.ts';
import { fieldsOfHeading, headingText } from './sceneFields.ts';
import { storedText } from './storedText.ts';

const imageElement = z.object({
  id: z.string(),
  type: z.enum(elementTypes),
  text: z.string(),
  sceneNumber: z.optional(z.string()),
  dual: z.optional(z.boolean()),
  depth: z.optional(z.int()),
});
const scriptImage = z.object({ title: z.nullish(z.string()), titlePage: z.string(), elements: z.array(imageElement) });

/** A script: its title page as Fountain text (empty when there is none) and its elements. */
export interface ScriptImage {
  /** The title in the script's row; null or missing without one. A text has its Title in the title page. */
  readonly title?: string | null;
  readonly titlePage: string;
  readonly elements: readonly ScriptElement[];
}

/** Reads an image that was stored as JSON. Throws zod's error when it is none. */
export function parseImage(value: unknown): ScriptImage {
  const { title = null, titlePage, elements } = z.parse(scriptImage, value);
  return { title, titlePage, elements: elements.map(withoutMissing) };
}

/** An image as JSON, for {@link parseImage}. */
export function storedImage({ title = null, titlePage, elements }: ScriptImage): PendingTextRow['base'] {
  return { title, titlePage, elements: elements.map((element) => ({ ...element })) };
}

/** What the rows of a script say. A title that is another than that of `before` is the title page's Title, also where its text has it not. */
export function imageOfRows(library: Library, scriptId: string, before?: ScriptImage): ScriptImage {
  const page = library.titlePage(scriptId)?.content ?? '';
  const title = library.script(scriptId)?.title ?? null;
  const isRenamed = before !== undefined && title !== null && title !== before.title;
  return {
    title,
    titlePage: isRenamed ? withTitle(page, title) : page,
    elements: knownElements(scriptId, library.scenes(scriptId), library.content(scriptId)),
  };
}

/**
 * What a text shall say when the rows it was equal to went from `base` to `theirs`. What the writer has typed since stays
 * ({@link mergeElements}), and so does the spelling of headings that nobody changed. Changes that the text has already are not made twice.
 */
export function withTheirChanges(base: ScriptImage, theirs: ScriptImage, mine: ScriptImage): ScriptImage {
  const current = new Map(mine.elements.map((element) => [element.id, element]));
  const before = new Map(base.elements.map((element) => [element.id, element]));
  const after = new Map(theirs.elements.map((element) => [element.id, element]));
  const start = base.elements.map((was) => {
    const my = current.get(was.id);
    if (!my) return was;
    if (isSameRow(was, my)) return my;
    const their = after.get(was.id);
    return their && hasChangeOf(was.text, their.text, my.text) ? { ...their, text: my.text } : was;
  });
  const startById = new Map(start.map((element) => [element.id, element]));
  const end = theirs.elements.map((their) => {
    const was = before.get(their.id);
    const from = startById.get(their.id);
    const my = current.get(their.id);
    if (!was) return my ?? their;
    if (isSameRow(was, their)) return from ?? their;
    if (my && isSameRow(was, my)) return inSpellingOf(was, my, their);
    return from && from.text === my?.text ? from : their;
  });
  return {
    titlePage: mergeText(base.titlePage, mine.titlePage, theirs.titlePage),
    elements: mergeElements(start, mine.elements, end),
  };
}

/** Whether both fill the columns of a row alike: headings may be spelled in many ways. */
function isSameRow(a: ScriptElement, b: ScriptElement): boolean {
  if (sameContent(a, b)) return true;
  if (a.type !== 'sceneHeading' || b.type !== 'sceneHeading') {
    const [left, right] = [storedText(a), storedText(b)];
    return left.type === right.type && left.content === right.content;
  }
  const [left, right] = [fieldsOfHeading(a), fieldsOfHeading(b)];
  return left.scene_number === right.scene_number && headingText(left) === headingText(right);
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

function withoutMissing({ id, type, text, sceneNumber, dual, depth }: z.infer<typeof imageElement>): ScriptElement {
  return {
    id,
    type,
    text,
    ...(sceneNumber !== undefined && { sceneNumber }),
    ...(dual !== undefined && { dual }),
    ...(depth !== undefined && { depth }),
  };
}
