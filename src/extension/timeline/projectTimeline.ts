/** Everything of a project that its timeline is made of, read from the library. Knows no VS Code. */
import { defaultTimelineChanges } from '../library/defaultTimeline.ts';
import type { Change, Library, NewRow } from '../library/library.ts';
import type { AssetRow, ClipOriginRow, ClipRow, ProjectRow, TimelineRow, TrackRow } from '../library/rows.ts';
import { layOutScript, type ScriptLayout } from './layOutScript.ts';
import type { TimelineRows, VoicedLine } from './planClips.ts';
import type { Beat, BeatReader, LineBeat } from './scriptBeats.ts';

/** An asset's columns that the timeline needs. */
export type TimelineAsset = Pick<AssetRow, 'id' | 'name' | 'file_type' | 'file_url' | 'duration_ms' | 'metadata'>;

export interface ProjectTimeline {
  readonly project: ProjectRow;
  readonly timeline: TimelineRow;
  readonly tracks: readonly TrackRow[];
  readonly clips: readonly ClipRow[];
  readonly origins: readonly ClipOriginRow[];
  readonly assets: ReadonlyMap<string, TimelineAsset>;
  readonly beats: readonly Beat[];
  readonly layout: ScriptLayout;
}

/** The timeline that a project shows: its current one, else its first. */
export function currentTimeline(library: Library, project: ProjectRow): TimelineRow | undefined {
  const current = project.current_timeline_id === null ? undefined : library.timeline(project.current_timeline_id);
  return current ?? library.timelines(project.id)[0];
}

/** Reads a project's timeline; undefined while the project has none. */
export function readProjectTimeline(
  library: Library,
  reader: BeatReader,
  projectId: string,
): ProjectTimeline | undefined {
  const project = library.project(projectId);
  const timeline = project && currentTimeline(library, project);
  if (!project || !timeline) return undefined;
  const assets = new Map(library.assets(projectId).map((asset) => [asset.id, asset]));
  const beats = reader.read(projectId);
  return {
    project,
    timeline,
    tracks: library.tracks(timeline.id),
    clips: library.clips(timeline.id),
    origins: library.clipOrigins(timeline.id),
    assets,
    beats,
    layout: layOutScript(beats, timeline.frame_rate, soundSecondsOf(beats, assets)),
  };
}

/** The length of each line's audio, for {@link layOutScript}. */
export function soundSecondsOf(
  beats: readonly Beat[],
  assets: ReadonlyMap<string, Pick<TimelineAsset, 'duration_ms'>>,
): (elementId: string) => number | undefined {
  const seconds = new Map<string, number>();
  for (const beat of beats) {
    if (beat.kind !== 'line' || beat.assetId === undefined) continue;
    const milliseconds = assets.get(beat.assetId)?.duration_ms;
    if (milliseconds) seconds.set(beat.elementId, milliseconds / 1000);
  }
  return (elementId) => seconds.get(elementId);
}

/** The lines that have audio of a known length, each in its place. */
export function voicedLines(
  beats: readonly Beat[],
  layout: ScriptLayout,
  assets: ReadonlyMap<string, Pick<TimelineAsset, 'duration_ms'>>,
): readonly VoicedLine[] {
  return beats
    .filter((beat): beat is LineBeat => beat.kind === 'line')
    .flatMap(({ elementId, assetId, speaker }): VoicedLine[] => {
      const slot = layout.slots.get(elementId);
      if (assetId === undefined || !slot || !assets.get(assetId)?.duration_ms) return [];
      return [{ ...slot, elementId, assetId, name: speaker }];
    });
}

/** A timeline's rows for planning, and the changes that make them when the project has no timeline yet. */
export interface EnsuredTimeline {
  readonly rows: TimelineRows;
  readonly made: readonly Change[];
}

export function ensureTimeline(library: Library, project: ProjectRow): EnsuredTimeline {
  const timeline = currentTimeline(library, project);
  if (timeline) {
    const { id } = timeline;
    return {
      rows: { timeline, tracks: library.tracks(id), clips: library.clips(id), origins: library.clipOrigins(id) },
      made: [],
    };
  }
  const changes = defaultTimelineChanges(project.id);
  const rows = rowsOf(changes);
  const patch = { current_timeline_id: rows.timeline.id };
  return {
    rows,
    made: [...changes, { table: 'rewrite_projects', kind: 'update', id: project.id, patch }],
  };
}

/** The rows that the changes of a new timeline insert. */
function rowsOf(changes: readonly Change[]): TimelineRows {
  const timelines: NewRow<'rewrite_timelines'>[] = [];
  const tracks: TimelineRows['tracks'][number][] = [];
  for (const change of changes) {
    if (change.kind !== 'insert') continue;
    if (change.table === 'rewrite_timelines') timelines.push(change.row);
    if (change.table === 'rewrite_tracks') tracks.push({ ...change.row, name: change.row.name ?? null });
  }
  const [timeline] = timelines;
  if (!timeline) throw new Error('A new timeline must have a row of its own');
  const { id, frame_rate = 30, duration_seconds = 300 } = timeline;
  return { timeline: { id, frame_rate, duration_seconds }, tracks, clips: [], origins: [] };
}
