import { printElements } from '../../language/print.ts';
import { withTitle } from '../../language/titlePageText.ts';
import type { Library } from '../library/library.ts';
import { imageOfRows } from './scriptImage.ts';

/**
 * The text that a script's rows say, with `\n` line ends; undefined when there is no such script. Rows without a title page, as an older
 * library may have them, get the script's title as one unless it is only the name of the file.
 */
export function textOfRows(library: Library, scriptId: string, fileName: string): string | undefined {
  if (!library.script(scriptId)) return undefined;
  const { title, titlePage, elements } = imageOfRows(library, scriptId);
  const isTitled = titlePage === '' && title != null && title !== '' && title !== fileName;
  const top = isTitled ? withTitle('', title) : titlePage;
  const body = printElements(elements);
  if (top === '') return body;
  return body === '' ? `${top}\n` : `${top}\n\n${body}`;
}
