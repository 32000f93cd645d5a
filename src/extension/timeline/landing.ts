/** Where voices come to lie, and how the timeline follows the script. Knows no VS Code. */
import type { Change, Library } from '../library/library.ts';
import type { AssetRow } from '../library/rows.ts';
import type { VoiceLanding } from '../voices/voiceLanding.ts';
import { planClips } from './planClips.ts';
import { planStills } from './planStills.ts';
import { ensureTimeline, layOutRows, voicedLines } from './projectTimeline.ts';
import type { Beat, BeatReader } from './scriptBeats.ts';
import { applyChanges, type TimelineRowSet } from './timelineRows.ts';

export interface Landing extends VoiceLanding {
  /** The changes that bring a project's timeline in step with its scripts; none when it is. */
  changesForScripts(projectId: string): readonly Change[];
  /**
   * The changes that lay out everything that the scripts have: lines that the writer had left out come back, and the pictures of each
   * scene. What is pinned stays.
   */
  changesForAssembly(projectId: string): readonly Change[];
  /** The changes that bring these rows, as they will be, in step with the project's scripts. */
  changesForRows(projectId: string, rows: TimelineRowSet): readonly Change[];
}

type Voice = Parameters<VoiceLanding['changesFor']>[0];

type KnownAsset = Pick<AssetRow, 'id' | 'name' | 'file_type' | 'metadata' | 'duration_ms'>;

/** Makes the landing over a library. `newId` gives UUIDs for new clips and tracks. */
export function createLanding(library: Library, reader: BeatReader, newId: () => string): Landing {
  function planRows(projectId: string, rows: TimelineRowSet, more: { voice?: Voice; isComplete?: boolean } = {}) {
    const beats = withVoice(reader.read(projectId), more.voice);
    const assets = new Map<string, KnownAsset>(library.assets(projectId).map((asset) => [asset.id, asset]));
    if (more.voice) assets.set(more.voice.asset.id, knownAsset(more.voice));
    const layout = layOutRows(beats, rows, assets);
    const stills = planStills(rows, layout, assets, more.isComplete ?? false);
    return planClips(rows, voicedLines(beats, layout, rows, assets), newId, stills);
  }

  function plan(projectId: string, voice?: Voice): readonly Change[] {
    const project = library.project(projectId);
    if (!project) return [];
    const { rows, made } = ensureTimeline(library, project);
    const planned = planRows(projectId, rows, voice ? { voice } : {});
    return planned.length === 0 ? [] : [...made, ...planned];
  }

  function assemble(projectId: string): readonly Change[] {
    const project = library.project(projectId);
    if (!project) return [];
    const { rows, made } = ensureTimeline(library, project);
    const back = rows.timings
      .filter((timing) => timing.left_out)
      .map(({ id }): Change => ({ table: 'rewrite_line_timings', kind: 'delete', id }));
    const planned = planRows(projectId, applyChanges(rows, back), { isComplete: true });
    return back.length + planned.length === 0 ? [] : [...made, ...back, ...planned];
  }

  return {
    changesFor: (voice) => plan(voice.projectId, voice),
    changesForScripts: (projectId) => plan(projectId),
    changesForAssembly: assemble,
    changesForRows: (projectId, rows) => planRows(projectId, rows),
  };
}

function knownAsset({ asset }: Voice): KnownAsset {
  const { id, name = null, file_type, metadata = null, duration_ms = null } = asset;
  return { id, name, file_type, metadata, duration_ms };
}

/** The beats as they will be when the new voice is stored. */
function withVoice(beats: readonly Beat[], voice: Voice | undefined): readonly Beat[] {
  if (!voice) return beats;
  return beats.map((beat) =>
    beat.kind === 'line' && beat.elementId === voice.elementId ? { ...beat, assetId: voice.asset.id } : beat,
  );
}
