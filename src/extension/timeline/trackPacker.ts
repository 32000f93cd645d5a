/** Finds a track where a clip does not lie over another one. Pure. */
import type { Stretch } from './layOutScript.ts';

interface Taken {
  readonly start: number;
  readonly end: number;
}

/** One track's taken stretches, merged where they touch each other and in order. */
class TakenFrames {
  readonly #taken: Taken[] = [];

  isFree({ startFrame, durationFrames }: Stretch): boolean {
    const end = startFrame + durationFrames;
    const at = this.#firstEndingAfter(startFrame);
    const next = this.#taken[at];
    return next === undefined || next.start >= end;
  }

  take({ startFrame, durationFrames }: Stretch): void {
    const from = this.#firstEndingAfter(startFrame);
    let start = startFrame;
    let end = startFrame + durationFrames;
    let count = 0;
    for (let at = from; at < this.#taken.length; at++, count++) {
      const other = this.#taken[at];
      if (!other || other.start >= end) break;
      start = Math.min(start, other.start);
      end = Math.max(end, other.end);
    }
    this.#taken.splice(from, count, { start, end });
  }

  /** Index of the first stretch that ends after `frame`. */
  #firstEndingAfter(frame: number): number {
    let low = 0;
    let high = this.#taken.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#taken[middle]?.end ?? 0) > frame) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** Puts clips on tracks. Tracks are tried in the order given; a clip that has a track stays there when it can. */
export class TrackPacker {
  readonly #tracks = new Map<string, TakenFrames>();

  constructor(trackIds: readonly string[]) {
    for (const id of trackIds) this.addTrack(id);
  }

  addTrack(id: string): void {
    this.#tracks.set(id, new TakenFrames());
  }

  /** Marks frames of a track as taken, free or not. A track that is not packed (video) is ignored. */
  take(trackId: string, stretch: Stretch): void {
    this.#tracks.get(trackId)?.take(stretch);
  }

  /** Takes `stretch` on `preferred`, else on the first track where it is free; undefined when there is none. */
  place(stretch: Stretch, preferred?: string): string | undefined {
    const order = preferred === undefined ? this.#tracks.keys() : [preferred, ...this.#tracks.keys()];
    for (const id of order) {
      const track = this.#tracks.get(id);
      if (!track?.isFree(stretch)) continue;
      track.take(stretch);
      return id;
    }
    return undefined;
  }
}
