/** The page's places: the desk with its sheets, and the line below. What goes into them is drawn by others. */
import type { PageSettings } from './protocol.ts';

export interface Desk {
  /** What scrolls. */
  readonly desk: HTMLElement;
  /** Before the script's sheet: the title page. */
  readonly title: HTMLElement;
  /** What the text is edited in. */
  readonly text: HTMLElement;
  /** Beside the text. */
  readonly margin: HTMLElement;
  /** Over the desk's upper right corner. */
  readonly find: HTMLElement;
  /** To the left of the desk. */
  readonly scenes: HTMLElement;
  readonly footer: HTMLElement;
}

function place(tag: 'main' | 'div', className: string, ...children: readonly HTMLElement[]): HTMLElement {
  const dom = document.createElement(tag);
  dom.className = className;
  dom.append(...children);
  return dom;
}

/** Puts an empty desk into `root`. */
export function createDesk(root: HTMLElement): Desk {
  const title = place('div', 'title-place');
  const text = place('div', 'text-place');
  const margin = place('div', 'margin-place');
  const desk = place('main', 'desk', place('div', 'sheets', title, place('div', 'sheet script', text, margin)));
  const find = place('div', 'find-place');
  const scenes = place('div', 'scenes-place');
  const footer = place('div', 'footer-place');
  root.replaceChildren(place('div', 'view', scenes, desk, find), footer);
  return { desk, title, text, margin, find, scenes, footer };
}

/** Shows a sentence in place of a page. */
export function showNotice(root: HTMLElement, sentence: string): void {
  const notice = document.createElement('p');
  notice.setAttribute('role', 'alert');
  notice.textContent = sentence;
  root.replaceChildren(place('main', 'desk notice', notice));
}

/** How the desk is drawn. */
export function dressDesk(
  desk: HTMLElement,
  { paperSize, zoom, fontScale, focusMode, typewriter }: PageSettings,
): void {
  desk.classList.toggle('focus-mode', focusMode);
  desk.classList.toggle('typewriter', typewriter);
  desk.dataset['paper'] = paperSize;
  desk.dataset['zoom'] = String((zoom / 100) * fontScale);
}
