/** The title page as a first sheet, written in place. Drawn with the text, which it would else push down. */
import type { PageStart } from './protocol.ts';

type Entries = PageStart['titlePage'];

/** Keys of the block in the middle of the page, in its order; the others stand at the foot. */
const centred = ['title', 'credit', 'author', 'authors', 'source'];

export interface TitlePageOptions {
  readonly place: HTMLElement;
  readonly label: string;
  readonly isReadOnly: () => boolean;
  /** The writer gave the entry at an index another value. */
  readonly onEdit: (index: number, value: string) => void;
  /** Escape: back to the script. */
  readonly onLeave: () => void;
}

export interface TitlePage {
  show(entries: Entries): void;
  /** Puts the caret into the first field; false when there is none. */
  focus(): boolean;
}

const keyOf = ({ key }: Entries[number]) => key.trim().toLowerCase();

/** Emphasis marks have no place in a drawn title; they may stand within each other. */
function plain(value: string): string {
  const unmarked = value.replace(/(\*{1,3}|_)(\S(?:.*?\S)?)\1/gu, '$2');
  return unmarked === value ? value : plain(unmarked);
}

/** Makes the sheet; it is there while the script has a title page. */
export function createTitlePage(options: TitlePageOptions): TitlePage {
  const { place, label, isReadOnly, onLeave } = options;
  let fields: readonly Field[] = [];
  let keys = '';

  const draw = (entries: Entries) => {
    fields = entries.map((entry, index) => createField(entry, index, options));
    const inMiddle = centred.flatMap((key) => fields.filter((field) => field.key === key));
    const sheet = document.createElement('section');
    sheet.className = 'sheet title-page';
    sheet.setAttribute('aria-label', label);
    sheet.append(
      block('title-middle', inMiddle),
      block(
        'title-foot',
        fields.filter((field) => !inMiddle.includes(field)),
      ),
    );
    sheet.addEventListener('keydown', (event) => {
      // The fields' own keys, which VS Code would take for the script's.
      if (event.key === 'Tab' || ((event.ctrlKey || event.metaKey) && 'zybiu'.includes(event.key)))
        event.stopPropagation();
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      onLeave();
    });
    place.replaceChildren(...(entries.length > 0 ? [sheet] : []));
  };
  return {
    show(entries) {
      const shown = isReadOnly() ? entries.filter(({ value }) => value.trim() !== '') : entries;
      const nextKeys = JSON.stringify([isReadOnly(), ...shown.map(keyOf)]);
      if (nextKeys !== keys) draw(shown);
      keys = nextKeys;
      for (const [index, entry] of shown.entries()) fields[index]?.show(entry.value);
    },
    focus() {
      fields[0]?.dom.focus();
      return fields.length > 0;
    },
  };
}

interface Field {
  readonly key: string;
  readonly dom: HTMLElement;
  show(value: string): void;
}

function createField(entry: Entries[number], index: number, { isReadOnly, onEdit }: TitlePageOptions): Field {
  const dom = document.createElement('p');
  const key = keyOf(entry);
  let { value } = entry;
  dom.className = key === 'title' ? 'title' : 'credit';
  const isFocused = () => document.activeElement === dom;
  const draw = () => {
    const shown = isFocused() ? value : plain(value);
    if (dom.textContent !== shown) dom.textContent = shown;
  };
  if (!isReadOnly()) {
    dom.contentEditable = 'plaintext-only';
    dom.spellcheck = true;
    dom.dataset['hint'] = entry.key;
    for (const [name, said] of [
      ['role', 'textbox'],
      ['aria-multiline', 'true'],
      ['aria-label', entry.key],
    ] as const) {
      dom.setAttribute(name, said);
    }
    dom.addEventListener('focus', draw);
    dom.addEventListener('blur', draw);
    dom.addEventListener('input', () => {
      value = (dom.textContent ?? '').replace(/\n$/u, '');
      // What the browser leaves in an emptied field would hide its hint.
      if (value === '') dom.replaceChildren();
      onEdit(index, value);
    });
  }
  draw();
  return {
    key,
    dom,
    show(next) {
      if (isFocused()) return;
      value = next;
      draw();
    },
  };
}

function block(className: string, fields: readonly Field[]): HTMLElement {
  const dom = document.createElement('div');
  dom.className = className;
  dom.append(...fields.map((field) => field.dom));
  return dom;
}
