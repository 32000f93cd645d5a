import type { TitlePageEntry } from './document.ts';
import { withoutEmphasis } from './emphasis.ts';
import { titleKeyName } from './words/titleKeys.ts';

/** The script's title as a list shows it: the title page's Title, in any of the languages, without emphasis marks, in one line; undefined when there is none. */
export function scriptTitle(titlePage: readonly TitlePageEntry[]): string | undefined {
  const entry = titlePage.find(({ key }) => titleKeyName(key) === 'title');
  return entry && (withoutEmphasis(entry.value).replace(/\s+/g, ' ').trim() || undefined);
}
