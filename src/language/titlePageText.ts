/** The title page as one piece of Fountain text, and edits that change it. */
import type { Screenplay, TitlePageEntry } from './document.ts';
import { withLineFeeds } from './lines.ts';
import { changedRange } from './mergeText.ts';
import { parse } from './parse.ts';
import { scriptTitle } from './scriptTitle.ts';
import { rawOffset, type TextEdit } from './textEdit.ts';
import { titleKeyName } from './words/titleKeys.ts';

type TitledScript = Pick<Screenplay, 'source' | 'titlePage'> & {
  readonly elements: readonly { readonly start: number }[];
};

/** The source of a title page with `\n` line ends and none at its end; empty when there is none. */
export function titlePageText({ source, titlePage }: Pick<Screenplay, 'source' | 'titlePage'>): string {
  const [first] = titlePage;
  const last = titlePage.at(-1);
  return first && last ? withLineFeeds(source.slice(first.start, last.end)) : '';
}

/** The one edit that makes a text open with this title page (empty: with none); undefined when it does. */
export function titlePageEdit(script: TitledScript, wanted: string): TextEdit | undefined {
  const { source, titlePage, elements } = script;
  const current = titlePageText(script);
  if (current === wanted) return undefined;
  const top = source.startsWith('\ufeff') ? 1 : 0;
  const start = titlePage[0]?.start ?? top;
  if (current === '') return { start, end: start, text: `${wanted}\n\n` };
  if (wanted === '') return { start, end: elements[0]?.start ?? source.length, text: '' };
  const { start: same, aEnd, bEnd } = changedRange(current, wanted);
  return {
    start: start + rawOffset(source.slice(start), same),
    end: start + rawOffset(source.slice(start), aEnd),
    text: wanted.slice(same, bEnd),
  };
}

/** A title page's text with another Title, in one line; the other entries stay as they are. */
export function withTitle(text: string, title: string): string {
  const entry = parse(`${text}\n\n`).titlePage.find(isTitle);
  if (entry && scriptTitle([entry]) === title) return text;
  const line = `${entry?.key ?? 'Title'}: ${title.replace(/\s+/g, ' ').trim()}`;
  if (entry) return text.slice(0, entry.start) + line + text.slice(entry.end);
  return text === '' ? line : `${line}\n${text}`;
}

function isTitle({ key }: TitlePageEntry): boolean {
  return titleKeyName(key) === 'title';
}
