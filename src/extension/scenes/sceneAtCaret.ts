import * as vscode from 'vscode';
import type { Screenplay } from '../../language/document.ts';
import { parseLike } from '../../language/parse.ts';
import { findSceneOf, type SceneBlock, sceneBlocks } from '../../language/sceneBlocks.ts';
import { HumanError } from '../platform/errors.ts';
import type { ScriptEditors, ScriptSession } from '../sync/scripts.ts';

/** What scene commands need of the editors. */
export interface SceneDeps {
  readonly editors: ScriptEditors;
  /** Everything typed in the pages of a document stands in it when this resolves. */
  readonly flushText: (document: vscode.TextDocument) => Promise<void>;
}

/** The script in hand, as its text stands now. */
export interface ScriptInHand {
  readonly session: ScriptSession;
  readonly screenplay: Screenplay;
  /** The element that the caret is in, as an index; -1 before the first one. */
  readonly elementIndex: number;
}

/** The script that the writer is in. Throws HumanError when there is none. */
export async function scriptInHand({ editors, flushText }: SceneDeps): Promise<ScriptInHand> {
  const current = await editors.currentElement();
  if (!current) throw new HumanError(vscode.l10n.t('Put the cursor into a screenplay first.'));
  const { session, elementId } = current;
  await flushText(session.document);
  const screenplay = parseLike(session, session.document.getText());
  const start = session.elements.find(({ id }) => id === elementId)?.start ?? 0;
  return { session, screenplay, elementIndex: screenplay.elements.findLastIndex((element) => element.start <= start) };
}

/** The scene that the writer is in. Throws HumanError before the first heading. */
export async function sceneInHand(deps: SceneDeps): Promise<ScriptInHand & { readonly scene: SceneBlock }> {
  const script = await scriptInHand(deps);
  const scene = findSceneOf(sceneBlocks(script.screenplay), script.elementIndex);
  if (!scene) throw new HumanError(vscode.l10n.t('Put the cursor into a scene first.'));
  return { ...script, scene };
}
