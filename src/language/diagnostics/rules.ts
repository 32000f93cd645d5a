import { cueWithoutDialogue } from './cueWithoutDialogue.ts';
import { dialogueCutOff } from './dialogueCutOff.ts';
import { duplicateSceneNumber } from './duplicateSceneNumber.ts';
import type { Rule } from './finding.ts';
import { headingNeedsBlankLine } from './headingNeedsBlankLine.ts';
import { headingNeedsBlankLineAfter } from './headingNeedsBlankLineAfter.ts';
import { missingTimeOfDay } from './missingTimeOfDay.ts';
import { nearMissCharacter } from './nearMissCharacter.ts';
import { nearMissLocation } from './nearMissLocation.ts';
import { sceneNumberOutOfOrder } from './sceneNumberOutOfOrder.ts';
import { unclosedBoneyard } from './unclosedBoneyard.ts';
import { unclosedEmphasis } from './unclosedEmphasis.ts';
import { unclosedNote } from './unclosedNote.ts';
import { unknownHeadingPrefix } from './unknownHeadingPrefix.ts';
import { unnumberedScene } from './unnumberedScene.ts';

/** Every rule a script is checked with. */
export const rules: readonly Rule[] = [
  headingNeedsBlankLine,
  headingNeedsBlankLineAfter,
  unknownHeadingPrefix,
  missingTimeOfDay,
  duplicateSceneNumber,
  sceneNumberOutOfOrder,
  unnumberedScene,
  nearMissCharacter,
  nearMissLocation,
  cueWithoutDialogue,
  dialogueCutOff,
  unclosedNote,
  unclosedBoneyard,
  unclosedEmphasis,
];
