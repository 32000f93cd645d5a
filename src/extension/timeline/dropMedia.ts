/** What was dropped on a timeline becomes media of its project and clips where it was let go. */
import * as vscode from 'vscode';
import type { DroppedMedia } from '../../webview/timeline/editing/editMessages.ts';
import type { Library } from '../library/library.ts';
import { placed } from './addMedia.ts';
import type { DroppedFiles } from './droppedFiles.ts';
import type { TimelineSurface } from './timelineSurface.ts';

/** Imports files and tells the writer of those that cannot be used. Resolves with the assets, in the order of the files. */
export type ImportFiles = (projectId: string, files: readonly vscode.Uri[]) => Promise<readonly string[]>;

export interface DropMediaDeps {
  readonly library: Library;
  readonly projectId: string;
  readonly files: DroppedFiles;
  readonly importFiles: ImportFiles;
  /** The project's timeline on screen, opened when it is not. */
  readonly show: (projectId: string) => Promise<TimelineSurface | undefined>;
}

export async function dropMedia(deps: DropMediaDeps, drop: DroppedMedia): Promise<void> {
  const { library, projectId, files, importFiles, show } = deps;
  const paths = files.pathsOf(drop.fileIds).map((path) => vscode.Uri.file(path));
  try {
    const assetIds = await importFiles(projectId, [...drop.uris.flatMap(onThisMachine), ...paths]);
    const media = assetIds.flatMap((id) => library.asset(id) ?? []).map(placed);
    if (media.length === 0) return;
    const surface = await show(projectId);
    // Another timeline may have been chosen meanwhile: then they are in the Assets view.
    if (surface?.model.timelineId !== drop.timelineId) return;
    const { frame, trackId } = drop;
    surface.placeMedia(media, { frame, ...(trackId === undefined ? {} : { trackId }) });
  } finally {
    await files.forget(drop.fileIds);
  }
}

/** The file of an address that the Explorer or the system gave. In a remote window it names the machine that we run on. */
function onThisMachine(address: string): readonly vscode.Uri[] {
  const uri = URL.canParse(address) ? vscode.Uri.parse(address) : undefined;
  return uri && (uri.scheme === 'file' || uri.scheme === 'vscode-remote') ? [vscode.Uri.file(uri.path)] : [];
}
