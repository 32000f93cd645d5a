/** Edits as they cross the channel: of a clip that changed only the fields that did. Pure. */
import type { ClipFields, EditKind, NewClip, TimelineEdit } from './editMessages.ts';
import type { TimelineItem } from './items.ts';
import type { SheetPatch } from './patch.ts';
import { isClip } from './sheet.ts';

/** Every field that an edit can change, defaults written out. */
export function fieldsOf(item: TimelineItem): Required<ClipFields> {
  return {
    trackId: item.trackId,
    startFrame: item.startFrame,
    durationFrames: item.durationFrames,
    offsetFrames: item.offsetFrames,
    name: item.name,
    volume: item.volume,
    opacity: item.opacity ?? 1,
    fadeInFrames: item.fadeInFrames ?? 0,
    fadeOutFrames: item.fadeOutFrames ?? 0,
    pins: item.pins ?? 0,
  };
}

function newClip(item: TimelineItem): NewClip {
  const { assetId, elementId } = item;
  return {
    id: item.id,
    ...fieldsOf(item),
    ...(assetId === undefined ? {} : { assetId }),
    ...(elementId === undefined ? {} : { elementId }),
  };
}

const fieldNames = [
  'trackId',
  'startFrame',
  'durationFrames',
  'offsetFrames',
  'name',
  'volume',
  'opacity',
  'fadeInFrames',
  'fadeOutFrames',
  'pins',
] as const satisfies readonly (keyof ClipFields)[];

/** What a field is when an item does not name it. */
const defaults: Partial<ClipFields> = { opacity: 1, fadeInFrames: 0, fadeOutFrames: 0, pins: 0 };

/** The fields that differ, as they were and as they are. A ripple asks for those of thousands. */
function differences(before: TimelineItem, after: TimelineItem): { was: ClipFields; now: ClipFields } {
  const was: Record<string, unknown> = {};
  const now: Record<string, unknown> = {};
  for (const name of fieldNames) {
    const [old, next] = [before[name] ?? defaults[name], after[name] ?? defaults[name]];
    if (old === next) continue;
    was[name] = old;
    now[name] = next;
  }
  return { was, now };
}

/** A patch as the host is told of it. The places of lines are the host's to move. */
export function wireEdit(
  patch: SheetPatch,
  about: { readonly kind: EditKind; readonly timelineId: string; readonly seen: number },
): TimelineEdit {
  const swaps = patch.items.filter(({ before, after }) => isClip(before ?? after ?? { isPlace: true }));
  return {
    ...about,
    made: swaps.flatMap(({ before, after }) => (!before && after ? [newClip(after)] : [])),
    changed: swaps.flatMap(({ id, before, after }) => (before && after ? [{ id, ...differences(before, after) }] : [])),
    removed: swaps.flatMap(({ id, before, after }) => (before && !after ? [id] : [])),
    timings: patch.timings.map(({ id, before, after }) => ({
      id,
      ...(before ? { was: before } : {}),
      ...(after ? { now: after } : {}),
    })),
    ...(patch.tracks ? { tracks: patch.tracks.after.filter((track) => !track.isPlanned) } : {}),
  };
}
