import * as vscode from 'vscode';
import type { ServerTexts } from '../../language/requests.ts';

/** The language server's sentences in the display language. */
export function getServerTexts(): ServerTexts {
  return {
    headingNeedsBlankLine: vscode.l10n.t(
      'This looks like a scene heading. Put a blank line before it to start the scene.',
    ),
    headingNeedsBlankLineAfter: vscode.l10n.t('Put a blank line after a scene heading.'),
    unclosedNote: vscode.l10n.t('This note is not closed. End it with ]].'),
    unclosedBoneyard: vscode.l10n.t('This omitted part is not closed. End it with */.'),
    untitledScene: vscode.l10n.t('Untitled scene'),
    untitledSection: vscode.l10n.t('Untitled section'),
  };
}
