/** Gives a clip whose file is gone a file again: another copy of it, or something else of the project. */
import * as vscode from 'vscode';
import type { AssetRow } from '../library/rows.ts';
import { type HostCommandDeps, shownTimeline } from './hostCommands.ts';

const endings: Readonly<Record<AssetRow['file_type'], readonly string[]>> = {
  audio: ['wav', 'mp3', 'm4a', 'aac', 'ogg', 'opus', 'flac', 'webm'],
  image: ['png', 'jpg', 'jpeg', 'webp', 'gif', 'avif'],
  video: ['mp4', 'webm', 'mov'],
};

export async function relinkClip(deps: HostCommandDeps): Promise<void> {
  const { library, surface } = deps;
  const timeline = shownTimeline(deps);
  const clip = timeline && library.clips(timeline.id).find(({ id }) => id === surface?.selection.clipId);
  if (!clip) {
    surface?.say(vscode.l10n.t('Select a clip first'));
    return;
  }
  const asset = clip.asset_id === null ? undefined : library.asset(clip.asset_id);
  if (asset) await chooseFile(deps, asset);
  else await chooseAsset(deps, clip.id, clip.track_id);
}

/** The asset stays what it is, with its takes and clips; only its bytes come back. */
async function chooseFile({ library, media, projectId }: HostCommandDeps, asset: AssetRow): Promise<void> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('File of {0}', asset.name ?? ''),
      openLabel: vscode.l10n.t('Use This File'),
      filters: { [asset.file_type]: [...endings[asset.file_type]] },
    })) ?? [];
  if (!file) return;
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  const wished = media.relativePath(projectId, asset.file_type, asset.id, name);
  // Another address than that of the file that is gone: pages and other windows must see that it is another one.
  const file_url =
    wished === asset.file_url ? media.relativePath(projectId, asset.file_type, asset.id, again(name)) : wished;
  await media.write(file_url, await vscode.workspace.fs.readFile(file));
  library.apply([{ table: 'rewrite_assets', kind: 'update', id: asset.id, patch: { file_url } }]);
}

/** `fyren.png` → `fyren 2.png` */
function again(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? `${name} 2` : `${name.slice(0, dot)} 2${name.slice(dot)}`;
}

async function chooseAsset({ library, edits, projectId }: HostCommandDeps, clipId: string, trackId: string) {
  const project = library.project(projectId);
  const timeline = project && shownTimeline({ library, projectId });
  const track = timeline && library.tracks(timeline.id).find(({ id }) => id === trackId);
  const fits = library
    .assets(projectId)
    .filter(({ file_type }) => (file_type === 'audio') === (track?.type === 'audio'));
  const chosen = await vscode.window.showQuickPick(
    fits.toReversed().map(({ id, name, file_type }) => ({ label: name ?? '', description: file_type, id })),
    { placeHolder: vscode.l10n.t('File for the clip') },
  );
  if (!chosen) return;
  const patch = { asset_id: chosen.id, offset_frames: 0 };
  edits.change(projectId, 'relink', [{ table: 'rewrite_clips', kind: 'update', id: clipId, patch }]);
}
