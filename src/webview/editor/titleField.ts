/** One entry of the title page, written in place. */
import { changedRange, mergeText } from '../../language/mergeText.ts';
import { titleKeyName } from '../../language/words/titleKeys.ts';

export interface TitleFieldOptions {
  readonly key: string;
  readonly value: string;
  readonly isReadOnly: boolean;
  /** The writer gave the entry another value. */
  readonly onEdit: (value: string) => void;
}

export interface TitleField {
  /** The key in lower case, in Fountain's words where it is the title's or the author's. */
  readonly name: string;
  readonly dom: HTMLElement;
  /** What the document says now: where the writer is writing, both stay. */
  show(value: string): void;
  /** Takes the focus again after it was moved, with the caret where it was. */
  focusAt(caret: number): void;
  /** UTF-16 units before the caret; undefined without the focus. */
  caret(): number | undefined;
}

/** Emphasis marks have no place in a drawn title; they may stand within each other. */
function plain(value: string): string {
  const unmarked = value.replace(/(\*{1,3}|_)(\S(?:.*?\S)?)\1/gu, '$2');
  return unmarked === value ? value : plain(unmarked);
}

/** A value as the document keeps it: without blank lines and space around lines. */
function asKept(value: string): string {
  const lines = value.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').join('\n');
}

export function createTitleField({ key, value: first, isReadOnly, onEdit }: TitleFieldOptions): TitleField {
  const dom = document.createElement('p');
  const name = titleKeyName(key);
  let value = first;
  /** What the document said last. */
  let known = first;
  /** What was typed since and may come back from the document, oldest first. */
  let sent: string[] = [];
  /** What the document says since an input method began to compose. */
  let held: string | undefined;
  let isComposing = false;
  dom.className = name === 'title' ? 'title' : 'credit';
  const isFocused = () => document.activeElement === dom;
  const draw = () => {
    const shown = isFocused() ? value : plain(value);
    if (dom.textContent !== shown) dom.textContent = shown;
  };
  const tell = () => {
    sent.push(asKept(value));
    onEdit(value);
  };
  const takeOver = (next: string) => {
    const caret = caretIn(dom);
    const was = value;
    value = mergeText(known, value, next);
    known = next;
    sent = [];
    draw();
    if (caret !== undefined) putCaret(dom, movedCaret(caret, was, value));
    if (asKept(value) !== asKept(next)) tell();
  };
  const show = (next: string) => {
    if (isComposing) {
      held = next;
      return;
    }
    const came = sent.indexOf(asKept(next));
    if (asKept(next) === asKept(value) || came >= 0) {
      sent = sent.slice(came + 1);
      known = next;
      if (isFocused() || sent.length > 0) return;
      value = next;
      draw();
    } else takeOver(next);
  };
  if (!isReadOnly) {
    dress(dom, key);
    dom.addEventListener('focus', draw);
    dom.addEventListener('blur', draw);
    dom.addEventListener('compositionstart', () => {
      isComposing = true;
    });
    dom.addEventListener('compositionend', () => {
      isComposing = false;
      const waiting = held;
      held = undefined;
      if (waiting !== undefined) show(waiting);
    });
    dom.addEventListener('input', () => {
      value = (dom.textContent ?? '').replace(/\n$/u, '');
      // What the browser leaves in an emptied field would hide its hint.
      if (value === '') dom.replaceChildren();
      tell();
    });
  }
  draw();
  return {
    name,
    dom,
    show,
    caret: () => (isFocused() ? (caretIn(dom) ?? 0) : undefined),
    focusAt(caret) {
      dom.focus();
      putCaret(dom, caret);
    },
  };
}

function dress(dom: HTMLElement, key: string): void {
  dom.contentEditable = 'plaintext-only';
  dom.spellcheck = true;
  dom.dataset['hint'] = key;
  for (const [name, said] of [
    ['role', 'textbox'],
    ['aria-multiline', 'true'],
    ['aria-label', key],
  ] as const) {
    dom.setAttribute(name, said);
  }
}

function caretIn(dom: HTMLElement): number | undefined {
  const selection = document.getSelection();
  if (!selection?.focusNode || !dom.contains(selection.focusNode)) return undefined;
  const before = document.createRange();
  before.setStart(dom, 0);
  before.setEnd(selection.focusNode, selection.focusOffset);
  return before.toString().length;
}

function putCaret(dom: HTMLElement, caret: number): void {
  const text = dom.firstChild;
  const length = text?.textContent?.length ?? 0;
  document.getSelection()?.collapse(text ?? dom, Math.min(caret, length));
}

/** The caret stays after the words that it stood after. */
function movedCaret(caret: number, before: string, after: string): number {
  const { start, aEnd, bEnd } = changedRange(before, after);
  if (caret <= start) return caret;
  return caret >= aEnd ? caret + bEnd - aEnd : bEnd;
}
