/** The page itself: a TipTap editor over the screenplay's elements, and its sync with the host. */
import { Editor, type Extensions } from '@tiptap/core';
import type { Node as DocNode } from '@tiptap/pm/model';
import { TextSelection, type Transaction } from '@tiptap/pm/state';
import type { ElementType, ScriptElement } from '../../language/document.ts';
import { changedBlocks } from './changedBlocks.ts';
import { clipboard } from './clipboard.ts';
import { scrollToMiddle } from './deskScroll.ts';
import { FOREIGN, findBlock, findCaret, patchDocument, placeCaret } from './docPatch.ts';
import { elementIds } from './elementIds.ts';
import { documentJson, elementOf, elementsOf, pageNodes } from './elementNodes.ts';
import { blockAt, setElementType } from './flowCommands.ts';
import { catchUpTyping, type FlowHost, typingFlow } from './flowPlugin.ts';
import { lineMarks, showSpeaking } from './lineMarks.ts';
import { layOutAnew, pageBreaks } from './pageBreaks.ts';
import { type OutgoingSplice, PageSync } from './pageSync.ts';
import type { Caret, PageSettings } from './protocol.ts';
import type { Translate } from './strings.ts';
import { textDecorations } from './textDecorations.ts';
import { createWritingLoader, type WritingLoader } from './writingLoader.ts';

export interface PageEditorOptions {
  /** The element that becomes the page. */
  readonly mountAt: HTMLElement;
  readonly elements: readonly ScriptElement[];
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
  /** The block drawn for the element at an index. */
  blockDom(index: number): HTMLElement | undefined;
  focus(): void;
  restoreCaret(caret: Caret): void;
  /** Brings a place into view and puts the caret there. */
  reveal(place: Caret): void;
  setType(type: ElementType): void;
  showSpeaking(elementId: string | undefined): void;
  applySettings(settings: PageSettings): void;
  destroy(): void;
}

/** Makes a page. Translations hold for its life; settings may change. */
export function createPageEditor(options: PageEditorOptions): PageEditor {
  const { newId } = options;
  let settings = options.settings;
  const knownIds = new Set<string>();
  const writing = createWritingLoader();
  let sync: PageSync | undefined;
  // Made apart from the document and put in once, so that the browser lays the script out once.
  const editor = new Editor({
    element: document.createElement('div'),
    content: documentJson(options.elements, newId),
    injectCSS: false,
    enableInputRules: false,
    enablePasteRules: false,
    enableCoreExtensions: disabledCoreExtensions,
    editable: !settings.readOnly,
    extensions: pageExtensions(options, { settings: () => settings, sync: () => sync, writing, knownIds }),
    editorProps: { attributes: pageAttributes(() => settings, options.translate) },
    onTransaction: ({ transaction }) => hear(transaction),
    onFocus: options.onFocus,
    onBlur: options.onBlur,
  });
  options.mountAt.append(editor.view.dom);
  loadWriting(editor, writing, () => settings.language);
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
    ...pageQueries(editor),
    ...pageActions(editor),
    applySettings(next) {
      settings = next;
      editor.setEditable(!next.readOnly, false);
      editor.view.dispatch(layOutAnew(editor.state.tr));
    },
    destroy: () => editor.destroy(),
  };
}

interface PageParts {
  readonly settings: () => PageSettings;
  readonly sync: () => PageSync | undefined;
  readonly writing: WritingLoader;
  readonly knownIds: ReadonlySet<string>;
}

function pageExtensions(options: PageEditorOptions, parts: PageParts): Extensions {
  const { translate, newId } = options;
  return [
    ...pageNodes(translate),
    elementIds(newId),
    clipboard((id) => parts.knownIds.has(id), parts.writing),
    typingFlow(flowHost(options, parts)),
    pageBreaks({ paper: () => parts.settings().paperSize, translate }),
    textDecorations,
    lineMarks(translate),
  ];
}

function flowHost({ postHistory }: PageEditorOptions, { settings, sync, writing }: PageParts): FlowHost {
  return {
    language: () => settings().language,
    history: (command) => {
      sync()?.flush();
      postHistory(command);
    },
    beforeSave: () => sync()?.flush(),
    compositionEnded: () => sync()?.compositionEnded(),
    words: () => writing.loaded,
  };
}

function loadWriting(editor: Editor, writing: WritingLoader, language: () => string): void {
  requestIdleCallback(async () => {
    const { retypeWhole } = await writing.load();
    if (!editor.isDestroyed) catchUpTyping(editor.view, language(), retypeWhole);
  });
}

/** What TipTap brings by itself and a screenplay does not want; the rest is ours. */
const disabledCoreExtensions = {
  clipboardTextSerializer: false,
  keymap: false,
  drop: false,
  paste: false,
  delete: false,
  textDirection: false,
} as const;

function pageAttributes(settings: () => PageSettings, translate: Translate) {
  return (): Record<string, string> => ({
    class: 'page-text',
    'aria-multiline': 'true',
    'aria-label': translate('page.label'),
    'aria-readonly': String(settings().readOnly),
    spellcheck: 'true',
    autocapitalize: 'off',
    ...(/^[a-z]{2,3}\b/u.test(settings().language) ? { lang: settings().language } : {}),
  });
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

function pageQueries(editor: Editor) {
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
    currentType: () => elementOf(block().node).type,
    blockDom: (index: number) => {
      const dom = editor.view.dom.children[index];
      return dom instanceof HTMLElement ? dom : undefined;
    },
  };
}

function pageActions(editor: Editor) {
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
    setType: (type: ElementType) => editor.view.dispatch(setElementType(editor.state, type)),
    showSpeaking: (elementId: string | undefined) => showSpeaking(editor.view, elementId),
  };
}
