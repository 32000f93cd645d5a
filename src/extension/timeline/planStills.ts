/** Which pictures show which scene, and when. Pure. */
import * as z from 'zod/mini';
import type { AssetRow } from '../library/rows.ts';
import type { ScriptLayout } from './layOutScript.ts';
import type { SceneStill, TimelineRows } from './planClips.ts';

export type StillAsset = Pick<AssetRow, 'id' | 'name' | 'file_type' | 'metadata'>;

/** `element_id` of a picture is the scene that it was made for. */
const stillMetadata = z.object({ element_id: z.optional(z.string()) });

/** The scene whose number a file's name begins with: `201.png`, `201 lampan.jpg`, `201_b.webp`. */
function isNamedAfter(name: string, number: string): boolean {
  return name.startsWith(number) && !/^[\p{L}\p{N}]/u.test(name.slice(number.length));
}

/**
 * The stills of each scene that takes time: those that lie there already, and with `isComplete` all that were made for it or carry its
 * number in their name. Several share the scene equally.
 */
export function planStills(
  rows: TimelineRows,
  layout: ScriptLayout,
  assets: ReadonlyMap<string, StillAsset>,
  isComplete: boolean,
): readonly SceneStill[] {
  const there = stillsThere(rows);
  const pictures = [...assets.values()].filter((asset) => asset.file_type === 'image');
  return layout.scenes.flatMap(({ elementId, number, startFrame, durationFrames }) => {
    const known = there.get(elementId) ?? [];
    const fitting = isComplete ? pictures.filter((asset) => belongsTo(asset, elementId, number)) : [];
    const ids = [...new Set([...known, ...fitting.map((asset) => asset.id)])];
    const edge = (index: number) => startFrame + Math.round((index * durationFrames) / ids.length);
    return ids.slice(0, durationFrames).map((assetId, index) => ({
      ...{ elementId, assetId, startFrame: edge(index) },
      durationFrames: Math.max(1, edge(index + 1) - edge(index)),
      name: assets.get(assetId)?.name ?? '',
    }));
  });
}

function belongsTo(asset: StillAsset, elementId: string, number: string | undefined): boolean {
  const made = stillMetadata.safeParse(asset.metadata).data?.element_id;
  if (made !== undefined) return made === elementId;
  return number !== undefined && isNamedAfter(asset.name ?? '', number);
}

/** The pictures that lie on video tracks for a scene, in order. */
function stillsThere({ clips, origins, tracks }: TimelineRows): ReadonlyMap<string, readonly string[]> {
  const video = new Set(tracks.filter((track) => track.type === 'video').map((track) => track.id));
  const originOf = new Map(origins.map((origin) => [origin.clip_id, origin]));
  const there = new Map<string, string[]>();
  for (const clip of [...clips].sort((a, b) => a.start_frame - b.start_frame)) {
    const origin = originOf.get(clip.id);
    if (!origin || clip.asset_id === null || !video.has(clip.track_id)) continue;
    const group = there.get(origin.element_id);
    if (!group) there.set(origin.element_id, [clip.asset_id]);
    else if (!group.includes(clip.asset_id)) group.push(clip.asset_id);
  }
  return there;
}
