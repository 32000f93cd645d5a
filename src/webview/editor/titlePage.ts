/** The title page as a first sheet, written in place. Drawn with the text, which it would else push down. */
import { titleKeyName } from '../../language/words/titleKeys.ts';
import type { PageStart } from './protocol.ts';
import { createTitleField, type TitleField } from './titleField.ts';

type Entries = PageStart['titlePage'];

/** Keys of the block in the middle of the page, in its order; the others stand at the foot. */
const centred = ['title', 'credit', 'author', 'authors', 'source'];

export interface TitlePageOptions {
  readonly place: HTMLElement;
  readonly label: string;
  readonly isReadOnly: () => boolean;
  /** The writer gave an entry another value; `index` counts as the page shows them. */
  readonly onEdit: (entry: { readonly index: number; readonly key: string; readonly value: string }) => void;
  /** Escape: back to the script. */
  readonly onLeave: () => void;
}

export interface TitlePage {
  show(entries: Entries): void;
  /** The script may be written now, or not any more. */
  update(): void;
  /** Puts the caret into the first field; false when there is none. */
  focus(): boolean;
}

/** Makes the sheet; it is there while the script has a title page. */
export function createTitlePage(options: TitlePageOptions): TitlePage {
  const { place, label, isReadOnly, onLeave } = options;
  let fields: readonly TitleField[] = [];
  let keys = '';
  let isShownReadOnly = isReadOnly();
  let current: Entries = [];

  const draw = (entries: Entries) => {
    const old = [...fields];
    const writing = old.find((field) => field.caret() !== undefined);
    const caret = writing?.caret();
    fields = entries.map((entry) => takeField(old, entry));
    const inMiddle = centred.flatMap((name) => fields.filter((field) => field.name === name));
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
    if (!writing || caret === undefined) return;
    if (fields.includes(writing)) writing.focusAt(caret);
    else onLeave();
  };
  /** A field that is there already keeps what is being written in it. */
  const takeField = (old: TitleField[], { key, value }: Entries[number]): TitleField => {
    const at = old.findIndex((field) => field.name === titleKeyName(key));
    const [kept] = at < 0 || isReadOnly() !== isShownReadOnly ? [] : old.splice(at, 1);
    if (kept) return kept;
    const onEdit = (next: string) => options.onEdit({ index: fields.indexOf(field), key, value: next });
    const field = createTitleField({ key, value, isReadOnly: isReadOnly(), onEdit });
    return field;
  };
  const show = (entries: Entries) => {
    current = entries;
    const shown = isReadOnly() ? entries.filter(({ value }) => value.trim() !== '') : entries;
    const nextKeys = JSON.stringify([isReadOnly(), ...shown.map(({ key }) => titleKeyName(key))]);
    if (nextKeys !== keys) draw(shown);
    keys = nextKeys;
    isShownReadOnly = isReadOnly();
    for (const [index, entry] of shown.entries()) fields[index]?.show(entry.value);
  };
  return {
    show,
    update() {
      if (isReadOnly() !== isShownReadOnly) show(current);
    },
    focus() {
      fields[0]?.dom.focus();
      return fields.length > 0;
    },
  };
}

function block(className: string, fields: readonly TitleField[]): HTMLElement {
  const dom = document.createElement('div');
  dom.className = className;
  dom.append(...fields.map((field) => field.dom));
  return dom;
}
