/** The keys and the typing of the page. VS Code must not see the keys that belong to the flow, so they stop here. */
import { Extension } from '@tiptap/core';
import { type EditorState, Plugin, TextSelection, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { type Capitals, createCapitals } from './capitalTyping.ts';
import { takeSelectionOver } from './domSelection.ts';
import { elementOf, elementsOf } from './elementNodes.ts';
import type { Mark } from './emphasis.ts';
import type { EmphasisPlan, SelectedText } from './emphasisPlan.ts';
import {
  applyPlan,
  applyRetyping,
  blockAt,
  deleteSelected,
  flowContext,
  insertInline,
  isWholeScript,
} from './flowCommands.ts';
import { findRetyping, type Retyping, type WordTyping } from './retyping.ts';
import { continuedCue } from './speechMarks.ts';
import { type FlowPlan, planBackspace, planReturn, planShiftTab, planTab } from './typingFlow.ts';

export interface FlowHost {
  /** Language of the script, for capitals. */
  readonly language: () => string;
  /** What a cue gets whose speaker goes on, when that is wished. */
  readonly continuedMark: () => string | undefined;
  readonly history: (command: 'undo' | 'redo') => void;
  /** Ctrl/Cmd+S: everything typed shall be on its way before VS Code saves. */
  readonly beforeSave: () => void;
  readonly compositionEnded: () => void;
  /** What a mark of emphasis does to what is selected; nothing until that is loaded. */
  readonly planEmphasis: (selected: readonly SelectedText[], mark: Mark) => EmphasisPlan | undefined;
  /** What the words of the languages tell of typed text, once it is loaded. */
  readonly words: () => WordTyping | undefined;
}

const isMac = navigator.platform.startsWith('Mac');

/** On a Mac, Ctrl+A goes to the beginning of the line. */
function baseKeys(view: EditorView, event: KeyboardEvent): boolean {
  const { key, keyCode, ctrlKey, metaKey, altKey, shiftKey } = event;
  const [command, other] = isMac ? [metaKey, ctrlKey] : [ctrlKey, metaKey];
  if (other || altKey || shiftKey) return false;
  if (key === 'Backspace' || key === 'Delete') return deleteSelection(view);
  // By its place, where letters are not Latin.
  const isA = key.toLowerCase() === 'a' || (key > '\u024F' && keyCode === 65);
  if (command && isA) selectWholeScript(view);
  return command && isA;
}

function deleteSelection({ state, dispatch }: EditorView): boolean {
  if (state.selection.empty) return false;
  dispatch(deleteSelected(state.tr));
  return true;
}

/** A text selection, so that its ends are in elements as every other selection's are. */
function selectWholeScript({ state, dispatch }: EditorView): void {
  const whole = TextSelection.between(state.doc.resolve(1), state.doc.resolve(state.doc.content.size - 1));
  dispatch(state.tr.setSelection(whole));
}

/** The typing flow as an extension. */
export function typingFlow(host: FlowHost) {
  return Extension.create({
    name: 'typingFlow',
    priority: 1000,
    addProseMirrorPlugins: () => [new Plugin({ props: flowProps(host) })],
  });
}

function flowProps(host: FlowHost): Plugin['props'] {
  let compositionStart: number | undefined;
  const capitals = createCapitals(host.language);
  return {
    handleDOMEvents: {
      beforeinput: (_view, event) => onBeforeInput(event, host),
      compositionstart: (view) => {
        compositionStart = view.state.selection.from;
        return false;
      },
      compositionend: (view) => {
        const start = compositionStart;
        compositionStart = undefined;
        // The editor takes the composed text over after this event.
        setTimeout(() => {
          if (start !== undefined && !view.isDestroyed) capitalizeComposed(view, start, capitals);
          host.compositionEnded();
        }, 0);
        return false;
      },
    },
    handleKeyDown: (view, event) => onKeyDown(view, event, host),
    handleTextInput: (view, from, to, text) => onTextInput(view, from, to, text, { capitals, words: host.words }),
  };
}

function onBeforeInput(event: Event, host: FlowHost): boolean {
  const kind = event instanceof InputEvent ? event.inputType : '';
  if (kind !== 'historyUndo' && kind !== 'historyRedo') return false;
  event.preventDefault();
  host.history(kind === 'historyUndo' ? 'undo' : 'redo');
  return true;
}

function onKeyDown(view: EditorView, event: KeyboardEvent, host: FlowHost): boolean {
  const modified = (event.ctrlKey || event.metaKey) && !event.altKey;
  const key = event.key.toLowerCase();
  if (modified && (key === 'z' || key === 'y')) {
    host.history(key === 'y' || event.shiftKey ? 'redo' : 'undo');
    return keep(event);
  }
  if (modified && key === 's') {
    host.beforeSave();
    return false;
  }
  if (!view.editable) return false;
  if (modified || flowKeys.has(event.key)) takeSelectionOver(view);
  const mark = modified && !event.shiftKey ? emphasisMarks[key] : undefined;
  if (mark) {
    emphasize(view, host.planEmphasis(selectedTexts(view.state), mark));
    return keep(event);
  }
  const isErasing = event.key === 'Backspace' || event.key === 'Delete';
  if ((!modified || isErasing) && !event.altKey && flowKey(view, event, host)) return keep(event);
  return baseKeys(view, event);
}

const emphasisMarks: Readonly<Record<string, Mark>> = { b: '**', i: '*', u: '_' };

function selectedTexts({ doc, selection: { from, to } }: EditorState): SelectedText[] {
  const selected: SelectedText[] = [];
  doc.nodesBetween(from, to, (node, position, parent, index) => {
    if (parent !== doc) return false;
    const { text } = elementOf(node);
    const inside = position + 1;
    selected.push({ index, text, start: Math.max(0, from - inside), end: Math.min(text.length, to - inside) });
    return false;
  });
  return selected;
}

/** One undo for all elements that are selected. */
function emphasize(view: EditorView, plan: EmphasisPlan | undefined): void {
  if (!plan) return;
  const { tr } = view.state;
  const inside = (index: number) => tr.doc.resolve(0).posAtIndex(index) + 1;
  for (const { index, start, end, text } of plan.changes.toReversed()) {
    tr.insertText(text, inside(index) + start, inside(index) + end);
  }
  const { from, to } = plan;
  const selection = TextSelection.create(tr.doc, inside(from.index) + from.offset, inside(to.index) + to.offset);
  view.dispatch(tr.setSelection(selection));
}

function keep(event: Event): true {
  event.preventDefault();
  event.stopPropagation();
  return true;
}

/** The keys of the flow, which act on the caret. */
const flowKeys: ReadonlySet<string> = new Set(['Enter', 'Tab', 'Backspace', 'Delete']);

/** Carries out Return, Tab, Backspace and Delete; false where the key has its usual meaning. */
function flowKey(view: EditorView, event: KeyboardEvent, host: FlowHost): boolean {
  if (event.key === 'Tab' && !event.shiftKey) markContinued(view, host);
  const { state } = view;
  const dispatch = (tr: Transaction) => view.dispatch(tr);
  const follow = (plan: FlowPlan) => {
    dispatch(applyPlan(state, plan));
    return true;
  };
  switch (event.key) {
    case 'Enter':
      if (event.shiftKey) dispatch(insertInline(state.tr, '\n'));
      else return pressReturn(view, host);
      return true;
    case 'Tab':
      return follow(event.shiftKey ? planShiftTab(flowContext(state)) : planTab(flowContext(state)));
    case 'Backspace': {
      const plan = state.selection.empty ? planBackspace(flowContext(state)) : undefined;
      return plan ? follow(plan) : deleteBreak(view, event);
    }
    case 'Delete':
      return deleteForward(view) || deleteBreak(view, event);
    default:
      return false;
  }
}

/** Return as the flow has it. */
export function pressReturn(view: EditorView, host: FlowHost): boolean {
  if (!view.state.selection.empty) view.dispatch(deleteSelected(view.state.tr));
  markContinued(view, host);
  view.dispatch(applyPlan(view.state, planReturn(flowContext(view.state))));
  return true;
}

/** A cue that is left at its end says that its speaker goes on. */
function markContinued(view: EditorView, { continuedMark }: FlowHost): void {
  const { state } = view;
  const { $from, empty } = state.selection;
  const { index, node, start } = blockAt($from);
  const mark = continuedMark();
  if (mark === undefined || !empty || $from.parentOffset < node.content.size) return;
  const text = continuedCue(elementsOf(state.doc), index, mark);
  if (text !== undefined) view.dispatch(state.tr.insertText(text, start + 1, start + 1 + node.content.size));
}

/** Delete at the end of an element is Backspace at the start of the next. */
function deleteForward(view: EditorView): boolean {
  const { state } = view;
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset < $from.parent.content.size) return false;
  const next = $from.after(1) + 1;
  if (next > state.doc.content.size) return true;
  const atNext = state.apply(state.tr.setSelection(TextSelection.create(state.doc, next)));
  const plan = planBackspace(flowContext(atNext));
  if (plan?.do !== 'joinPrevious' && plan?.do !== 'deletePrevious' && plan?.do !== 'deleteThis') {
    return isBlankNext(atNext) ? removeNext(view) : true;
  }
  view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, next)));
  view.dispatch(applyPlan(view.state, plan));
  return true;
}

