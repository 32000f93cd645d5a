/** Changes of the title page as edits of the text. */
import type { TitlePageEntry } from './document.ts';
import type { TextEdit } from './textEdit.ts';

/** A value as it is written: on the key's line, or on lines of its own, indented (https://fountain.io/syntax#section-titlepage). Blank lines would end the title page. */
function printEntry(key: string, value: string): string {
  const lines = value
    .replace(/\r\n?/gu, '\n')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const [only = ''] = lines;
  if (lines.length < 2) return `${key}: ${only}`.trimEnd();
  return [`${key}:`, ...lines.map((line) => `    ${line}`)].join('\n');
}

/** The edit that gives the entry at `index` another value; undefined when it has it, or there is no such entry. */
export function titlePageEdit(entries: readonly TitlePageEntry[], index: number, value: string): TextEdit | undefined {
  const entry = entries[index];
  if (!entry) return undefined;
  const text = printEntry(entry.key, value);
  return text === printEntry(entry.key, entry.value) ? undefined : { start: entry.start, end: entry.end, text };
}

/** The edit that puts a title page before a script that has none; `text` is the whole text. Values may be empty. */
export function newTitlePage(text: string, entries: readonly Pick<TitlePageEntry, 'key' | 'value'>[]): TextEdit {
  const top = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const lines = entries.map(({ key, value }) => printEntry(key, value));
  return { start: top, end: top, text: `${lines.join('\n')}\n\n` };
}
