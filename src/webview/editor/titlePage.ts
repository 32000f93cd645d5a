/** The title page as a first sheet, to be read; it is written in the text editor. Drawn with the text, which it would else push down. */
import type { PageStart } from './protocol.ts';

type Entries = PageStart['titlePage'];

/** Keys of the block in the middle of the page, in its order; the others stand at the foot. */
const centred = ['title', 'credit', 'author', 'authors', 'source'];

const keyOf = ({ key }: Entries[number]) => key.trim().toLowerCase();

/** Emphasis marks have no place in a drawn title; they may stand within each other. */
function plain(value: string): string {
  const unmarked = value.replace(/(\*{1,3}|_)(\S(?:.*?\S)?)\1/gu, '$2');
  return unmarked === value ? value : plain(unmarked);
}

function block(className: string, entries: Entries): HTMLElement {
  const dom = document.createElement('div');
  dom.className = className;
  for (const entry of entries) {
    const line = document.createElement('p');
    if (className === 'title-middle') line.className = keyOf(entry) === 'title' ? 'title' : 'credit';
    line.textContent = plain(entry.value);
    dom.append(line);
  }
  return dom;
}

/** Draws the sheet into its place; nothing when there is nothing to say. */
export function drawTitlePage(place: HTMLElement, all: Entries, label: string): void {
  const entries = all.filter(({ value }) => value.trim() !== '');
  const middle = centred.flatMap((key) => entries.filter((entry) => keyOf(entry) === key));
  const foot = entries.filter((entry) => !centred.includes(keyOf(entry)));
  const sheet = document.createElement('section');
  sheet.className = 'sheet title-page';
  sheet.setAttribute('aria-label', label);
  sheet.append(block('title-middle', middle), block('title-foot', foot));
  place.replaceChildren(...(entries.length > 0 ? [sheet] : []));
}
