/** A timeline at another frame rate: everything stays at its time, to the nearest frame. Knows no VS Code. */
import type { Change } from '../library/library.ts';
import type { ClipRow } from '../library/rows.ts';
import type { TimelineRowSet } from './timelineRows.ts';

/** The changes of clips, fades and timings (not of the timeline's own row). Clips that touched still do, none comes to lie over another. */
export function retimeChanges(rows: TimelineRowSet, frameRate: number): readonly Change[] {
  const factor = frameRate / rows.timeline.frame_rate;
  const at = (frame: number) => Math.round(frame * factor);
  const byTrack = Map.groupBy(rows.clips, (clip) => clip.track_id);
  const clips = [...byTrack.values()].flatMap((group) => retimeTrack(group, at));
  const fades = rows.fades.map(({ clip_id, fade_in_frames, fade_out_frames }): Change => {
    const patch = { fade_in_frames: at(fade_in_frames), fade_out_frames: at(fade_out_frames) };
    return { table: 'rewrite_clip_fades', kind: 'update', id: clip_id, patch };
  });
  const timings = rows.timings.map(({ id, shift_frames, lead_frames }): Change => {
    const patch = { shift_frames: at(shift_frames), lead_frames: at(lead_frames) };
    return { table: 'rewrite_line_timings', kind: 'update', id, patch };
  });
  return [...clips, ...fades, ...timings];
}

function retimeTrack(clips: readonly ClipRow[], at: (frame: number) => number): Change[] {
  let free = 0;
  return [...clips]
    .sort((a, b) => a.start_frame - b.start_frame)
    .map((clip): Change => {
      const start_frame = Math.max(free, at(clip.start_frame));
      const duration_frames = Math.max(1, at(clip.start_frame + clip.duration_frames) - start_frame);
      free = start_frame + duration_frames;
      const patch = { start_frame, duration_frames, offset_frames: at(clip.offset_frames) };
      return { table: 'rewrite_clips', kind: 'update', id: clip.id, patch };
    });
}
