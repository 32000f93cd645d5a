import type { ScriptView, Span } from '../features/scriptView.ts';

/** What is wrong, as settings, quick fixes and documentation name it. */
export type FindingCode =
  | 'heading-needs-blank-line'
  | 'heading-needs-blank-line-after'
  | 'unclosed-note'
  | 'unclosed-boneyard';

/** Something that a script says otherwise than its writer means. */
export interface Finding extends Span {
  readonly code: FindingCode;
  /** `warning`: the page differs from what is meant; `information`: other programs may read it otherwise. */
  readonly severity: 'warning' | 'information';
}

/** One thing to look for. */
export interface Rule {
  readonly code: FindingCode;
  check(view: ScriptView): readonly Finding[];
}
