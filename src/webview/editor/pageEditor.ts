/** The page itself: a TipTap editor over the screenplay's elements, and its sync with the host. */
import { Editor } from '@tiptap/core';
import type { Node as DocNode } from '@tiptap/pm/model';
import { TextSelection, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import type { ElementType, ScriptElement } from '../../language/document.ts';
import { changedBlocks } from './changedBlocks.ts';
import { scrollToMiddle, scrollToNearest } from './deskScroll.ts';
import { FOREIGN, findBlock, findCaret, patchDocument, placeCaret } from './docPatch.ts';
import { believeCaretKeys, takeSelectionOver } from './domSelection.ts';
import { type Drawing, drawInParts } from './drawing.ts';
import { documentJson, elementOf, elementsOf } from './elementNodes.ts';
import { blockAt, setElementType, toggleDual } from './flowCommands.ts';
import { type Highlight, showHighlights } from './highlights.ts';
import { showSpeaking, type TextRange } from './lineMarks.ts';
import { layOutAnew, pageStartsOf } from './pageBreaks.ts';
import { disabledCoreExtensions, loadWriting, type PageParts, pageAttributes, pageExtensions } from './pageParts.ts';
import { type OutgoingSplice, PageSync } from './pageSync.ts';
import type { Caret, PageSettings } from './protocol.ts';
import type { Translate } from './strings.ts';
import { createWritingLoader } from './writingLoader.ts';

export interface PageEditorOptions {
  /** The element that becomes the page. */
  readonly mountAt: HTMLElement;
  readonly elements: readonly ScriptElement[];
  /** How many pages are seen at first. */
  readonly firstPages: number;
  readonly foreign: number;
  readonly settings: PageSettings;
  readonly translate: Translate;
  readonly newId: () => string;
  readonly postSplice: (splice: OutgoingSplice) => void;
  readonly postHistory: (command: 'undo' | 'redo') => void;
  readonly onLost: (why: string) => void;
  /** The document changed, by whomever. */
  readonly onChanged: () => void;
  readonly onSelection: () => void;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
}

/** `text` for `start`..`end` (UTF-16, half-open) of the text of the element at `index`. */
export interface TextChange {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface PageEditor {
  readonly sync: PageSync;
  readonly dom: HTMLElement;
  elements(): readonly ScriptElement[];
  /** The element at the caret and where in it. */
  caret(): Caret;
  caretIndex(): number;
  /** Ids of the elements that the selection touches, in order. */
  selectedIds(): readonly string[];
  currentType(): ElementType;
  /** The block drawn for the element at an index, if it has been drawn. */
  blockDom(index: number): HTMLElement | undefined;
  focus(): void;
  restoreCaret(caret: Caret): void;
  /** Brings a place into view and puts the caret there. */
  reveal(place: Caret): void;
  /** Selects from the start of one element to the end of another, and brings the first into view. */
  selectElements(firstId: string, lastId: string): void;
  setType(type: ElementType): void;
  /** Puts the speech at the caret and the one beside it next to each other, or one below the other again. */
  toggleDual(): void;
  /** The document position of an offset in the element at an index. */
  positionAt(index: number, offset: number): number;
  /** The caret as the index of its element and the offset in it. */
  caretPlace(): { readonly index: number; readonly offset: number };
  selectedText(): string;
  /** Selects between two document positions without taking the focus. */
  select(from: number, to: number): void;
  highlight(shown: readonly Highlight[]): void;
  /** Replaces parts of elements' texts, which are in the script's order and do not overlap, as one edit. */
  replaceTexts(changes: readonly TextChange[]): void;
  /** Indexes of the elements that pages begin in or with, from the second page on. */
  pageStarts(): readonly number[];
  /** For the parts of the page that are loaded later. */
  readonly view: EditorView;
  /** Shows the line that is heard, and the word of it as a range of its text; a line out of sight is brought into it. */
  showSpeaking(elementId: string | undefined, word?: TextRange): void;
  applySettings(settings: PageSettings): void;
  destroy(): void;
}

/** Makes a page. Translations hold for its life; settings may change. */
export function createPageEditor(options: PageEditorOptions): PageEditor {
  const { newId } = options;
  let settings = options.settings;
  const knownIds = new Set<string>();
  let sync: PageSync | undefined;
  const parts: PageParts = {
    options,
    settings: () => settings,
    sync: () => sync,
    writing: createWritingLoader(() => settings.reading),
    knownIds,
    completion: undefined,
  };
  // Made apart from the document and put in once, so that the browser lays the script out once.
  const editor = new Editor({
    element: document.createElement('div'),
    content: documentJson(options.elements, newId),
    injectCSS: false,
    enableInputRules: false,
    enablePasteRules: false,
    enableCoreExtensions: disabledCoreExtensions,
    editable: !settings.readOnly,
    extensions: pageExtensions(parts),
    editorProps: { attributes: pageAttributes(parts) },
    onTransaction: ({ transaction }) => hear(transaction),
    onFocus: options.onFocus,
    onBlur: options.onBlur,
  });
  const drawing = drawInParts(editor.view, pageStartsOf(editor.state), options.firstPages);
  editor.on('beforeTransaction', ({ transaction, nextState }) => {
    if (transaction.selectionSet) drawing.reach(nextState.selection.$head.index(0));
  });
  options.mountAt.append(editor.view.dom);
  believeCaretKeys(editor.view);
  loadWriting(editor, parts);
  for (const element of options.elements) knownIds.add(element.id);

  function hear(transaction: Transaction): void {
    if (transaction.docChanged) {
      rememberIds(transaction.before, editor.state.doc, knownIds);
      if (transaction.getMeta(FOREIGN) === undefined) sync?.send();
      options.onChanged();
    }
    if (transaction.docChanged || transaction.selectionSet) options.onSelection();
  }

  function show(elements: readonly ScriptElement[], caret?: Caret): void {
    // Else a caret that has just moved would be put back.
    if (editor.view.hasFocus()) takeSelectionOver(editor.view);
    const { state, view } = editor;
    const tr = patchDocument(state.tr, elements, newId);
    if (caret && document.hasFocus()) placeCaret(tr, caret);
    if (tr.docChanged || tr.selectionSet) view.dispatch(tr.setMeta(FOREIGN, true));
  }

  sync = new PageSync({
    view: { elements: () => shownElements(editor), isComposing: () => editor.view.composing, show },
    start: { elements: options.elements, foreign: options.foreign },
    post: options.postSplice,
    onLost: options.onLost,
  });
  return {
    sync,
    ...pageQueries(editor, drawing),
    ...pageActions(editor, drawing),
    applySettings(next) {
      settings = next;
      editor.setEditable(!next.readOnly, false);
      editor.view.dispatch(layOutAnew(editor.state.tr));
    },
    destroy: () => editor.destroy(),
  };
}

function rememberIds(before: DocNode, after: DocNode, knownIds: Set<string>): void {
  const { start, afterEnd } = changedBlocks(before, after);
  for (let index = start; index < afterEnd; index++) knownIds.add(elementOf(after.child(index)).id);
}

/** A page that shows nothing but its empty first action stands for an empty script. */
function shownElements(editor: Editor): readonly ScriptElement[] {
  const { doc } = editor.state;
  const only = doc.childCount === 1 ? elementOf(doc.child(0)) : undefined;
  return only?.type === 'action' && only.text === '' ? [] : elementsOf(doc);
}

function pageQueries(editor: Editor, drawing: Drawing) {
  const block = () => blockAt(editor.state.selection.$head);
  return {
    dom: editor.view.dom,
    elements: () => shownElements(editor),
    caret: (): Caret => ({ elementId: elementOf(block().node).id, offset: editor.state.selection.$head.parentOffset }),
    caretIndex: () => block().index,
    selectedIds: (): readonly string[] => {
      const { doc, selection } = editor.state;
      const ids: string[] = [];
      doc.nodesBetween(selection.from, selection.to, (node, _position, parent) => {
        if (parent === doc) ids.push(elementOf(node).id);
        return false;
      });
      return ids;
    },
    caretPlace: () => ({ index: block().index, offset: editor.state.selection.$head.parentOffset }),
    positionAt: (index: number, offset: number) => editor.state.doc.resolve(0).posAtIndex(index) + 1 + offset,
    selectedText: () => {
      const { from, to } = editor.state.selection;
      return editor.state.doc.textBetween(from, to, '\n', '\n');
    },
    pageStarts: () => pageStartsOf(editor.state),
    currentType: () => elementOf(block().node).type,
    blockDom: (index: number) => {
      const dom = editor.view.dom.children[index];
      return dom instanceof HTMLElement && drawing.isDrawn(dom) ? dom : undefined;
    },
  };
}

function pageActions(editor: Editor, drawing: Drawing) {
  const moveTo = (position: number) => {
    const { tr } = editor.state;
    editor.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, position)).scrollIntoView());
  };
  return {
    focus: () => editor.view.focus(),
    restoreCaret: (caret: Caret) => {
      const position = findCaret(editor.state.doc, caret);
      if (position !== undefined) moveTo(position);
    },
    reveal: (place: Caret) => {
      const block = findBlock(editor.state.doc, place.elementId);
      const position = findCaret(editor.state.doc, place);
      if (!block || position === undefined) return;
      moveTo(position);
      const dom = editor.view.nodeDOM(block.position);
      if (dom instanceof HTMLElement) scrollToMiddle(dom);
    },
    view: editor.view,
    toggleDual: () => {
      const tr = toggleDual(editor.state);
      if (tr) editor.view.dispatch(tr);
    },
    selectElements: (firstId: string, lastId: string) => {
      const { doc, tr } = editor.state;
      const first = findBlock(doc, firstId);
      const last = findBlock(doc, lastId);
      if (!first || !last) return;
      const end = last.position + last.node.nodeSize - 1;
      editor.view.dispatch(tr.setSelection(TextSelection.create(doc, first.position + 1, end)));
      const dom = editor.view.nodeDOM(first.position);
      if (dom instanceof HTMLElement) scrollToNearest(dom);
    },
    setType: (type: ElementType) => editor.view.dispatch(setElementType(editor.state, type)),
    select: (from: number, to: number) => {
      const { tr } = editor.state;
      editor.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, from, to)));
    },
    highlight: (shown: readonly Highlight[]) => showHighlights(editor.view, shown),
    replaceTexts: (changes: readonly TextChange[]) => {
      if (!editor.view.editable || changes.length === 0) return;
      const { tr } = editor.state;
      for (const { index, start, end, text } of changes.toReversed()) {
        const inside = tr.doc.resolve(0).posAtIndex(index) + 1;
        tr.insertText(text, inside + start, inside + end);
      }
      editor.view.dispatch(tr);
    },
    showSpeaking: (elementId: string | undefined, word?: TextRange) => {
      showSpeaking(editor.view, elementId, word);
      const block = elementId === undefined || word ? undefined : findBlock(editor.state.doc, elementId);
      if (block) drawing.reach(block.index);
      const dom = block && editor.view.nodeDOM(block.position);
      if (dom instanceof HTMLElement) scrollToNearest(dom);
    },
  };
}
