import type { Rule } from './finding.ts';
import { headingNeedsBlankLine } from './headingNeedsBlankLine.ts';
import { headingNeedsBlankLineAfter } from './headingNeedsBlankLineAfter.ts';
import { unclosedBoneyard } from './unclosedBoneyard.ts';
import { unclosedNote } from './unclosedNote.ts';

/** Every rule a script is checked with. */
export const rules: readonly Rule[] = [
  headingNeedsBlankLine,
  headingNeedsBlankLineAfter,
  unclosedNote,
  unclosedBoneyard,
];
