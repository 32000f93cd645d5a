/** The list of offers at the caret: names, places, times, as they go on from what is typed. Arrow keys choose, Return and Tab take, Escape closes. */
import type { EditorView } from '@tiptap/pm/view';
import type { ScriptElement } from '../../language/document.ts';
import { elementCompletion, type Offer } from '../../language/features/elementCompletion.ts';
import type { ExtraWords } from '../../language/parseOptions.ts';
import { english } from '../../language/words/english.ts';
import { findScriptWords, withExtraWords } from '../../language/words/findScriptWords.ts';
import type { CompletionBox } from './completionPlugin.ts';

export interface CompletionHost {
  readonly view: EditorView;
  readonly isEnabled: () => boolean;
  /** Language of the script (BCP 47). */
  readonly language: () => string;
  /** The writer's own words. */
  readonly extraWords: () => ExtraWords;
  readonly elements: () => readonly ScriptElement[];
  /** The index of the element with the caret, and the caret's offset in its text. */
  readonly caret: () => { readonly index: number; readonly offset: number };
  /** What Return does in the typing flow. */
  readonly pressReturn: () => void;
  /** The list's name for a screen reader. */
  readonly label: string;
}

/** What is put in for a text that was taken, and whether Return then goes on to the next element. */
export function takenText({ kind }: Offer, text: string): { readonly text: string; readonly goesOn: boolean } {
  if (kind === 'location') return { text: `${text} - `, goesOn: false };
  return { text, goesOn: kind !== 'headingPrefix' };
}

/** Makes the list of one page. */
export function createCompletionBox(host: CompletionHost): CompletionBox {
  const { view } = host;
  const list = createList(host.label);
  let offer: Offer | undefined;
  let chosen = -1;

  const close = () => {
    offer = undefined;
    list.remove();
    for (const name of ['aria-controls', 'aria-activedescendant', 'aria-expanded']) view.dom.removeAttribute(name);
  };
  const choose = (index: number) => {
    chosen = index;
    showChosen(list, view.dom, index);
  };
  const take = (index: number, isReturn: boolean) => {
    const text = offer?.texts[index];
    if (!offer || text === undefined) return false;
    const { start, end } = offer;
    const taken = takenText(offer, text);
    close();
    const inside = view.state.selection.$from.start();
    view.dispatch(view.state.tr.insertText(taken.text, inside + start, inside + end).scrollIntoView());
    if (isReturn && taken.goesOn) host.pressReturn();
    return true;
  };
  const show = (next: Offer) => {
    offer = next;
    fill(list, next, (index) => take(index, false));
    if (!list.isConnected) (view.dom.closest('.view') ?? document.body).append(list);
    place(list, view, view.state.selection.$from.start() + next.start);
    view.dom.setAttribute('aria-controls', list.id);
    view.dom.setAttribute('aria-expanded', 'true');
    choose(next.typed.trim() === '' && next.kind !== 'extension' ? -1 : 0);
  };
  return {
    close,
    update(typed) {
      const next = typed ? offerAt(host) : undefined;
      if (next) show(next);
      else if (offer) close();
    },
    key(event) {
      if (!offer || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
      const acts: Readonly<Record<string, () => boolean>> = {
        ArrowDown: () => move(1),
        ArrowUp: () => move(-1),
        Enter: () => !event.shiftKey && take(chosen, true),
        Tab: () => !event.shiftKey && take(chosen, false),
        Escape: () => {
          close();
          return true;
        },
      };
      const move = (by: number) => {
        const count = offer?.texts.length ?? 0;
        choose(chosen === -1 && by < 0 ? count - 1 : (chosen + by + count) % count);
        return true;
      };
      if (acts[event.key]?.() !== true) return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
}

function offerAt({ view, isEnabled, language, extraWords, elements, caret }: CompletionHost): Offer | undefined {
  const { selection } = view.state;
  if (!isEnabled() || view.composing || !view.hasFocus() || !selection.empty) return undefined;
  const { index, offset } = caret();
  return elementCompletion(
    elements(),
    index,
    offset,
    withExtraWords(findScriptWords(language()) ?? english, extraWords()),
  );
}

function createList(label: string): HTMLElement {
  const list = document.createElement('div');
  list.className = 'offers';
  list.id = 'offers';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', label);
  return list;
}

function fill(list: HTMLElement, { texts, typed }: Offer, onTake: (index: number) => void): void {
  const known = typed.trimEnd().length;
  list.replaceChildren(
    ...texts.map((text, index) => {
      const item = document.createElement('div');
      item.className = 'offer';
      item.id = `offer-${index}`;
      item.setAttribute('role', 'option');
      const begun = document.createElement('b');
      begun.textContent = text.slice(0, known);
      item.append(begun, text.slice(known).replace(/\)$/u, ''));
      item.addEventListener('mousedown', (event) => {
        event.preventDefault();
        onTake(index);
      });
      return item;
    }),
  );
}

function showChosen(list: HTMLElement, textbox: HTMLElement, chosen: number): void {
  for (const [index, item] of [...list.children].entries())
    item.setAttribute('aria-selected', String(index === chosen));
  list.children[chosen]?.scrollIntoView({ block: 'nearest' });
  if (chosen >= 0) textbox.setAttribute('aria-activedescendant', `offer-${chosen}`);
  else textbox.removeAttribute('aria-activedescendant');
}

/** Below the line, or above it where there is no room; within the view. */
function place(list: HTMLElement, view: EditorView, position: number): void {
  const { left, top, bottom } = view.coordsAtPos(position);
  const frame = (list.offsetParent ?? document.body).getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = list;
  const below = bottom + 4 + height <= frame.bottom;
  list.style.left = `${Math.max(4, Math.min(left - 9, frame.right - width - 4)) - frame.left}px`;
  list.style.top = `${(below ? bottom + 4 : top - height - 4) - frame.top}px`;
}
