import { fountainKeys, keysByLanguage, titleKey } from '../words/titleKeys.ts';
import type { CaretLine } from './caretLine.ts';
import type { ScriptView } from './scriptView.ts';

/** Whether a line may hold a key of the title page: the first of the text, or one right under or in the title page. */
export function mayHoldTitleKey(
  { text, screenplay: { titlePage } }: ScriptView,
  { start, before }: CaretLine,
): boolean {
  if (/^\s|:/.test(before)) return false;
  if (text.slice(0, start).replace('\ufeff', '') === '') return true;
  const last = titlePage.at(-1);
  if (!last) return false;
  return start <= last.end || /^(?:\r\n|\r|\n)$/.test(text.slice(last.end, start));
}

/** The keys that a title page may still get, in their usual order; `language` is BCP 47. */
export function titleKeys({ screenplay: { titlePage } }: ScriptView, language: string): readonly string[] {
  const known = new Set(titlePage.map(({ key }) => titleKey(key)));
  const keys = new Set([...fountainKeys, ...(keysByLanguage[language] ?? [])]);
  return [...keys].filter((key) => !known.has(titleKey(key)));
}
