import type { Change, NewRow } from '../library/library.ts';

/** Where a new voice comes to lie: the timeline's part of the transaction that stores it. */
export interface VoiceLanding {
  /** The changes (timeline, tracks, clips, origins) that put this voice in its place, given that `asset` is inserted before them. */
  changesFor(voice: {
    readonly projectId: string;
    readonly elementId: string;
    readonly asset: NewRow<'rewrite_assets'>;
  }): readonly Change[];
}
