/**
 * The timeline as editing sees it. Everything in this folder is pure and knows only values: the page edits with it at once, the extension
 * checks and repeats the same change on its rows. Frames are integers at the timeline's rate; stretches are half-open.
 */

import { createRangeIndex, type RangeIndex } from '../rangeIndex.ts';
import type { LineTiming, TimelineItem, TimelineTrack } from './items.ts';

export interface Sheet {
  readonly frameRate: number;
  /** From top to bottom, planned ones included. */
  readonly tracks: readonly TimelineTrack[];
  readonly items: ReadonlyMap<string, TimelineItem>;
  /** The items of each track that has some, places included. */
  readonly itemsOf: ReadonlyMap<string, RangeIndex<TimelineItem>>;
  /** By element id; lines that stand where the script puts them are missing. */
  readonly timings: ReadonlyMap<string, LineTiming>;
}

/** What a writer can take over from the script, as bits of an item's `pins`. */
export const pin = { start: 1, trim: 2, volume: 4 } as const;
export const allPins = pin.start | pin.trim | pin.volume;

/** The largest frame that anything may reach: a row holds 32-bit integers. */
export const lastFrame = 2_000_000_000;

export function endOf(item: Pick<TimelineItem, 'startFrame' | 'durationFrames'>): number {
  return item.startFrame + item.durationFrames;
}

/** A clip with its place in the hands of the script: it moves when the script does. */
export function isScripts(item: TimelineItem): boolean {
  return item.elementId !== undefined && ((item.pins ?? 0) & pin.start) === 0;
}

/** Everything but the estimated place of a line. */
export function isClip(item: { readonly isPlace?: boolean }): boolean {
  return item.isPlace !== true;
}

/** A clip that no change of the script moves: a line that the writer took over, and whatever no line speaks. */
export function isPinned(item: TimelineItem): boolean {
  return isClip(item) && !isScripts(item) && (item.elementId !== undefined || item.state === 'media');
}

export function withPins(item: TimelineItem, pins: number): TimelineItem {
  return { ...item, pins: (item.pins ?? 0) | pins };
}

/** The timing of a line that nobody has retimed. */
export function plainTiming(elementId: string): LineTiming {
  return { elementId, shiftFrames: 0, leadFrames: 0, followsClip: false, leftOut: false };
}

export function isPlainTiming(timing: LineTiming): boolean {
  return timing.shiftFrames === 0 && timing.leadFrames === 0 && !timing.followsClip && !timing.leftOut;
}

/** Makes a sheet of lists, with its indices. */
export function createSheet(parts: {
  readonly frameRate: number;
  readonly tracks: readonly TimelineTrack[];
  readonly items: Iterable<TimelineItem>;
  readonly timings?: Iterable<LineTiming>;
}): Sheet {
  const items = new Map<string, TimelineItem>();
  for (const item of parts.items) items.set(item.id, item);
  return {
    frameRate: parts.frameRate,
    tracks: parts.tracks,
    items,
    itemsOf: indexByTrack(items.values()),
    timings: new Map([...(parts.timings ?? [])].map((timing) => [timing.elementId, timing])),
  };
}

export function indexByTrack(items: Iterable<TimelineItem>): Map<string, RangeIndex<TimelineItem>> {
  const groups = new Map<string, TimelineItem[]>();
  for (const item of items) {
    const group = groups.get(item.trackId);
    if (group) group.push(item);
    else groups.set(item.trackId, [item]);
  }
  return new Map([...groups].map(([id, group]) => [id, createRangeIndex(group)]));
}

/** The clips among `ids` that may be changed: not places, not on a locked track. In the order of their start. */
export function editableClips(sheet: Sheet, ids: Iterable<string>): TimelineItem[] {
  const locked = new Set(sheet.tracks.filter((track) => track.locked).map((track) => track.id));
  const found: TimelineItem[] = [];
  for (const id of ids) {
    const item = sheet.items.get(id);
    if (item && isClip(item) && !locked.has(item.trackId)) found.push(item);
  }
  return found.sort((a, b) => a.startFrame - b.startFrame);
}
