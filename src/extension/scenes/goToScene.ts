import * as vscode from 'vscode';
import type { Element } from '../../language/document.ts';
import { outlineOf } from '../../language/outline.ts';
import { findSceneOf, sceneBlocks } from '../../language/sceneBlocks.ts';
import { elementSeconds } from '../../language/timing.ts';
import { formatRunningTime } from '../platform/duration.ts';
import { HumanError } from '../platform/errors.ts';
import { type SceneDeps, sceneInHand, scriptInHand } from './sceneAtCaret.ts';

interface SceneItem extends vscode.QuickPickItem {
  readonly elementId: string;
}

/** Lets the writer choose a scene by its number, place or section, and goes there. */
export async function goToScene(deps: SceneDeps): Promise<void> {
  const { session, screenplay, elementIndex } = await scriptInHand(deps);
  const seconds = elementSeconds(screenplay.elements);
  const idsByStart = new Map(session.elements.map(({ start, id }) => [start, id]));
  const items = outlineOf(screenplay).scenes.flatMap(({ heading, firstElement, endElement, sections }): SceneItem[] => {
    const id = heading && idsByStart.get(heading.start);
    if (!heading || id === undefined) return [];
    const length = seconds.slice(firstElement, endElement).reduce((sum, each) => sum + each, 0);
    return [
      {
        label: labelOf(heading),
        description: [formatRunningTime(length), ...sections].join(' · '),
        elementId: id,
      },
    ];
  });
  if (items.length === 0) throw new HumanError(vscode.l10n.t('This script has no scenes yet.'));
  const current = findSceneOf(sceneBlocks(screenplay), elementIndex)?.heading.start;
  const chosen = await choose(items, current === undefined ? undefined : idsByStart.get(current));
  if (chosen) await deps.editors.reveal(chosen.elementId);
}

function labelOf({ heading, text }: Element): string {
  return heading?.sceneNumber === undefined ? text : `${heading.sceneNumber}  ${text}`;
}

/** A quick pick that opens at the scene where the writer is. */
function choose(items: readonly SceneItem[], currentId: string | undefined): Promise<SceneItem | undefined> {
  return new Promise((resolve) => {
    const pick = vscode.window.createQuickPick<SceneItem>();
    pick.items = items;
    pick.matchOnDescription = true;
    pick.placeholder = vscode.l10n.t('Go to which scene?');
    pick.activeItems = items.filter(({ elementId }) => elementId === currentId);
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0] ?? pick.activeItems[0]);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

/** Selects the whole scene at the caret, in the text editor or in the page. */
export async function selectScene(deps: SceneDeps): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const { session, scene } = await sceneInHand(deps);
  if (editor?.document !== session.document) {
    const within = session.elements.filter(({ start }) => scene.start <= start && start < scene.end);
    const [first, last] = [within[0], within.at(-1)];
    if (first && last && deps.editors.select(session, first.id, last.id)) return;
    throw new HumanError(vscode.l10n.t('Put the cursor into a scene first.'));
  }
  const { document } = session;
  editor.selection = new vscode.Selection(document.positionAt(scene.start), document.positionAt(scene.end));
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
