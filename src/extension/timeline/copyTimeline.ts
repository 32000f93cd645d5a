/** A copy of a timeline with everything on it. Knows no VS Code. */
import type { Change } from '../library/library.ts';
import { derivedId } from '../library/uuid.ts';
import type { TimelineRowSet } from './timelineRows.ts';

export function copyChanges(
  rows: TimelineRowSet,
  name: string,
  newId: () => string,
): { readonly id: string; readonly changes: readonly Change[] } {
  const id = newId();
  const { created_at: _created, updated_at: _updated, ...timeline } = rows.timeline;
  const trackIds = new Map(rows.tracks.map((track) => [track.id, newId()]));
  const clipIds = new Map(rows.clips.map((clip) => [clip.id, newId()]));
  const of = (ids: ReadonlyMap<string, string>, old: string) => ids.get(old) ?? old;
  const changes: Change[] = [
    { table: 'rewrite_timelines', kind: 'insert', row: { ...timeline, id, name } },
    ...rows.tracks.map(({ created_at: _at, ...track }): Change => {
      const row = { ...track, id: of(trackIds, track.id), timeline_id: id };
      return { table: 'rewrite_tracks', kind: 'insert', row };
    }),
    ...rows.trackSettings.map((row): Change => {
      return { table: 'track_settings', kind: 'insert', row: { ...row, track_id: of(trackIds, row.track_id) } };
    }),
    ...rows.clips.map(({ created_at: _at, updated_at: _up, ...clip }): Change => {
      const row = { ...clip, id: of(clipIds, clip.id), track_id: of(trackIds, clip.track_id) };
      return { table: 'rewrite_clips', kind: 'insert', row };
    }),
    ...rows.origins.map((row): Change => {
      return { table: 'rewrite_clip_origins', kind: 'insert', row: { ...row, clip_id: of(clipIds, row.clip_id) } };
    }),
    ...rows.fades.map((row): Change => {
      return { table: 'rewrite_clip_fades', kind: 'insert', row: { ...row, clip_id: of(clipIds, row.clip_id) } };
    }),
    ...rows.timings.map((row): Change => {
      const copy = { ...row, id: derivedId(id, 'lineTiming', row.element_id), timeline_id: id };
      return { table: 'rewrite_line_timings', kind: 'insert', row: copy };
    }),
  ];
  return { id, changes };
}
