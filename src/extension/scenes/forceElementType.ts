import * as vscode from 'vscode';
import type { ElementType } from '../../language/document.ts';
import { retypeEdit } from '../../language/retypeElement.ts';
import { HumanError } from '../platform/errors.ts';
import { applyEdits } from './applyEdits.ts';
import { type SceneDeps, scriptInHand } from './sceneAtCaret.ts';

/** What each type of element is called in the writer's language. */
export type TypeNames = Readonly<Record<ElementType, string>>;

/** What a line can be made; a boneyard and a page break are not made of a line's words. */
const forcible = [
  'sceneHeading',
  'action',
  'character',
  'parenthetical',
  'dialogue',
  'transition',
  'lyrics',
  'centered',
  'section',
  'synopsis',
  'note',
] as const satisfies readonly ElementType[];

/**
 * Makes the line at the caret an element of the type that is given or chosen, in a text editor with its mark where it needs one. A page
 * does so itself.
 */
export async function forceElementType(deps: SceneDeps, names: TypeNames, given: unknown): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return vscode.commands.executeCommand('screenplay.setElementType', given);
  const { session } = await scriptInHand(deps);
  if (editor.document !== session.document) {
    throw new HumanError(vscode.l10n.t('Put the cursor into a line of a screenplay first.'));
  }
  const type = forcible.find((candidate) => candidate === given) ?? (await choose(names));
  if (!type) return;
  const { document, elements, titlePage } = session;
  const source = document.getText();
  const edit = retypeEdit({ source, titlePage, elements }, document.offsetAt(editor.selection.active), type);
  if (edit) await applyEdits(document, [edit]);
}

async function choose(names: TypeNames): Promise<(typeof forcible)[number] | undefined> {
  const items = forcible.map((type) => ({ label: names[type], type }));
  const placeHolder = vscode.l10n.t('What shall the line be?');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.type;
}
