/** What a script says, as rows and text can both say it. */
import * as z from 'zod/mini';
import { elementTypes, type ScriptElement, withoutPlace } from '../../language/document.ts';
import { sameContent } from '../../language/edits.ts';
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
  return { title, titlePage, elements: elements.map(withoutPlace) };
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

/** Whether both fill the columns of a row alike: headings may be spelled in many ways. */
export function isSameRow(a: ScriptElement, b: ScriptElement): boolean {
  if (sameContent(a, b)) return true;
  if (a.type !== 'sceneHeading' || b.type !== 'sceneHeading') {
    const [left, right] = [storedText(a), storedText(b)];
    return left.type === right.type && left.content === right.content;
  }
  const [left, right] = [fieldsOfHeading(a), fieldsOfHeading(b)];
  return left.scene_number === right.scene_number && headingText(left) === headingText(right);
}
