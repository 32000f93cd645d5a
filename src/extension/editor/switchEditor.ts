import * as vscode from 'vscode';
import { sourceOffsetOf } from '../../language/carets.ts';
import { HumanError } from '../platform/errors.ts';
import type { ScriptPlace } from './caretWatch.ts';
import { pageViewTypes } from './pageProvider.ts';

export interface SwitchEditorDeps {
  /** Where the writer is. */
  readonly currentPlace: () => Promise<ScriptPlace | undefined>;
  /** Puts the caret of a script's page into an element. */
  readonly showInPage: (place: ScriptPlace) => void;
}

/** Shows the script in hand as text, at the line where the caret was. `argument`: the file's address, as editor menus give it. */
export async function openAsText(deps: SwitchEditorDeps, argument: unknown): Promise<void> {
  const place = await placeIn(deps, scriptUri(argument));
  await openInPlace(argument, 'default');
  const editor = vscode.window.activeTextEditor;
  if (editor && place?.session.document === editor.document) showInText(place, editor);
}

/** Shows the script in hand as a page, at the line where the caret was. */
export async function openAsPage(deps: SwitchEditorDeps, argument: unknown): Promise<void> {
  const uri = scriptUri(argument);
  const place = await placeIn(deps, uri);
  await openInPlace(argument, uri.path.toLowerCase().endsWith('.fountain') ? pageViewTypes[1] : pageViewTypes[0]);
  if (place) deps.showInPage(place);
}

/** The script of the active tab: a page is a custom editor, where `activeTextEditor` is undefined. */
function activeUri(): vscode.Uri | undefined {
  const input: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText) return input.uri;
  return undefined;
}

function scriptUri(argument: unknown): vscode.Uri {
  const uri = argument instanceof vscode.Uri ? argument : activeUri();
  if (!uri) throw new HumanError(vscode.l10n.t('Open a screenplay first.'));
  return uri;
}

async function placeIn({ currentPlace }: SwitchEditorDeps, uri: vscode.Uri): Promise<ScriptPlace | undefined> {
  const place = await currentPlace();
  return place?.session.document.uri.toString() === uri.toString() ? place : undefined;
}

/** One editor takes the other's place: two tabs with one name would say nothing, and closing one of them would ask to save. */
async function openInPlace(argument: unknown, viewType: string): Promise<void> {
  const uri = scriptUri(argument);
  if (uri.toString() === activeUri()?.toString()) {
    await vscode.commands.executeCommand('reopenActiveEditorWith', viewType);
  } else {
    await vscode.commands.executeCommand('vscode.openWith', uri, viewType);
  }
}

function showInText({ session, elementId, offset = 0 }: ScriptPlace, editor: vscode.TextEditor): void {
  const { document } = editor;
  const element = session.elements.find((candidate) => candidate.id === elementId);
  if (!element) return;
  const caret = document.positionAt(sourceOffsetOf(document.getText(), element, offset));
  editor.selection = new vscode.Selection(caret, caret);
  editor.revealRange(new vscode.Range(caret, caret), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
