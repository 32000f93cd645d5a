/** A picture for the scene that is selected or at the caret: it shows for as long as the scene lasts. */
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { Change } from '../library/library.ts';
import { type HostCommandDeps, shownTimeline } from './hostCommands.ts';

export async function addStill(deps: HostCommandDeps): Promise<void> {
  const { library, projectId, surface } = deps;
  const { t } = vscode.l10n;
  const timeline = shownTimeline(deps);
  const sceneId = surface?.selection.sceneId ?? sceneOf(deps);
  if (!timeline || sceneId === undefined) {
    surface?.say(t('Go to a scene first'));
    return;
  }
  const pictures = library.assets(projectId).filter((asset) => asset.file_type === 'image');
  if (pictures.length === 0) {
    void vscode.window.showInformationMessage(t('This project has no pictures yet.'));
    return;
  }
  const chosen = await vscode.window.showQuickPick(
    pictures.toReversed().map((asset) => ({
      label: asset.name ?? '',
      description: asset.width && asset.height ? `${asset.width}×${asset.height}` : '',
      asset,
    })),
    { placeHolder: t('Picture for the scene') },
  );
  const tracks = library.tracks(timeline.id).filter((track) => track.type === 'video');
  const track = tracks.at(-1);
  if (!chosen || !track) return;
  const id = randomUUID();
  const metadata = { ...objectOf(chosen.asset.metadata), element_id: sceneId };
  const changes: readonly Change[] = [
    { table: 'rewrite_assets', kind: 'update', id: chosen.asset.id, patch: { metadata } },
    {
      table: 'rewrite_clips',
      kind: 'insert',
      // Following the script gives it its place and length in the same step.
      row: {
        ...{ id, track_id: track.id, asset_id: chosen.asset.id, name: chosen.asset.name },
        ...{ start_frame: 0, duration_frames: 1 },
      },
    },
    { table: 'rewrite_clip_origins', kind: 'insert', row: { clip_id: id, element_id: sceneId } },
  ];
  deps.edits.change(projectId, 'still', changes);
}

function sceneOf({ library, surface, caret }: HostCommandDeps): string | undefined {
  const elementId = surface?.selection.elementId ?? caret;
  return elementId === undefined ? undefined : library.line(elementId)?.scene.element_id;
}

function objectOf<T>(
  value: T,
): Exclude<T, readonly unknown[] | string | number | boolean | null> | Record<string, never> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Exclude<T, readonly unknown[] | string | number | boolean | null>) : {};
}
