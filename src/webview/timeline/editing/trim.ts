/** Changing where clips begin and end, and which part of their file they show. Pure. */
import type { LineTiming, TimelineItem } from './items.ts';
import { emptyPatch, patchOf, type SheetPatch } from './patch.ts';
import { rippleEdit, rippleFrom } from './ripple.ts';
import { roomAround } from './room.ts';
import { editableClips, endOf, isClip, isScripts, lastFrame, pin, plainTiming, type Sheet, withPins } from './sheet.ts';

export type Edge = 'start' | 'end';

export interface Trim {
  readonly ids: Iterable<string>;
  readonly edge: Edge;
  readonly frames: number;
}

/** How far an edge can go, as frames from where it is. */
interface Reach {
  readonly least: number;
  readonly most: number;
}

/** The file's limits and the length of one frame. A picture has no beginning and no end. */
function reachInSource(clip: TimelineItem, edge: Edge): Reach {
  if (edge === 'start') {
    const least = clip.sourceFrames === undefined ? -lastFrame : -clip.offsetFrames;
    return { least, most: clip.durationFrames - 1 };
  }
  const { sourceFrames } = clip;
  const most = sourceFrames === undefined ? lastFrame : sourceFrames - clip.offsetFrames - clip.durationFrames;
  return { least: 1 - clip.durationFrames, most: Math.max(0, most) };
}

function reachInTrack(sheet: Sheet, clip: TimelineItem, edge: Edge, ignored?: ReadonlySet<string>): Reach {
  const { from, to } = roomAround(sheet, clip, ignored);
  if (edge === 'start') return { least: Math.min(0, from - clip.startFrame), most: lastFrame };
  return { least: -lastFrame, most: Math.max(0, to - endOf(clip)) };
}

function clampTo(frames: number, reaches: readonly Reach[]): number {
  return reaches.reduce((value, { least, most }) => Math.min(most, Math.max(least, value)), Math.round(frames));
}

/** A clip with an edge moved; how much of the file it skips follows its start. */
function trimmed(clip: TimelineItem, edge: Edge, frames: number): TimelineItem {
  if (edge === 'end') return withPins({ ...clip, durationFrames: clip.durationFrames + frames }, pin.trim);
  return withPins(
    {
      ...clip,
      startFrame: clip.startFrame + frames,
      durationFrames: clip.durationFrames - frames,
      offsetFrames: clip.sourceFrames === undefined ? clip.offsetFrames : clip.offsetFrames + frames,
    },
    pin.trim,
  );
}

/** The line's first clip begins later than its place by as much as was cut off; earlier than it the writer has moved it. */
function withLead(sheet: Sheet, clip: TimelineItem, frames: number, timings: Map<string, LineTiming>): TimelineItem {
  if (frames === 0 || !isScripts(clip) || clip.elementId === undefined || !isFirstOfLine(sheet, clip)) return clip;
  const timing = sheet.timings.get(clip.elementId) ?? plainTiming(clip.elementId);
  const leadFrames = timing.leadFrames + frames;
  if (leadFrames < 0) return withPins(clip, pin.start);
  timings.set(clip.elementId, { ...timing, leadFrames });
  return clip;
}

/** A line may be cut into pieces: the first one stands in its place, the others keep their distance. */
export function isFirstOfLine(sheet: Sheet, clip: TimelineItem): boolean {
  return piecesOf(sheet, clip)[0]?.id === clip.id;
}

/** The script's clips of the same line, in order. */
export function piecesOf(sheet: Sheet, clip: TimelineItem): readonly TimelineItem[] {
  const pieces: TimelineItem[] = [];
  for (const item of sheet.items.values()) {
    if (item.elementId === clip.elementId && isClip(item) && isScripts(item)) pieces.push(item);
  }
  return pieces.sort((a, b) => a.startFrame - b.startFrame);
}

/** Trims clips by one amount that all of them can take; nothing else moves. */
export function trimClips(sheet: Sheet, { ids, edge, frames }: Trim): SheetPatch {
  const clips = editableClips(sheet, ids);
  const reaches = clips.flatMap((clip) => [reachInSource(clip, edge), reachInTrack(sheet, clip, edge)]);
  const by = clampTo(frames, reaches);
  if (clips.length === 0 || by === 0) return emptyPatch;
  const timings = new Map<string, LineTiming>();
  const items = new Map(
    clips.map((clip) => {
      const after = trimmed(clip, edge, by);
      return [clip.id, edge === 'start' ? withLead(sheet, after, by, timings) : after];
    }),
  );
  return patchOf(sheet, items, { timings });
}