/** A line break beside the caret: in a note at the margin the browser does not see it. */
function deleteBreak(view: EditorView, { key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  const { tr, selection } = view.state;
  const { $from, empty } = selection;
  const [node, start] = key === 'Backspace' ? [$from.nodeBefore, $from.pos - 1] : [$from.nodeAfter, $from.pos];
  if (!empty || ctrlKey || metaKey || node?.type.name !== 'hardBreak') return false;
  view.dispatch(tr.delete(start, start + 1).scrollIntoView());
  return true;
}

const isBlankNext = (state: EditorState) => elementOf(blockAt(state.selection.$from).node).text.trim() === '';

function removeNext(view: EditorView): boolean {
  const { tr, selection } = view.state;
  const from = selection.$from.after(1);
  const node = view.state.doc.nodeAt(from);
  if (node) view.dispatch(tr.delete(from, from + node.nodeSize));
  return true;
}

interface TypingRules {
  readonly capitals: Capitals;
  readonly words: FlowHost['words'];
}

function onTextInput(view: EditorView, from: number, to: number, typed: string, rules: TypingRules): boolean {
  const { capitals, words } = rules;
  if (isWholeScript(view.state) && from === view.state.selection.from && !view.composing) {
    view.dispatch(deleteSelected(view.state.tr));
    if (!onTextInput(view, 1, 1, typed, rules)) view.dispatch(view.state.tr.insertText(typed).scrollIntoView());
    return true;
  }
  const { state } = view;
  const $from = state.doc.resolve(from);
  if (view.composing || $from.depth === 0 || !$from.sameParent(state.doc.resolve(to))) return false;
  const offset = $from.parentOffset;
  const { type, text, dual = false, depth = 1 } = elementOf(blockAt($from).node);
  if ((type === 'parenthetical' || type === 'character') && typed === ')' && from === to && text[offset] === ')') {
    view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, from + 1)));
    return true;
  }
  const rest = text.slice(0, offset) + text.slice(offset + to - from);
  const retyping = findRetyping({ type, text: rest, offset, typed, dual, depth }, words());
  if (retyping) {
    view.dispatch(applyRetyping(state, type === 'action' ? capitalizePrefix(retyping, capitals) : retyping));
    return true;
  }
  const written = capitals.of(type, rest, offset, typed, from);
  if (type === 'character' && typed === '(' && from === to && offset === text.length) {
    const tr = state.tr.insertText('()', from);
    view.dispatch(tr.setSelection(TextSelection.create(tr.doc, from + 1)).scrollIntoView());
    return true;
  }
  if (written === typed) return false;
  view.dispatch(state.tr.insertText(written, from, to).scrollIntoView());
  return true;
}

