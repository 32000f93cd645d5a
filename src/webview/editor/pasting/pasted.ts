/** Everything that a clipboard may hold → elements. */
import type { PastedElement } from './elements.ts';
import { elementsOfParagraphs, hasLayout, typeOfStyle } from './elements.ts';
import { isFinalDraft, paragraphsOfFinalDraft } from './finalDraft.ts';
import { isFromCodeEditor, paragraphsOfHtml } from './html.ts';
import type { PastedParagraph } from './paragraph.ts';
import { paragraphsOfColumns } from './plain.ts';
import { paragraphsOfRichText } from './richText.ts';

/** What the clipboard says in each of its forms; empty where it has none. */
export interface Pasted {
  readonly plain: string;
  readonly html: string;
  readonly rich: string;
}

/**
 * The elements that were copied in another program; undefined when only the plain text tells, which is then read as Fountain. FDX first,
 * then whatever form names styles or shows a layout.
 */
export function readPasted({ plain, html, rich }: Pasted): readonly PastedElement[] | undefined {
  if (isFinalDraft(plain)) return elementsOfParagraphs(paragraphsOfFinalDraft(plain));
  const forms = [rich === '' ? [] : paragraphsOfRichText(rich), htmlForm(html)];
  const styled = forms.find((paragraphs) => paragraphs.some(({ style }) => typeOfStyle(style) !== undefined));
  const telling = styled ?? forms.find(hasLayout);
  if (telling) return elementsOfParagraphs(telling);
  const columns = paragraphsOfColumns(plain);
  if (columns) return elementsOfParagraphs(columns);
  const marked = forms.find((paragraphs) => paragraphs.some(hasEmphasis));
  return marked && !isFountain(plain) ? elementsOfParagraphs(marked) : undefined;
}

function htmlForm(html: string): PastedParagraph[] {
  return html === '' || isFromCodeEditor(html) ? [] : paragraphsOfHtml(html);
}

const hasEmphasis = ({ text }: PastedParagraph) => /[*_]\S/u.test(text);

/** Text with blank lines between its paragraphs may be Fountain, which its plain form says best. */
function isFountain(plain: string): boolean {
  return /\S\r?\n\r?\n\S/u.test(plain);
}
