/** What Return, Tab and Backspace do in a screenplay: pure decisions, carried out by `flowCommands.ts`. After Final Draft's tables. */
import type { ElementType } from '../../language/document.ts';

/** Where the caret stands when a key comes. `offset` counts UTF-16 units of `text`; neighbours are missing at the script's ends. */
export interface FlowContext {
  readonly type: ElementType;
  readonly text: string;
  readonly offset: number;
  readonly previous: { readonly type: ElementType; readonly text: string } | undefined;
  readonly next: { readonly type: ElementType; readonly text: string } | undefined;
  /** The speaker before the last one, for a Tab in an empty cue. */
  readonly speakerBeforeLast: string | undefined;
}

/** One thing to do. `nothing` still takes the key, so that it does not leave the page. */
export type FlowPlan =
  | { readonly do: 'retype'; readonly type: ElementType }
  /** Cut at the caret; the second part gets `type`. At the end of the text this is a new, empty element. */
  | { readonly do: 'split'; readonly type: ElementType }
  /** A new, empty element before this one; the caret stays. */
  | { readonly do: 'insertBefore'; readonly type: ElementType }
  | { readonly do: 'insertAfter'; readonly type: ElementType }
  | { readonly do: 'fill'; readonly text: string }
  | { readonly do: 'insertText'; readonly text: string }
  | { readonly do: 'goToNext' }
  | { readonly do: 'goToPreviousEnd' }
  /** This element's text goes to the end of the one before, which keeps its type and identity. */
  | { readonly do: 'joinPrevious' }
  | { readonly do: 'deleteThis' }
  | { readonly do: 'deletePrevious' }
  | { readonly do: 'nothing' };

/** The element that Return begins after one of each type. */
const afterReturn: Readonly<Record<ElementType, ElementType>> = {
  sceneHeading: 'action',
  action: 'action',
  character: 'dialogue',
  parenthetical: 'dialogue',
  dialogue: 'action',
  transition: 'sceneHeading',
  lyrics: 'lyrics',
  centered: 'action',
  section: 'action',
  synopsis: 'action',
  note: 'action',
  boneyard: 'action',
  pageBreak: 'action',
};

/** The types that Tab leads an empty element through, in a circle. */
const tabCircle: readonly ElementType[] = ['action', 'character', 'transition', 'sceneHeading'];

/** Whether an element says nothing yet; a parenthetical's own parentheses do not count. */
export function isBlank(type: ElementType, text: string): boolean {
  return (type === 'parenthetical' ? text.replace(/^\(|\)$/g, '') : text).trim() === '';
}

/** What Return begins at the end of an element of this type. */
export function typeAfterReturn(type: ElementType): ElementType {
  return afterReturn[type];
}

export function planReturn({ type, text, offset, next }: FlowContext): FlowPlan {
  if (isBlank(type, text)) return type === 'action' ? { do: 'nothing' } : { do: 'retype', type: 'action' };
  const atEnd = offset >= text.length;
  if (type === 'parenthetical') return planReturnInParenthetical(text, offset, next?.type);
  if (type === 'character' && atEnd && (next?.type === 'dialogue' || next?.type === 'parenthetical')) {
    return { do: 'goToNext' };
  }
  if (offset === 0 && type !== 'dialogue' && type !== 'pageBreak') return { do: 'insertBefore', type: 'action' };
  return { do: 'split', type: afterReturn[type] };
}

function planReturnInParenthetical(text: string, offset: number, next: ElementType | undefined): FlowPlan {
  const inside = offset < text.length && !(text.endsWith(')') && offset === text.length - 1);
  if (inside && offset > 1) return { do: 'insertText', text: '\n' };
  return next === 'dialogue' ? { do: 'goToNext' } : { do: 'insertAfter', type: 'dialogue' };
}

export function planTab(context: FlowContext): FlowPlan {
  const { type, text, offset, next, speakerBeforeLast } = context;
  if (isBlank(type, text)) return planTabWhenBlank(type, speakerBeforeLast);
  const atEnd = offset >= text.length;
  switch (type) {
    case 'character':
      return next?.type === 'parenthetical' ? { do: 'goToNext' } : { do: 'insertAfter', type: 'parenthetical' };
    case 'dialogue':
      return offset === 0 ? { do: 'insertBefore', type: 'parenthetical' } : { do: 'split', type: 'parenthetical' };
    case 'parenthetical':
      return next?.type === 'dialogue' ? { do: 'goToNext' } : { do: 'insertAfter', type: 'dialogue' };
    case 'sceneHeading':
      return atEnd && !/\s[-–—]\s*$/u.test(text) ? { do: 'insertText', text: ' - ' } : { do: 'nothing' };
    case 'action':
      return atEnd ? { do: 'insertAfter', type: 'character' } : { do: 'nothing' };
    default:
      return { do: 'nothing' };
  }
}

function planTabWhenBlank(type: ElementType, speaker: string | undefined): FlowPlan {
  if (type === 'dialogue') return { do: 'retype', type: 'parenthetical' };
  if (type === 'parenthetical') return { do: 'retype', type: 'dialogue' };
  if (type === 'character' && speaker !== undefined) return { do: 'fill', text: speaker };
  const at = tabCircle.indexOf(type);
  return { do: 'retype', type: tabCircle[(at + 1) % tabCircle.length] ?? 'action' };
}

/** Shift+Tab walks an empty element back through the circle of Tab. */
export function planShiftTab({ type, text }: FlowContext): FlowPlan {
  if (!isBlank(type, text)) return { do: 'nothing' };
  if (type === 'dialogue' || type === 'parenthetical') return { do: 'retype', type: 'character' };
  const at = Math.max(0, tabCircle.indexOf(type));
  return { do: 'retype', type: tabCircle[(at + tabCircle.length - 1) % tabCircle.length] ?? 'action' };
}

/** Backspace with nothing selected; missing where it deletes a character as usual. */
export function planBackspace({ type, text, offset, previous }: FlowContext): FlowPlan | undefined {
  const atStart = offset === 0 || (type === 'parenthetical' && offset === 1 && text.startsWith('('));
  if (!atStart) return undefined;
  if (type === 'parenthetical') return { do: 'retype', type: 'dialogue' };
  if (isBlank(type, text)) {
    if (type !== 'action') return { do: 'retype', type: 'action' };
    return previous ? { do: 'deleteThis' } : { do: 'nothing' };
  }
  if (!previous) return { do: 'nothing' };
  if (previous.type === 'pageBreak' || isBlank(previous.type, previous.text)) return { do: 'deletePrevious' };
  return previous.type === 'parenthetical' ? { do: 'goToPreviousEnd' } : { do: 'joinPrevious' };
}

/** The last speaker but one before the caret, from the cues above it, nearest first; the one to answer in a talk of two. */
export function findSpeakerBeforeLast(namesAbove: Iterable<string>): string | undefined {
  let last: string | undefined;
  for (const name of namesAbove) {
    if (name === '') continue;
    if (last === undefined) last = name;
    else if (name !== last) return name;
  }
  return undefined;
}

/** A cue's name without its extensions: `TOVE (V.O.)` is TOVE. */
export function nameInCue(text: string): string {
  return text.replace(/\s*\(.*$/su, '').trim();
}
