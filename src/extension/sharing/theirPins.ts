/**
 * The script owns a clip's start, trim and volume until a writer takes one over (its pins). What another writer has pinned there outranks
 * what following the script has done to the same clip here. Pure.
 */
import type { RowValues } from '../library/replicaStore.ts';
import type { Push } from './remoteProject.ts';

/** The columns of `rewrite_clips` that each flag of `rewrite_clip_origins` is about. */
const pinnedColumns = {
  pinned_start: ['start_frame', 'track_id'],
  pinned_trim: ['duration_frames', 'offset_frames'],
  pinned_volume: ['volume'],
} as const;

export interface Pins {
  /** The clip's origin as it is here; undefined: it speaks no line. */
  readonly here: RowValues | undefined;
  readonly there: RowValues | undefined;
}

/** `clip`: as it would be here now. `pulled`: as the server has it. */
export function withTheirPins(clip: RowValues, pulled: RowValues, { here, there }: Pins): RowValues {
  if (!here || !there) return clip;
  const next: Record<string, unknown> = { ...clip };
  for (const [flag, columns] of Object.entries(pinnedColumns)) {
    if (there[flag] !== true || here[flag] === true) continue;
    for (const column of columns) next[column] = pulled[column];
  }
  return next;
}

/**
 * A push that is sent again, perhaps days later, leaves out what it says of clips that are there: somebody may have pinned them since. It
 * waits on and is sent after the next pull. The changes keep their places, by which the server may have answered already.
 */
export function withoutClipPatches(push: Push): Push {
  const changes = push.changes.map((change) =>
    change.table === 'rewrite_clips' && change.kind === 'update' ? { ...change, patch: {} } : change,
  );
  return { ...push, changes };
}
