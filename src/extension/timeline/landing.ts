/** Where voices come to lie, and how the timeline follows the script. Knows no VS Code. */
import type { Change, Library } from '../library/library.ts';
import type { VoiceLanding } from '../voices/voiceLanding.ts';
import { layOutScript } from './layOutScript.ts';
import { planClips } from './planClips.ts';
import { ensureTimeline, soundSecondsOf, voicedLines } from './projectTimeline.ts';
import type { Beat, BeatReader } from './scriptBeats.ts';

export interface Landing extends VoiceLanding {
  /** The changes that bring a project's timeline in step with its scripts; none when it is. */
  changesForScripts(projectId: string): readonly Change[];
}

type Voice = Parameters<VoiceLanding['changesFor']>[0];

/** Makes the landing over a library. `newId` gives UUIDs for new clips and tracks. */
export function createLanding(library: Library, reader: BeatReader, newId: () => string): Landing {
  function plan(projectId: string, voice?: Voice): readonly Change[] {
    const project = library.project(projectId);
    if (!project) return [];
    const beats = withVoice(reader.read(projectId), voice);
    const assets = new Map<string, { readonly duration_ms: number | null }>(
      library.assets(projectId).map((asset) => [asset.id, asset]),
    );
    if (voice) assets.set(voice.asset.id, { duration_ms: voice.asset.duration_ms ?? null });
    const { rows, made } = ensureTimeline(library, project);
    const layout = layOutScript(beats, rows.timeline.frame_rate, soundSecondsOf(beats, assets));
    const planned = planClips(rows, voicedLines(beats, layout, assets), newId);
    return planned.length === 0 ? [] : [...made, ...planned];
  }

  return {
    changesFor: (voice) => plan(voice.projectId, voice),
    changesForScripts: (projectId) => plan(projectId),
  };
}

/** The beats as they will be when the new voice is stored. */
function withVoice(beats: readonly Beat[], voice: Voice | undefined): readonly Beat[] {
  if (!voice) return beats;
  return beats.map((beat) =>
    beat.kind === 'line' && beat.elementId === voice.elementId ? { ...beat, assetId: voice.asset.id } : beat,
  );
}