/** Trims one clip; what follows closes up or makes room. The clip itself stays where it begins. */
export function rippleTrim(
  sheet: Sheet,
  { id, edge, frames }: { readonly id: string; readonly edge: Edge; readonly frames: number },
  newId: () => string,
): SheetPatch {
  const [clip] = editableClips(sheet, [id]);
  if (!clip) return emptyPatch;
  const by = clampTo(frames, [reachInSource(clip, edge)]);
  if (by === 0) return emptyPatch;
  const after = { ...trimmed(clip, edge, by), startFrame: clip.startFrame };
  const gap = { at: endOf(clip), by: after.durationFrames - clip.durationFrames };
  const timings = new Map<string, LineTiming>();
  if (isScripts(clip) && clip.elementId !== undefined) {
    const timing = sheet.timings.get(clip.elementId) ?? plainTiming(clip.elementId);
    timings.set(clip.elementId, { ...timing, followsClip: true });
  }
  return rippleEdit(sheet, { items: new Map([[id, after]]), timings, ripple: rippleFrom(clip, gap), newId });
}

/** Moves the cut between two clips that touch: one becomes shorter by what the other gains. */
export function rollCut(
  sheet: Sheet,
  { leftId, rightId, frames }: { readonly leftId: string; readonly rightId: string; readonly frames: number },
): SheetPatch {
  const [left, right] = [sheet.items.get(leftId), sheet.items.get(rightId)];
  if (!left || !right || editableClips(sheet, [leftId, rightId]).length < 2) return emptyPatch;
  if (left.trackId !== right.trackId || endOf(left) !== right.startFrame) return emptyPatch;
  const by = clampTo(frames, [reachInSource(left, 'end'), reachInSource(right, 'start')]);
  if (by === 0) return emptyPatch;
  const timings = new Map<string, LineTiming>();
  const items = new Map([
    [leftId, trimmed(left, 'end', by)],
    [rightId, withLead(sheet, trimmed(right, 'start', by), by, timings)],
  ]);
  return patchOf(sheet, items, { timings });
}

/** The clip that begins where this one ends, or ends where it begins. */
export function neighbourAtCut(sheet: Sheet, clip: TimelineItem, edge: Edge): TimelineItem | undefined {
  const frame = edge === 'end' ? endOf(clip) : clip.startFrame;
  let found: TimelineItem | undefined;
  sheet.itemsOf.get(clip.trackId)?.visit(frame - 1, frame + 1, (item) => {
    const touches = edge === 'end' ? item.startFrame === frame : endOf(item) === frame;
    if (item.id !== clip.id && isClip(item) && touches) found = item;
  });
  return found;
}

/** Shows an earlier or later part of the file in the same place. */
export function slipClips(sheet: Sheet, ids: Iterable<string>, frames: number): SheetPatch {
  const clips = editableClips(sheet, ids).filter((clip) => clip.sourceFrames !== undefined);
  const reaches = clips.map(({ offsetFrames, durationFrames, sourceFrames = 0 }) => ({
    least: -offsetFrames,
    most: Math.max(0, sourceFrames - durationFrames - offsetFrames),
  }));
  const by = clampTo(frames, reaches);
  if (clips.length === 0 || by === 0) return emptyPatch;
  return patchOf(
    sheet,
    new Map(clips.map((clip) => [clip.id, withPins({ ...clip, offsetFrames: clip.offsetFrames + by }, pin.trim)])),
  );
}

/** Cuts off what lies before (or after) a frame of the clips that hold it; with `ripple` what follows closes up. */
export function trimTo(
  sheet: Sheet,
  trim: { readonly ids: Iterable<string>; readonly edge: Edge; readonly frame: number; readonly ripple: boolean },
  newId: () => string,
): SheetPatch {
  const clips = editableClips(sheet, trim.ids).filter(
    (clip) => clip.startFrame < trim.frame && endOf(clip) > trim.frame,
  );
  const amount = (clip: TimelineItem) => trim.frame - (trim.edge === 'start' ? clip.startFrame : endOf(clip));
  const [first] = clips;
  if (!first) return emptyPatch;
  if (trim.ripple && clips.length === 1) {
    return rippleTrim(sheet, { id: first.id, edge: trim.edge, frames: amount(first) }, newId);
  }
  const timings = new Map<string, LineTiming>();
  const items = new Map(
    clips.map((clip) => {
      const after = trimmed(clip, trim.edge, amount(clip));
      return [clip.id, trim.edge === 'start' ? withLead(sheet, after, amount(clip), timings) : after];
    }),
  );
  return patchOf(sheet, items, { timings });
}
