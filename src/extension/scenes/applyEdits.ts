import * as vscode from 'vscode';
import { changedRange } from '../../language/mergeText.ts';
import type { TextEdit } from '../../language/textEdit.ts';
import { HumanError } from '../platform/errors.ts';

/**
 * Writes edits of a document's text as one step of undo, each no longer than what it changes. Throws HumanError when the document
 * cannot be changed; then nothing is.
 */
export async function applyEdits(document: vscode.TextDocument, edits: readonly TextEdit[]): Promise<void> {
  const text = document.getText();
  const change = new vscode.WorkspaceEdit();
  for (const edit of edits) {
    const before = text.slice(edit.start, edit.end);
    const { start, aEnd, bEnd } = changedRange(before, edit.text);
    const range = new vscode.Range(document.positionAt(edit.start + start), document.positionAt(edit.start + aEnd));
    change.replace(document.uri, range, edit.text.slice(start, bEnd));
  }
  if (await vscode.workspace.applyEdit(change)) return;
  throw new HumanError(vscode.l10n.t('This file cannot be changed at the moment.'));
}
