/** Everything of a project that its timeline is made of, read from the library. Knows no VS Code. */
import { defaultTimelineChanges, defaultTimelineId } from '../library/defaultTimeline.ts';
import type { Change, Library } from '../library/library.ts';
import type { AssetRow, LineTimingRow, ProjectRow, TimelineRow } from '../library/rows.ts';
import { framesFor, type LineRetiming, layOutScript, type ScriptLayout } from './layOutScript.ts';
import type { VoicedLine } from './planClips.ts';
import type { Beat, BeatReader, LineBeat } from './scriptBeats.ts';
import { applyChanges, readRows, type TimelineRowSet } from './timelineRows.ts';

/** An asset's columns that the timeline needs. */
export type TimelineAsset = Pick<AssetRow, 'id' | 'name' | 'file_type' | 'file_url' | 'duration_ms' | 'metadata'>;

export interface ProjectTimeline extends TimelineRowSet {
  readonly project: ProjectRow;
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
  const rows = readRows(library, timeline);
  return { ...rows, project, assets, beats, layout: layOutRows(beats, rows, assets) };
}

/** The script in time as one timeline has it: with its frame rate, and what the writer retimed there. */
export function layOutRows(
  beats: readonly Beat[],
  rows: TimelineRowSet,
  assets: ReadonlyMap<string, Pick<TimelineAsset, 'duration_ms'>>,
): ScriptLayout {
  return layOutScript(beats, rows.timeline.frame_rate, {
    soundSeconds: soundSecondsOf(beats, assets),
    retiming: retimingsOf(rows),
  });
}

function retimingsOf(rows: TimelineRowSet): (elementId: string) => LineRetiming | undefined {
  const retimings = new Map<string, LineRetiming>();
  for (const row of rows.timings) {
    const clipFrames = row.follows_clip && !row.left_out ? clipFramesOf(rows, row) : undefined;
    retimings.set(row.element_id, {
      shiftFrames: row.shift_frames,
      leftOut: row.left_out,
      followsClip: row.follows_clip,
      ...(clipFrames === undefined ? {} : { clipFrames }),
    });
  }
  return (elementId) => retimings.get(elementId);
}

/** From a line's place to the end of the last piece that is the script's; undefined when the writer has taken over all of them. */
function clipFramesOf({ origins, clips }: TimelineRowSet, timing: LineTimingRow): number | undefined {
  const ids = new Set(
    origins.filter((row) => row.element_id === timing.element_id && !row.pinned_start).map((row) => row.clip_id),
  );
  const pieces = clips.filter((clip) => ids.has(clip.id));
  if (pieces.length === 0) return undefined;
  const start = Math.min(...pieces.map((clip) => clip.start_frame));
  const end = Math.max(...pieces.map((clip) => clip.start_frame + clip.duration_frames));
  return Math.max(1, timing.lead_frames + end - start);
}

/** The length of each line's audio, for a layout. */
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
  rows: TimelineRowSet,
  assets: ReadonlyMap<string, Pick<TimelineAsset, 'duration_ms'>>,
): readonly VoicedLine[] {
  const leads = new Map(rows.timings.map((row) => [row.element_id, row.lead_frames]));
  const { frame_rate } = rows.timeline;
  return beats
    .filter((beat): beat is LineBeat => beat.kind === 'line')
    .flatMap(({ elementId, assetId, speaker }): VoicedLine[] => {
      const slot = layout.slots.get(elementId);
      const milliseconds = assetId === undefined ? undefined : assets.get(assetId)?.duration_ms;
      if (assetId === undefined || !slot || !milliseconds) return [];
      const startFrame = slot.startFrame + (leads.get(elementId) ?? 0);
      return [
        { startFrame, durationFrames: framesFor(milliseconds / 1000, frame_rate), elementId, assetId, name: speaker },
      ];
    });
}

/** A timeline's rows for planning, and the changes that make them when the project has no timeline yet. */
export interface EnsuredTimeline {
  readonly rows: TimelineRowSet;
  readonly made: readonly Change[];
}

export function ensureTimeline(library: Library, project: ProjectRow): EnsuredTimeline {
  const timeline = currentTimeline(library, project);
  if (timeline) return { rows: readRows(library, timeline), made: [] };
  const changes = defaultTimelineChanges(project.id);
  const patch = { current_timeline_id: defaultTimelineId(project.id) };
  return {
    rows: rowsOfNew(changes),
    made: [...changes, { table: 'rewrite_projects', kind: 'update', id: project.id, patch }],
  };
}

/** The rows that the changes of a new timeline insert. */
function rowsOfNew(changes: readonly Change[]): TimelineRowSet {
  const insert = changes.find((change) => change.table === 'rewrite_timelines' && change.kind === 'insert');
  if (insert?.table !== 'rewrite_timelines' || insert.kind !== 'insert') {
    throw new Error('A new timeline must have a row of its own');
  }
  const empty = { created_at: '', updated_at: '', name: null, duration_seconds: 300, frame_rate: 30 };
  const timeline: TimelineRow = { ...empty, width: 1920, height: 1080, ...insert.row };
  const none = { tracks: [], clips: [], origins: [], fades: [], timings: [], trackSettings: [] };
  return applyChanges({ timeline, ...none }, changes);
}
