import * as vscode from 'vscode';
import type { Library } from '../library/library.ts';
import type { MediaStore } from '../library/media.ts';
import type { AssetRow } from '../library/rows.ts';
import { HumanError } from '../platform/errors.ts';
import { planAssetDeletion } from './assetDeletion.ts';

/** Runs a command's body and tells the writer of a failure in one sentence. */
export type CommandRunner = (
  id: string,
  body: (...args: readonly unknown[]) => Promise<unknown> | unknown,
) => vscode.Disposable;

export interface AssetCommandsDeps {
  readonly library: Library;
  readonly media: MediaStore;
  /** Plays an audio asset on a visible surface; resolves false when there is none. */
  readonly playAudio: (asset: AssetRow) => Promise<boolean>;
  /** Deletes a voice of a line, whose line then speaks with another; resolves false for an asset that is none. Asks first. */
  readonly deleteTake: (asset: AssetRow) => Promise<boolean>;
  readonly command: CommandRunner;
}

/** The asset a tree row or a test names; anything else is refused. */
function assetOf(library: Library, argument: unknown): AssetRow & { readonly file_url: string } {
  const named = argument as { readonly asset?: { readonly id?: unknown } } | undefined;
  const id = named?.asset?.id;
  const asset = typeof id === 'string' ? library.asset(id) : undefined;
  if (!asset?.file_url) throw new HumanError(vscode.l10n.t('Choose an asset in the Assets view first.'));
  return { ...asset, file_url: asset.file_url };
}

function present(media: MediaStore, asset: AssetRow & { readonly file_url: string }): vscode.Uri {
  if (media.exists(asset.file_url)) return vscode.Uri.file(media.resolve(asset.file_url));
  throw new HumanError(vscode.l10n.t('The file of “{0}” is no longer on this machine.', asset.name ?? asset.id));
}

async function confirmDeletion(asset: AssetRow, lineCount: number, clipCount: number): Promise<boolean> {
  const used = [
    lineCount === 1 ? vscode.l10n.t('Its line will have no voice.') : '',
    lineCount > 1 ? vscode.l10n.t('{0} lines will have no voice.', lineCount) : '',
    clipCount === 1 ? vscode.l10n.t('Its clip leaves the timeline.') : '',
    clipCount > 1 ? vscode.l10n.t('{0} clips leave the timeline.', clipCount) : '',
    vscode.l10n.t('The file is moved to the trash where there is one.'),
  ];
  const yes = vscode.l10n.t('Delete');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Delete “{0}”?', asset.name ?? asset.id),
    { modal: true, detail: used.filter(Boolean).join(' ') },
    yes,
  );
  return answer === yes;
}

/** Play, reveal, rename and delete for the rows of the Assets view. */
export function registerAssetCommands(deps: AssetCommandsDeps): vscode.Disposable {
  const { library, media, playAudio, deleteTake, command } = deps;
  return vscode.Disposable.from(
    command('screenplay.playAsset', async (argument) => {
      const asset = assetOf(library, argument);
      const file = present(media, asset);
      if (asset.file_type === 'audio' && (await playAudio(asset))) return;
      await vscode.commands.executeCommand('vscode.open', file);
    }),
    command('screenplay.revealAssetFile', async (argument) => {
      const file = present(media, assetOf(library, argument));
      // A VS Code in the browser has no file manager to show the file in.
      const reveal = vscode.env.uiKind === vscode.UIKind.Desktop ? 'revealFileInOS' : 'vscode.open';
      await vscode.commands.executeCommand(reveal, file);
    }),
    command('screenplay.renameAsset', async (argument) => {
      const asset = assetOf(library, argument);
      const name = await vscode.window.showInputBox({
        title: vscode.l10n.t('Rename Asset'),
        value: asset.name ?? '',
        validateInput: (value) => (value.trim() === '' ? vscode.l10n.t('A name cannot be empty.') : undefined),
      });
      if (name === undefined) return;
      library.apply([{ table: 'rewrite_assets', kind: 'update', id: asset.id, patch: { name: name.trim() } }]);
    }),
    command('screenplay.deleteAsset', async (argument) => {
      const asset = assetOf(library, argument);
      if (await deleteTake(asset)) return;
      const asked = planAssetDeletion(library, asset);
      if (!(await confirmDeletion(asset, asked.lineCount, asked.clipCount))) return;
      library.apply(planAssetDeletion(library, asset).changes);
      await moveToTrash(media, asset.file_url);
    }),
  );
}

/** The row is gone before its file: a file that cannot be removed is waste, a row without a file would be a fault. */
async function moveToTrash(media: MediaStore, fileUrl: string): Promise<void> {
  try {
    await vscode.workspace.fs.delete(vscode.Uri.file(media.resolve(fileUrl)), { useTrash: true });
  } catch {
    // No trash here (a server, a container): remove the file itself.
    await media.remove(fileUrl);
  }
}
