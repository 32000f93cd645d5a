import * as vscode from 'vscode';
import type { ServerTexts } from '../../language/requests.ts';

/** The language server's sentences in the display language. */
export function getServerTexts(): ServerTexts {
  return {
    findings: findingTexts(),
    fixes: fixTexts(),
    untitledScene: vscode.l10n.t('Untitled scene'),
    untitledSection: vscode.l10n.t('Untitled section'),
    features: featureWords(),
  };
}

function featureWords(): ServerTexts['features'] {
  const { t } = vscode.l10n;
  return {
    page: t('{0} page'),
    pages: t('{0} pages'),
    word: t('{0} word'),
    words: t('{0} words'),
    line: t('{0} line'),
    lines: t('{0} lines'),
    scene: t('Scene'),
    oneScene: t('{0} scene'),
    scenes: t('{0} scenes'),
    speakers: t('With {0}'),
    nobodySpeaks: t('Nobody speaks'),
    renameNothing: t('Put the cursor on a character or on the location of a scene heading to rename it.'),
    renameEmpty: t('Type a name that is not empty.'),
    renameUnreadable: t(
      'With this name the script would read differently. Choose a name without marks such as ( or ^.',
    ),
    renameTaken: t('{0} is in the script already: the two become one'),
  };
}

function findingTexts(): ServerTexts['findings'] {
  const { t } = vscode.l10n;
  return {
    'heading-needs-blank-line': t('This looks like a scene heading. Put a blank line before it to start the scene.'),
    'heading-needs-blank-line-after': t('Put a blank line after a scene heading.'),
    'unknown-heading-prefix': t(
      'This looks like a scene heading, but it begins with no prefix such as INT. or EXT., so no scene starts.',
    ),
    'missing-time-of-day': t('This scene heading says no time of day.'),
    'duplicate-scene-number': t('Another scene has the number {0} too.'),
    'scene-number-out-of-order': t('Scene number {0} is out of order.'),
    'unnumbered-scene': t('This scene has no number, and the others have.'),
    'near-miss-character': t('{0} speaks seldom. Is {1} meant?'),
    'near-miss-location': t('{0} is used once. Is {1} meant?'),
    'cue-without-dialogue': t('{0} has nothing to say here.'),
    'dialogue-cut-off': t('A blank line parts this from its character, so that nobody says it.'),
    'unclosed-note': t('This note is not closed. End it with ]].'),
    'unclosed-boneyard': t('This omitted part is not closed. End it with */.'),
    'unclosed-emphasis': t('This emphasis is not closed. End it with {0} on the same line.'),
  };
}

function fixTexts(): ServerTexts['fixes'] {
  const { t } = vscode.l10n;
  return {
    insertBlankLineBefore: t('Insert a blank line before the heading'),
    insertBlankLineAfter: t('Insert a blank line after the heading'),
    removeBlankLine: t('Remove the blank line'),
    closeNote: t('Close the note with ]]'),
    closeBoneyard: t('Close the omitted part with */'),
    closeEmphasis: t('Close with {0} at the end of the line'),
    takeLiterally: t('Keep {0} as a sign of its own'),
    changeTo: t('Change to {0}'),
    changeEverywhere: t('Change every {0} to {1}'),
    numberScene: t('Give the scene the number {0}'),
    addTimeOfDay: t('Add {0}'),
    addPrefix: t('Put {0} first'),
    makeHeading: t('Make it a scene heading as it stands'),
    makeAction: t('Make it action'),
  };
}
