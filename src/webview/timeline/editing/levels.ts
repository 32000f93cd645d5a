/** How clips sound, look and are called, and who owns them. Pure. */

import { fades } from './cut.ts';
import type { LineTiming, TimelineItem } from './items.ts';
import { emptyPatch, patchOf, type SheetPatch } from './patch.ts';
import { editableClips, endOf, pin, plainTiming, type Sheet, withPins } from './sheet.ts';

/** The loudest volume that a row can hold. */
export const maxVolume = 9.99;

/** Two decimals, as the row has. */
function rounded(value: number, most: number): number {
  return Math.min(most, Math.max(0, Math.round(value * 100) / 100));
}

function changeEach(sheet: Sheet, ids: Iterable<string>, change: (clip: TimelineItem) => TimelineItem): SheetPatch {
  const clips = editableClips(sheet, ids);
  if (clips.length === 0) return emptyPatch;
  return patchOf(sheet, new Map(clips.map((clip) => [clip.id, change(clip)])));
}

/** 1 leaves the sound as it is. A number that is none changes nothing. */
export function setVolume(sheet: Sheet, ids: Iterable<string>, volume: number): SheetPatch {
  if (!Number.isFinite(volume)) return emptyPatch;
  return changeEach(sheet, ids, (clip) => withPins({ ...clip, volume: rounded(volume, maxVolume) }, pin.volume));
}

export function setOpacity(sheet: Sheet, ids: Iterable<string>, opacity: number): SheetPatch {
  if (!Number.isFinite(opacity)) return emptyPatch;
  return changeEach(sheet, ids, (clip) => ({ ...clip, opacity: rounded(opacity, 1) }));
}

/** The length of the fade at one end; both fades together are never longer than the clip. */
export function setFade(sheet: Sheet, ids: Iterable<string>, edge: 'start' | 'end', frames: number): SheetPatch {
  if (!Number.isFinite(frames)) return emptyPatch;
  return changeEach(sheet, ids, (clip) => {
    const { fadeInFrames = 0, fadeOutFrames = 0, durationFrames } = clip;
    const other = edge === 'start' ? fadeOutFrames : fadeInFrames;
    const length = Math.min(durationFrames - other, Math.max(0, Math.round(frames)));
    return { ...clip, ...(edge === 'start' ? fades(length, fadeOutFrames) : fades(fadeInFrames, length)) };
  });
}

export function renameClip(sheet: Sheet, id: string, name: string): SheetPatch {
  const trimmed = name.trim().slice(0, 200);
  return trimmed === '' ? emptyPatch : changeEach(sheet, [id], (clip) => ({ ...clip, name: trimmed }));
}

/** Nothing the script does moves these any more. */
export function pinClips(sheet: Sheet, ids: Iterable<string>): SheetPatch {
  return changeEach(sheet, ids, (clip) => (clip.elementId === undefined ? clip : withPins(clip, pin.start)));
}

/** Gives lines back to the script, with everything that was taken over of them; their clips find their places when rows follow. */
export function giveBackClips(sheet: Sheet, ids: Iterable<string>): SheetPatch {
  const clips = editableClips(sheet, ids).filter((clip) => clip.elementId !== undefined);
  const timings = new Map<string, LineTiming>();
  for (const { elementId } of clips) {
    if (elementId !== undefined && sheet.timings.has(elementId)) timings.set(elementId, plainTiming(elementId));
  }
  return patchOf(sheet, new Map(clips.map((clip) => [clip.id, withoutPins(clip)])), { timings });
}

function withoutPins({ pins: _pins, ...clip }: TimelineItem): TimelineItem {
  return clip;
}

/** The clips that hold a frame, on tracks that can be changed. */
export function clipsAt(sheet: Sheet, frame: number): readonly TimelineItem[] {
  const found: TimelineItem[] = [];
  for (const index of sheet.itemsOf.values()) {
    index.visit(frame, frame + 1e-6, (item) => {
      if (item.startFrame < endOf(item)) found.push(item);
    });
  }
  return editableClips(
    sheet,
    found.map((item) => item.id),
  );
}
