/** Puts a picture, sound or film of the project on its timeline, where the playhead is. */
import * as vscode from 'vscode';
import type { PlacedMedia } from '../../webview/timeline/editing/place.ts';
import type { Library } from '../library/library.ts';
import type { AssetRow } from '../library/rows.ts';
import { HumanError } from '../platform/errors.ts';
import type { TimelineSurface } from './timelineSurface.ts';

export interface AddMediaDeps {
  readonly library: Library;
  /** The project of the timeline that is shown, or of the script in hand. */
  readonly projectId: string | undefined;
  /** The timeline of a project on screen, opened when it is not. */
  readonly show: (projectId: string) => Promise<TimelineSurface | undefined>;
}

/** `argument`: a row of the Assets view; without one the writer is asked. */
export async function addMedia({ library, projectId, show }: AddMediaDeps, argument: unknown): Promise<void> {
  const asset = named(library, argument) ?? (await choose(library, projectId));
  if (!asset) return;
  if (!asset.file_url)
    throw new HumanError(vscode.l10n.t('The file of “{0}” is no longer on this machine.', asset.name ?? ''));
  const surface = await show(asset.project_id);
  surface?.placeMedia([placed(asset)]);
}

function named(library: Library, argument: unknown): AssetRow | undefined {
  const id = (argument as { readonly asset?: { readonly id?: unknown } } | undefined)?.asset?.id;
  return typeof id === 'string' ? library.asset(id) : undefined;
}

async function choose(library: Library, projectId: string | undefined): Promise<AssetRow | undefined> {
  const { t } = vscode.l10n;
  const assets = projectId === undefined ? [] : library.assets(projectId).filter(({ file_url }) => file_url !== null);
  if (assets.length === 0) {
    const importMedia = t('Import Media…');
    const answer = await vscode.window.showInformationMessage(
      t('This project has no pictures, sounds or films yet.'),
      importMedia,
    );
    if (answer === importMedia) await vscode.commands.executeCommand('screenplay.importMedia');
    return undefined;
  }
  const kinds = { image: t('picture'), audio: t('sound'), video: t('film') };
  // What a writer brought comes before the voices that were made.
  const isVoice = ({ metadata }: AssetRow) =>
    typeof metadata === 'object' && metadata !== null && 'element_id' in metadata;
  const sorted = [...assets].toReversed().sort((a, b) => Number(isVoice(a)) - Number(isVoice(b)));
  const chosen = await vscode.window.showQuickPick(
    sorted.map((asset) => ({ label: asset.name ?? '', description: kinds[asset.file_type], asset })),
    { placeHolder: t('Picture, sound or film for the timeline'), matchOnDescription: true },
  );
  return chosen?.asset;
}

export function placed({ id, name, file_type: kind, duration_ms: length }: AssetRow): PlacedMedia {
  const seconds = (length ?? 0) / 1000;
  return { assetId: id, name: name ?? '', kind, ...(seconds > 0 ? { durationSeconds: seconds } : {}) };
}
