import type { ScriptView, Span } from '../features/scriptView.ts';
import type { TextEdit } from '../textEdit.ts';
import type { ScriptWords } from '../words/scriptWords.ts';

/** What may be wrong, as settings, quick fixes and documentation name it. */
export const findingCodes = [
  'heading-needs-blank-line',
  'heading-needs-blank-line-after',
  'unknown-heading-prefix',
  'missing-time-of-day',
  'duplicate-scene-number',
  'scene-number-out-of-order',
  'unnumbered-scene',
  'near-miss-character',
  'near-miss-location',
  'cue-without-dialogue',
  'dialogue-cut-off',
  'unclosed-note',
  'unclosed-boneyard',
  'unclosed-emphasis',
] as const;

export type FindingCode = (typeof findingCodes)[number];

/** Something that a script says otherwise than its writer means. */
export interface Finding extends Span {
  readonly code: FindingCode;
  /** `warning`: the page differs from what is meant; `information`: it may, or other programs may read it otherwise. */
  readonly severity: 'warning' | 'information';
  /** What the message names, in its order: a scene number, a name and the one that is likely meant. */
  readonly values?: readonly string[];
}

/** Nothing found: one list for the thousands of elements that are as they should be. */
export const noFindings: readonly Finding[] = [];

/** What a quick fix does, as its title says it. */
export const fixKinds = [
  'insertBlankLineBefore',
  'insertBlankLineAfter',
  'removeBlankLine',
  'closeNote',
  'closeBoneyard',
  'closeEmphasis',
  'takeLiterally',
  'changeTo',
  'changeEverywhere',
  'numberScene',
  'addTimeOfDay',
  'addPrefix',
  'makeHeading',
  'makeAction',
] as const;

export type FixKind = (typeof fixKinds)[number];

/** A way to put a finding right. */
export interface QuickFix {
  readonly kind: FixKind;
  /** What the title names. */
  readonly values?: readonly string[];
  /** Do not overlap; in the order of the text. */
  readonly edits: readonly TextEdit[];
  /** Likely what is meant. At most one of a finding's. */
  readonly isPreferred: boolean;
}

/** One thing to look for. */
export interface Rule {
  readonly code: FindingCode;
  /** In the order of the text, in linear time. */
  check(view: ScriptView): readonly Finding[];
  /** Ways to put right one of the rule's findings in this text. `words` are those of the script's language. */
  fixes?(view: ScriptView, finding: Finding, words: ScriptWords): readonly QuickFix[];
}
