/** What choosing, renaming and deleting takes changes. Knows no VS Code. */
import type { Change, Library, LineContext } from '../library/library.ts';
import type { AssetRow } from '../library/rows.ts';
import { settledStatus, statusChange } from './lineStatus.ts';
import type { Pronunciations } from './speech/pronunciations.ts';
import { metadataOf } from './takes.ts';
import type { VoiceLanding } from './voiceLanding.ts';

/** The line that a take speaks; undefined when it is gone, or the asset is no take. */
export function lineOfTake(library: Library, take: AssetRow): LineContext | undefined {
  const made = metadataOf(take);
  return made && library.line(made.element_id);
}

/** The line speaks with this take from now on, and so does its clip. */
export function chooseTakeChanges(
  library: Library,
  landing: VoiceLanding,
  take: AssetRow,
  pronunciations?: Pronunciations,
): readonly Change[] {
  const context = lineOfTake(library, take);
  if (!context || context.line.audio_asset_id === take.id) return [];
  const { line, script } = context;
  const status = settledStatus(library, script.project_id, line, take, pronunciations);
  return [
    statusChange(line.id, status, take.id),
    ...landing.changesFor({ projectId: script.project_id, elementId: line.element_id, asset: take }),
  ];
}

export function renameTakeChanges(take: AssetRow, name: string): readonly Change[] {
  const trimmed = name.trim();
  if (trimmed === '' || trimmed === take.name) return [];
  return [{ table: 'rewrite_assets', kind: 'update', id: take.id, patch: { name: trimmed } }];
}

/**
 * Deletes a take. A line that had chosen it speaks with the best of the others (`others`, oldest first): the newest that says its words
 * in its voice, else the newest; without others it has no voice. Clips that still play the take go with it, and so does the voice of
 * another line that has it.
 */
export function deleteTakeChanges(
  library: Library,
  landing: VoiceLanding,
  take: AssetRow,
  others: readonly AssetRow[],
  pronunciations?: Pronunciations,
): readonly Change[] {
  const context = lineOfTake(library, take);
  const next =
    context?.line.audio_asset_id === take.id
      ? replacementChanges(library, landing, context, others, pronunciations)
      : [];
  const isRelaid = (clipId: string) =>
    next.some((change) => change.table === 'rewrite_clips' && change.kind !== 'insert' && change.id === clipId);
  const clips = library
    .timelines(take.project_id)
    .flatMap((timeline) => library.clips(timeline.id))
    .filter((clip) => clip.asset_id === take.id && !isRelaid(clip.id));
  const strays = library
    .scripts(take.project_id)
    .flatMap(({ id }) => library.content(id))
    .filter((row) => row.audio_asset_id === take.id && row.id !== context?.line.id);
  return [
    ...next,
    ...strays.map(({ id }) => silenced(id)),
    ...clips.map((clip): Change => ({ table: 'rewrite_clips', kind: 'delete', id: clip.id })),
    { table: 'rewrite_assets', kind: 'delete', id: take.id },
  ];
}

function replacementChanges(
  library: Library,
  landing: VoiceLanding,
  { line, script }: LineContext,
  others: readonly AssetRow[],
  pronunciations: Pronunciations | undefined,
): readonly Change[] {
  const statusOf = (asset: AssetRow) => settledStatus(library, script.project_id, line, asset, pronunciations);
  const best = others.findLast((asset) => statusOf(asset) === 'generated') ?? others.at(-1);
  if (best) return chooseTakeChanges(library, landing, best, pronunciations);
  return [silenced(line.id)];
}

function silenced(lineId: string): Change {
  const patch = { audio_asset_id: null, audio_status: 'none' } as const;
  return { table: 'rewrite_scene_content', kind: 'update', id: lineId, patch };
}
