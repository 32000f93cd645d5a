import type { PageEditor } from './pageEditor.ts';
import type { Region } from './regions.ts';

/** The page's regions in the order that F6 goes through them. */
export function regionsOf(page: PageEditor, root: HTMLElement): Region[] {
  const within = (selector: string, closes = false): Region => ({
    closes,
    contains: (element) => element.closest(selector) !== null,
    focus: () => {
      const target = root.querySelector<HTMLElement>(
        `${selector} input, ${selector} button[tabindex="0"], ${selector} button:not([tabindex])`,
      );
      target?.focus();
      return target !== null;
    },
  });
  const text: Region = {
    contains: (element) => page.dom.contains(element),
    focus: () => {
      page.focus();
      return true;
    },
  };
  const titlePage: Region = {
    contains: (element) => element.closest('.title-page') !== null,
    focus: () => {
      const field = root.querySelector<HTMLElement>('.title-page [contenteditable]');
      field?.focus();
      return field !== null;
    },
  };
  return [text, titlePage, within('.scenes', true), within('.voices'), within('.find', true), within('.footer')];
}