/** A heading or transition that was typed before its words were there. */
export function catchUpTyping(
  view: EditorView,
  language: string,
  found: (text: string, offset: number) => Retyping | undefined,
): void {
  const { state } = view;
  const { $from, empty } = state.selection;
  const { type, text } = elementOf(blockAt($from).node);
  const retyping = type === 'action' && empty && !view.composing ? found(text, $from.parentOffset) : undefined;
  if (!retyping) return;
  const capitals = createCapitals(() => language);
  view.dispatch(applyRetyping(state, { ...retyping, text: capitals.always(retyping.text) }));
}

/** What was typed of a heading before it became one. */
function capitalizePrefix(retyping: Retyping, capitals: Capitals): Retyping {
  if (retyping.type !== 'sceneHeading') return retyping;
  const { text, offset } = retyping;
  return { ...retyping, text: capitals.always(text.slice(0, offset)) + text.slice(offset) };
}

/** Dead keys and input methods put in their letters without `handleTextInput`. */
function capitalizeComposed(view: EditorView, start: number, capitals: Capitals): void {
  const { state } = view;
  const end = state.selection.from;
  if (start >= end || end > state.doc.content.size) return;
  const $start = state.doc.resolve(start);
  if ($start.depth === 0 || !$start.sameParent(state.doc.resolve(end))) return;
  const { text, type } = elementOf(blockAt($start).node);
  const offset = $start.parentOffset;
  const composed = text.slice(offset, offset + end - start);
  const rest = text.slice(0, offset) + text.slice(offset + composed.length);
  const written = capitals.of(type, rest, offset, composed, start);
  if (written !== composed) view.dispatch(state.tr.insertText(written, start, end));
}
