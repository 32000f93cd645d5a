/** Splitting, removing and copying clips. Pure: new ids come from the caller. */
import type { LineTiming, TimelineItem } from './items.ts';
import { emptyPatch, patchOf, type SheetPatch } from './patch.ts';
import { closingGaps, rippleEdit } from './ripple.ts';
import { nearestFreeShift, openTracks, typeOf, type Wish } from './room.ts';
import {
  allPins,
  editableClips,
  endOf,
  isClip,
  isScripts,
  lastFrame,
  pin,
  plainTiming,
  type Sheet,
  withPins,
} from './sheet.ts';

/** Cuts each of the clips that hold the frame in two. A line's pieces stay the script's and keep their distance. */
export function splitClips(sheet: Sheet, ids: Iterable<string>, frame: number, newId: () => string): SheetPatch {
  const at = Math.round(frame);
  const items = new Map<string, TimelineItem>();
  for (const clip of editableClips(sheet, ids)) {
    const length = at - clip.startFrame;
    if (length < 1 || length >= clip.durationFrames) continue;
    const { fadeInFrames = 0, fadeOutFrames = 0 } = clip;
    const offset = clip.sourceFrames === undefined ? 0 : length;
    const id = newId();
    const rest = clip.durationFrames - length;
    items.set(
      clip.id,
      withPins({ ...clip, durationFrames: length, ...fades(Math.min(fadeInFrames, length), 0) }, pin.trim),
    );
    items.set(
      id,
      withPins(
        {
          ...clip,
          ...{ id, startFrame: at, durationFrames: rest, offsetFrames: clip.offsetFrames + offset },
          ...fades(0, Math.min(fadeOutFrames, rest)),
        },
        pin.trim,
      ),
    );
  }
  return items.size === 0 ? emptyPatch : patchOf(sheet, items);
}

/** Fades as an item holds them: none is a field that is missing. */
export function fades(fadeIn: number, fadeOut: number): Pick<TimelineItem, 'fadeInFrames' | 'fadeOutFrames'> {
  const held = {
    fadeInFrames: fadeIn > 0 ? fadeIn : undefined,
    fadeOutFrames: fadeOut > 0 ? fadeOut : undefined,
  };
  return held as Pick<TimelineItem, 'fadeInFrames' | 'fadeOutFrames'>;
}

/**
 * Removes clips, and the places of lines. A line whose last clip goes is left out of this timeline from now on, or the script would bring
 * it back; with `ripple` what follows closes up and the line takes no time.
 */
export function removeClips(sheet: Sheet, ids: Iterable<string>, ripple: boolean, newId: () => string): SheetPatch {
  const wanted = [...ids];
  const clips = editableClips(sheet, wanted);
  const places = wanted.flatMap((id) => sheet.items.get(id) ?? []).filter((item) => !isClip(item));
  const gone = [...clips, ...places];
  if (gone.length === 0) return emptyPatch;
  const items = new Map(gone.map((item) => [item.id, undefined]));
  const timings = leftOutLines(sheet, gone, ripple);
  if (!ripple) return patchOf(sheet, items, { timings });
  const byTrack = Map.groupBy(
    gone.filter((item) => !isScripts(item)),
    (item) => item.trackId,
  );
  const tracks = new Map([...byTrack].map(([id, group]) => [id, closingGaps(group)]));
  const script = closingGaps(gone.filter(isScripts));
  return rippleEdit(sheet, { items, timings, ripple: { script, tracks }, newId });
}

function leftOutLines(sheet: Sheet, gone: readonly TimelineItem[], ripple: boolean): Map<string, LineTiming> {
  const ids = new Set(gone.map((item) => item.id));
  const touched = new Set(gone.flatMap((item) => item.elementId ?? []));
  const kept = new Set<string>();
  for (const item of sheet.items.values()) {
    if (item.elementId !== undefined && touched.has(item.elementId) && !ids.has(item.id)) kept.add(item.elementId);
  }
  const timings = new Map<string, LineTiming>();
  for (const item of gone) {
    const { elementId } = item;
    if (elementId === undefined) continue;
    const timing = timings.get(elementId) ?? sheet.timings.get(elementId) ?? plainTiming(elementId);
    const leftOut = timing.leftOut || !kept.has(elementId);
    // Closing up is the line's own business only while the script places it.
    timings.set(elementId, { ...timing, leftOut, followsClip: timing.followsClip || (ripple && isScripts(item)) });
  }
  return timings;
}

/** Copies of clips right after them; each is the writer's own. */
export function duplicateClips(sheet: Sheet, ids: Iterable<string>, newId: () => string): SheetPatch {
  const clips = editableClips(sheet, ids);
  const [first] = clips;
  if (!first) return emptyPatch;
  const end = Math.max(...clips.map(endOf));
  return placeCopies(sheet, clips, end - first.startFrame, newId);
}

/** Puts copies of clips (which may be gone by now, or come from another timeline) so that the first one begins at a frame. */
export function pasteClips(
  sheet: Sheet,
  clips: readonly TimelineItem[],
  frame: number,
  newId: () => string,
): SheetPatch {
  const first = Math.min(...clips.map((clip) => clip.startFrame));
  if (clips.length === 0) return emptyPatch;
  return placeCopies(sheet, clips, Math.round(frame) - first, newId);
}

function placeCopies(sheet: Sheet, clips: readonly TimelineItem[], frames: number, newId: () => string): SheetPatch {
  const placed = spreadCopies(sheet, clips);
  const shift = forwardShift(sheet, placed, frames);
  if (placed.length === 0 || shift === undefined) return emptyPatch;
  return patchOf(
    sheet,
    new Map(
      placed.map((clip) => {
        const copy = { ...clip, id: newId(), startFrame: clip.startFrame + shift };
        return [copy.id, copy.elementId === undefined ? copy : withPins(copy, allPins)];
      }),
    ),
  );
}

/** Copies on open tracks of their kinds: their own ones when they can, and none over another. */
function spreadCopies(sheet: Sheet, clips: readonly TimelineItem[]): readonly TimelineItem[] {
  const placed: TimelineItem[] = [];
  const isTaken = (trackId: string, clip: TimelineItem) =>
    placed.some(
      (other) => other.trackId === trackId && other.startFrame < endOf(clip) && endOf(other) > clip.startFrame,
    );
  for (const clip of [...clips].sort((a, b) => a.startFrame - b.startFrame)) {
    const tracks = openTracks(sheet, typeOf(sheet, clip));
    const own = tracks.find(({ id }) => id === clip.trackId) ?? tracks[0];
    if (!own) continue;
    const track = [own, ...tracks].find(({ id }) => !isTaken(id, clip));
    const last = placed.reduce((end, other) => (other.trackId === own.id ? Math.max(end, endOf(other)) : end), 0);
    placed.push(track ? { ...clip, trackId: track.id } : { ...clip, trackId: own.id, startFrame: last });
  }
  return placed;
}

/** The first shift from `frames` on at which everything has room. */
function forwardShift(sheet: Sheet, wishes: readonly Wish[], frames: number): number | undefined {
  const nobody: ReadonlySet<string> = new Set();
  let wanted = frames;
  for (let tries = 0; tries < 64; tries++) {
    const shift = nearestFreeShift(sheet, wishes, wanted, nobody);
    if (shift === undefined || shift >= frames) return shift;
    // The nearest room lies before: look further on.
    wanted += Math.max(1, frames - shift);
    if (wanted > lastFrame) return undefined;
  }
  return nearestFreeShift(sheet, wishes, wanted, nobody);
}
