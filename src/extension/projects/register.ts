import * as vscode from 'vscode';
import type { Library } from '../library/library.ts';
import { HumanError } from '../platform/errors.ts';
import { type AssetCommandsDeps, registerAssetCommands } from './assetCommands.ts';
import { openSample } from './sample.ts';
import { registerTrees, type TreesDeps } from './trees.ts';

export interface ProjectsDeps extends TreesDeps, AssetCommandsDeps {
  readonly extensionUri: vscode.Uri;
  readonly storageUri: vscode.Uri;
}

/** The first file of a script that is on this machine, by a tree row (`{ script }` or `{ scene }`). */
function fileOf(library: Library, argument: unknown): vscode.Uri {
  const row = argument as
    | { readonly script?: { readonly id?: unknown }; readonly scene?: { readonly script_id?: unknown } }
    | undefined;
  const id = row?.script?.id ?? row?.scene?.script_id;
  const [uri] = typeof id === 'string' ? library.filesOfScript(id) : [];
  if (uri === undefined) throw new HumanError(vscode.l10n.t('This script has no file on this machine.'));
  return vscode.Uri.parse(uri);
}

/** The Screenplay views: projects, cast and assets, and what their rows do. */
export function registerProjects(deps: ProjectsDeps): vscode.Disposable {
  const { library, editors, command, extensionUri, storageUri } = deps;
  return vscode.Disposable.from(
    registerTrees(deps),
    registerAssetCommands(deps),
    command('screenplay.openSample', () => openSample(extensionUri, storageUri)),
    command('screenplay.openScript', (row) => vscode.commands.executeCommand('vscode.open', fileOf(library, row))),
    command('screenplay.restoreScript', async (row) => {
      const { restoreScriptCommand } = await import('./restoreScriptCommand.ts');
      await restoreScriptCommand(library, row);
    }),
    command('screenplay.revealScene', async (row) => {
      const scene = (row as { readonly scene?: { readonly element_id?: unknown } } | undefined)?.scene;
      if (typeof scene?.element_id === 'string') await editors.reveal(scene.element_id);
    }),
    command('screenplay.backUpLibrary', async () => {
      const path = await library.backUp();
      const show = vscode.l10n.t('Show File');
      const answer = await vscode.window.showInformationMessage(
        vscode.l10n.t('The library was copied to {0}.', path),
        show,
      );
      if (answer === show) await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(path));
    }),
  );
}
