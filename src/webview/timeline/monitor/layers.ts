/** Which pictures show at a frame, and how much of them. Pure. */
import type { Picture } from '../model.ts';
import { isHeard, levelAt } from '../playback.ts';
import type { TimelineItem } from '../protocol.ts';

/** One picture or film. */
export interface Layer {
  readonly item: TimelineItem;
  readonly kind: 'image' | 'video';
  readonly uri: string;
  /** 0 to 1, fades included. */
  readonly opacity: number;
  /** Where the film is, in seconds of its file. */
  readonly fileSeconds: number;
  /** How loud a film's own sound is, 0 to 9.99; 0 on a muted track. */
  readonly volume: number;
  /** It does not show yet; it is loaded, so that it is there at its cut. */
  readonly isAhead: boolean;
}

/** Pictures are loaded this long before they show. */
const aheadSeconds = 2;

/** A clip whose file is gone: something should be here. */
export interface Shown {
  /** The lowest first. Of the video tracks the first is on top, as on the stage. */
  readonly layers: readonly Layer[];
  readonly missing: readonly TimelineItem[];
}

export function shownAt(picture: Picture, frame: number): Shown {
  const layers: Layer[] = [];
  const missing: TimelineItem[] = [];
  for (const track of picture.tracks.toReversed()) {
    if (track.type !== 'video' || track.hidden) continue;
    const isAudible = isHeard(track, picture.tracks);
    const index = picture.itemsOf.get(track.id);
    const now = index?.findAt(frame);
    index?.visit(frame, frame + aheadSeconds * picture.frameRate, (item) => {
      const isAhead = item.startFrame > frame;
      if (!isAhead && item !== now) return;
      const layer = layerOf(item, frame, picture.frameRate, isAudible && !isAhead);
      if (layer) layers.push(isAhead ? { ...layer, isAhead, opacity: 0 } : layer);
      else if (!isAhead && item.state === 'missing') missing.push(item);
    });
  }
  return { layers, missing };
}

function layerOf(item: TimelineItem, frame: number, frameRate: number, isAudible: boolean): Layer | undefined {
  const uri = item.film ?? item.thumbnail;
  if (uri === undefined || item.state === 'missing') return undefined;
  const seconds = Math.max(0, frame - item.startFrame) / frameRate;
  const full = levelAt({ ...item, volume: 1 }, seconds, frameRate);
  return {
    ...{ item, uri, kind: item.film === undefined ? 'image' : 'video' },
    opacity: Math.min(1, Math.max(0, item.opacity ?? 1)) * full,
    fileSeconds: item.offsetFrames / frameRate + seconds,
    isAhead: false,
    volume: isAudible ? item.volume * full : 0,
  };
}
