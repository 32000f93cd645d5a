import * as vscode from 'vscode';
import type { Screenplay } from '../../language/document.ts';
import { numberMissingScenes, removeSceneNumbers, renumberScenes } from '../../language/numberScenes.ts';
import { isOmitted, moveScene, omitScene, restoreScene } from '../../language/sceneBlocks.ts';
import { isNumberable } from '../../language/sceneNumbers.ts';
import type { TextEdit } from '../../language/textEdit.ts';
import { HumanError } from '../platform/errors.ts';
import { applyEdits } from './applyEdits.ts';
import { forceElementType } from './forceElementType.ts';
import { goToScene, selectScene } from './goToScene.ts';
import type { ScenesDeps } from './registerScenes.ts';
import { type SceneDeps, sceneInHand, scriptInHand } from './sceneAtCaret.ts';

type SceneCommand = (deps: ScenesDeps, argument: unknown) => Promise<void>;

/** What each command on scenes does, by the command's last word. Each change is one step of undo. */
export const sceneCommands = {
  numberScenes: (deps) => number(deps, numberMissingScenes),
  renumberScenes: (deps) => number(deps, renumberScenes),
  removeSceneNumbers: (deps) => number(deps, removeSceneNumbers),
  omitScene: omit,
  restoreScene: restore,
  moveSceneUp: (deps) => move(deps, 'up'),
  moveSceneDown: (deps) => move(deps, 'down'),
  goToScene,
  selectScene,
  forceElementType: (deps, type) => forceElementType(deps, deps.typeNames(), type),
} as const satisfies Readonly<Record<string, SceneCommand>>;

async function number(deps: SceneDeps, operation: (screenplay: Screenplay) => readonly TextEdit[]): Promise<void> {
  const { session, screenplay } = await scriptInHand(deps);
  if (!screenplay.elements.some(isNumberable)) {
    throw new HumanError(vscode.l10n.t('This script has no scene that could be numbered.'));
  }
  const edits = operation(screenplay);
  if (edits.length > 0) return applyEdits(session.document, edits);
  void vscode.window.showInformationMessage(vscode.l10n.t('The scene numbers are as they should be.'));
  return undefined;
}

async function omit(deps: SceneDeps): Promise<void> {
  const { session, screenplay, scene } = await sceneInHand(deps);
  const edit = omitScene(screenplay, scene);
  if (!edit) {
    throw new HumanError(
      isOmitted(scene)
        ? vscode.l10n.t('This scene is omitted already.')
        : vscode.l10n.t('A note or omitted part above is not closed. Close it before you omit this scene.'),
    );
  }
  await applyEdits(session.document, [edit]);
  await showAt(deps, session.document, edit.start);
}

async function restore(deps: SceneDeps): Promise<void> {
  const { session, screenplay, scene } = await sceneInHand(deps);
  const edit = restoreScene(screenplay, scene);
  if (!edit) {
    throw new HumanError(
      isOmitted(scene)
        ? vscode.l10n.t('The omitted scene no longer stands below its heading.')
        : vscode.l10n.t('Put the cursor into an omitted scene to restore it.'),
    );
  }
  await applyEdits(session.document, [edit]);
  await showAt(deps, session.document, edit.start);
}

async function move(deps: SceneDeps, direction: 'up' | 'down'): Promise<void> {
  const { session, screenplay, scene } = await sceneInHand(deps);
  const { document } = session;
  const moved = moveScene(screenplay, scene, direction);
  if (!moved) {
    throw new HumanError(
      direction === 'up'
        ? vscode.l10n.t('This is the first scene already.')
        : vscode.l10n.t('This is the last scene already.'),
    );
  }
  const editor = textEditorOf(document);
  const within = editor ? document.offsetAt(editor.selection.active) - scene.start : 0;
  await applyEdits(document, [moved.edit]);
  await showAt(deps, document, moved.newStart + Math.min(Math.max(0, within), scene.end - scene.start));
}

function textEditorOf(document: vscode.TextDocument): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor?.document === document ? editor : undefined;
}

/** Puts the caret to an offset of the text, in the text editor or in the page. */
async function showAt({ editors }: SceneDeps, document: vscode.TextDocument, offset: number): Promise<void> {
  const editor = textEditorOf(document);
  if (editor) {
    const place = document.positionAt(offset);
    editor.selection = new vscode.Selection(place, place);
    editor.revealRange(new vscode.Range(place, place), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    return;
  }
  const { session } = (await editors.currentElement()) ?? {};
  const element = session?.elements.findLast(({ start }) => start <= offset);
  if (session?.document === document && element) await editors.reveal(element.id);
}
