import * as vscode from 'vscode';
import { sourceOffsetOf } from '../../language/carets.ts';
import type { Library } from '../library/library.ts';
import { HumanError } from '../platform/errors.ts';
import type { ScriptSession, Scripts } from '../sync/scripts.ts';
import type { OpenPages } from './openPages.ts';
import { pageViewTypes } from './pageProvider.ts';

export interface RevealDeps {
  readonly scripts: Scripts;
  readonly library: Library;
  readonly pages: OpenPages;
}

/** Shows an element in the editor that its script is open in, or opens the script. Throws HumanError when there is nothing to show. */
export async function revealElement(deps: RevealDeps, elementId: string): Promise<void> {
  const session = deps.scripts.withElement(elementId) ?? (await openScriptOf(deps, elementId));
  const [page] = [...deps.pages.of(session)].sort((a, b) => Number(b.panel.visible) - Number(a.panel.visible));
  const visible = vscode.window.visibleTextEditors.find((editor) => editor.document === session.document);
  if (page && (page.panel.visible || !visible)) {
    page.panel.reveal(page.panel.viewColumn, false);
    page.reveal({ elementId, offset: 0 });
    return;
  }
  if (visible || isTextTab(session.document.uri)) return showInText(session, elementId, visible?.viewColumn);
  await vscode.commands.executeCommand('vscode.openWith', session.document.uri, viewTypeOf(session.document.uri));
  const [opened] = deps.pages.of(session);
  if (opened) opened.reveal({ elementId, offset: 0 });
  else await showInText(session, elementId);
}

/** The page of a file by its ending; `*.fountain` files belong to the text editor unless a page is asked for. */
export function viewTypeOf(uri: vscode.Uri): string {
  return uri.path.toLowerCase().endsWith('.fountain') ? 'default' : pageViewTypes[0];
}

async function openScriptOf({ scripts, library }: RevealDeps, elementId: string): Promise<ScriptSession> {
  const scriptId = library.line(elementId)?.script.id ?? scriptOfScene(library, elementId);
  const [file] = scriptId === undefined ? [] : library.filesOfScript(scriptId);
  if (file === undefined) throw new HumanError(vscode.l10n.t('This line is in no script on this machine any more.'));
  try {
    return scripts.open(await vscode.workspace.openTextDocument(vscode.Uri.parse(file)));
  } catch (cause) {
    throw new HumanError(vscode.l10n.t('The file of this script could not be opened. Was it moved or deleted?'), {
      cause,
    });
  }
}

function scriptOfScene(library: Library, elementId: string): string | undefined {
  return library
    .projects()
    .flatMap((project) => library.scripts(project.id))
    .find((script) => library.scenes(script.id).some((scene) => scene.element_id === elementId))?.id;
}

function isTextTab(uri: vscode.Uri): boolean {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString());
}

async function showInText(session: ScriptSession, elementId: string, viewColumn?: vscode.ViewColumn): Promise<void> {
  const { document } = session;
  const element = session.elements.find((candidate) => candidate.id === elementId);
  const editor = await vscode.window.showTextDocument(document, viewColumn === undefined ? {} : { viewColumn });
  if (!element) return;
  const place = document.positionAt(sourceOffsetOf(document.getText(), element, 0));
  editor.selection = new vscode.Selection(place, place);
  editor.revealRange(new vscode.Range(place, place), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
