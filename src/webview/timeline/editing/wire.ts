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

/** Whether nothing but its place in time differs, asked field by field: a ripple asks for thousands. */
function isOnlyMoved(before: TimelineItem, after: TimelineItem): boolean {
  return (
    before.trackId === after.trackId &&
    before.durationFrames === after.durationFrames &&
    before.offsetFrames === after.offsetFrames &&
    before.name === after.name &&
    before.volume === after.volume &&
    before.opacity === after.opacity &&
    before.fadeInFrames === after.fadeInFrames &&
    before.fadeOutFrames === after.fadeOutFrames &&
    before.pins === after.pins
  );
}

/** The fields that differ, as they were and as they are. */
function differences(before: TimelineItem, after: TimelineItem): { was: ClipFields; now: ClipFields } {
  if (isOnlyMoved(before, after) && before.startFrame !== after.startFrame)
    return { was: { startFrame: before.startFrame }, now: { startFrame: after.startFrame } };
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

type Clips = { -readonly [Key in 'made' | 'changed' | 'removed']: TimelineEdit[Key][number][] };

/** The clips of a patch, in its order. The places of lines are the host's to move. */
function wireClips({ items }: SheetPatch): Clips {
  const clips: Clips = { made: [], changed: [], removed: [] };
  for (const { id, before, after } of items) {
    if (!isClip(before ?? after ?? { isPlace: true })) continue;
    if (before && after) {
      const { was, now } = differences(before, after);
      clips.changed.push({ id, was, now });
    } else if (after) clips.made.push(newClip(after));
    else clips.removed.push(id);
  }
  return clips;
}

/** A patch as the host is told of it. */
export function wireEdit(
  patch: SheetPatch,
  about: { readonly kind: EditKind; readonly timelineId: string; readonly seen: number },
): TimelineEdit {
  return {
    ...about,
    ...wireClips(patch),
    timings: patch.timings.map(({ id, before, after }) => ({
      id,
      ...(before ? { was: before } : {}),
      ...(after ? { now: after } : {}),
    })),
    ...(patch.tracks ? { tracks: patch.tracks.after.filter((track) => !track.isPlanned) } : {}),
  };
}
