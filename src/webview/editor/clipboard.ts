/** Cut, copy and paste between pages and with other programs. Outside the page a script is Fountain text. */
import { Extension } from '@tiptap/core';
import { type Node as DocNode, Fragment, type Schema, Slice } from '@tiptap/pm/model';
import { Plugin, type Selection, TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import type { ElementType } from '../../language/document.ts';
import { takeSelectionOver } from './domSelection.ts';
import { attributesOf, elementOf, inlineContent, typeOf } from './elementNodes.ts';
import { blockAt, deleteSelected } from './flowCommands.ts';
import type { Writing, WritingLoader } from './writingLoader.ts';

/** `isKnownId` tells ids that this page has had: what was cut here keeps its own, what comes from another script gets new ones. */
export function clipboard(isKnownId: (elementId: string) => boolean, writing: WritingLoader) {
  return Extension.create({
    name: 'clipboard',
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          clipboardTextSerializer: (slice) => textOf(slice),
          clipboardTextParser: (text, $context) => sliceOf(text, $context.doc.type.schema, writing.loaded),
          handleDOMEvents: {
            paste: (view, event) => {
              takeSelectionOver(view);
              return pasteFromElsewhere(view, event, writing);
            },
            cut: (view, event) => {
              takeSelectionOver(view);
              return cutSelected(view, event);
            },
          },
          handleDrop: (view, event, slice, isMoved) =>
            isMoved && view.editable && (writing.loaded?.dropElements(view, event, slice) ?? false),
          handlePaste: (view, _event, slice) => pasteElements(view, slice),
          transformCopied: (slice, view) => wholeElements(slice, view.state.selection),
          transformPasted: (slice, _view, isText) => forgetForeignIds(isText ? closeElements(slice) : slice, isKnownId),
        },
      }),
    ],
  });
}

/** What other programs bring is read by its styles and layout, else as Fountain; false leaves a slice of a page to the editor. */
function pasteFromElsewhere(view: EditorView, event: ClipboardEvent, writing: WritingLoader): boolean {
  const read = (type: string) => event.clipboardData?.getData(type) ?? '';
  const pasted = { plain: read('text/plain'), html: read('text/html'), rich: read('text/rtf') };
  if (!view.editable || (pasted.plain === '' && pasted.html === '') || pasted.html.includes('data-pm-slice'))
    return false;
  event.preventDefault();
  const paste = ({ readPasted }: Writing) => {
    const elements = readPasted(pasted);
    if (elements) pasteSlice(view, closeElements(sliceOfElements(elements, view.state.schema)));
    else view.pasteText(pasted.plain, event);
  };
  if (writing.loaded) paste(writing.loaded);
  else void writing.load().then((loaded) => view.isDestroyed || paste(loaded));
  return true;
}

function pasteSlice(view: EditorView, slice: Slice): void {
  if (pasteElements(view, slice)) return;
  view.dispatch(view.state.tr.replaceSelection(slice).scrollIntoView());
}

function cutSelected(view: EditorView, event: ClipboardEvent): boolean {
  const { clipboardData } = event;
  const { state } = view;
  if (!view.editable || !clipboardData || state.selection.empty) return false;
  event.preventDefault();
  const { dom, text } = view.serializeForClipboard(state.selection.content());
  clipboardData.clearData();
  clipboardData.setData('text/html', dom.innerHTML);
  clipboardData.setData('text/plain', text);
  view.dispatch(deleteSelected(state.tr));
  return true;
}

/** Elements that are selected from start to end are copied as elements, so that pasting them leaves the text at the caret alone. */
function wholeElements(slice: Slice, { $from, $to }: Selection): Slice {
  const { content, openStart, openEnd } = slice;
  if (content.childCount < 2 || openStart !== 1 || openEnd !== 1 || $from.parentOffset > 0) return slice;
  const last = content.lastChild;
  if (last && $to.parentOffset === 0) return new Slice(content.cut(0, content.size - last.nodeSize), 0, 0);
  return $to.parentOffset === $to.parent.content.size ? new Slice(content, 0, 0) : slice;
}

/** Whole elements go between elements where the caret is at the edge of one, and into the place of an empty one. */
function pasteElements(view: EditorView, slice: Slice): boolean {
  const { tr } = view.state;
  if (!view.editable || slice.openStart > 0 || !slice.content.firstChild?.isBlock) return false;
  if (!tr.selection.empty) deleteSelected(tr);
  const { $from } = tr.selection;
  const { node, start } = blockAt($from);
  const isAtStart = $from.parentOffset === 0;
  const isAtEnd = $from.parentOffset === node.content.size;
  if (!isAtStart && !isAtEnd) return false;
  const end = start + node.nodeSize;
  const from = isAtStart ? start : end;
  tr.replaceWith(from, isAtEnd ? end : start, slice.content);
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, from + slice.content.size - 1)).scrollIntoView());
  return true;
}

const inSpeech: ReadonlySet<ElementType> = new Set(['dialogue', 'parenthetical']);

function textOf(slice: Slice): string {
  let text = '';
  slice.content.forEach((node, _offset, index) => {
    if (index > 0) text += node.isBlock && inSpeech.has(typeOf(node)) ? '\n' : '\n\n';
    text += node.isBlock ? elementOf(node).text : node.textContent;
  });
  return text;
}

/** Several paragraphs are read as Fountain; a single one is put in as text. */
function sliceOf(text: string, schema: Schema, writing: Writing | undefined): Slice {
  const lines = text.replace(/\r\n?/gu, '\n').replace(/^\n+|\n+$/gu, '');
  const { elements } = (lines.includes('\n') && writing?.parse(lines)) || { elements: [] };
  if (elements.length < 2) return new Slice(Fragment.from(inlineContent(schema, lines)), 0, 0);
  return sliceOfElements(
    elements.map(({ heading, cue, ...element }) => ({
      ...element,
      sceneNumber: heading?.sceneNumber,
      dual: cue?.dual,
    })),
    schema,
  );
}

/** A part of a script that has no ids yet. */
interface NewElement {
  readonly type: ElementType;
  readonly text: string;
  readonly sceneNumber?: string | undefined;
  readonly dual?: boolean | undefined;
  readonly depth?: number | undefined;
}

function sliceOfElements(elements: readonly NewElement[], schema: Schema): Slice {
  const blocks = elements.map(({ type, text, sceneNumber = null, dual = false, depth = null }) =>
    schema.node(type, { sceneNumber, dual, depth }, inlineContent(schema, text)),
  );
  return new Slice(Fragment.from(blocks), 1, 1);
}

/** Ordinary text at the start or end of what is pasted flows into the line at the caret; anything else stays an element of its own. */
function closeElements({ content, openStart, openEnd }: Slice): Slice {
  const flows = (node: DocNode | null) => node?.isBlock === true && typeOf(node) === 'action';
  return new Slice(content, flows(content.firstChild) ? openStart : 0, flows(content.lastChild) ? openEnd : 0);
}

function forgetForeignIds(slice: Slice, isKnownId: (elementId: string) => boolean): Slice {
  const content: DocNode[] = [];
  slice.content.forEach((node) => {
    const id = node.isBlock ? attributesOf(node).elementId : null;
    const isForeign = id !== null && !isKnownId(id);
    content.push(isForeign ? node.type.create({ ...node.attrs, elementId: null }, node.content) : node);
  });
  return new Slice(Fragment.from(content), slice.openStart, slice.openEnd);
}
