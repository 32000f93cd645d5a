/** A library with one short script, as the sync leaves it: two scenes, Swedish and English. */
import { createHash, randomUUID } from 'node:crypto';
import path from 'node:path';
import { defaultTimelineChanges, defaultTimelineId } from '../../src/extension/library/defaultTimeline.ts';
import type { Change, Library } from '../../src/extension/library/library.ts';
import { createMediaStore, type MediaStore } from '../../src/extension/library/media.ts';
import { createLibrary } from '../../src/extension/library/sqliteLibrary.ts';
import { createTraces } from '../../src/extension/library/traces.ts';
import { createVoiceJobs, type VoiceJobs, type VoiceJobsDeps } from '../../src/extension/voices/voiceJobs.ts';
import type { VoiceLanding } from '../../src/extension/voices/voiceLanding.ts';
import type { VoiceProvider } from '../../src/extension/voices/voiceProvider.ts';
import { keepingLog } from './voiceSetup.ts';

export function hashOf(content: string): string {
  return createHash('sha256').update(content.normalize('NFC'), 'utf8').digest('hex');
}

export interface Studio {
  readonly library: Library;
  readonly media: MediaStore;
  readonly jobs: VoiceJobs;
  readonly log: ReturnType<typeof keepingLog>;
}

/** A window's view of the library in `directory`. */
export function openStudio(directory: string, provider: VoiceProvider, more: Partial<VoiceJobsDeps> = {}): Studio {
  const log = keepingLog();
  const library = createLibrary({ directory, log });
  const media = createMediaStore({ root: path.join(directory, 'media'), log });
  const traces = createTraces(library, log);
  const deps = { library, media, traces, provider, landing: landOnTimeline(library), log, ...more };
  return { library, media, jobs: createVoiceJobs(deps), log };
}

/** The shortest landing that does what one must: it makes the first timeline when there is none, and gives each line one clip. */
export function landOnTimeline(library: Library): VoiceLanding {
  return {
    changesFor({ projectId, elementId, asset }) {
      const timelineId = defaultTimelineId(projectId);
      const made = library.timeline(timelineId) ? [] : defaultTimelineChanges(projectId);
      const earlier = library.clipOrigins(timelineId).find((origin) => origin.element_id === elementId);
      if (earlier) {
        return [{ table: 'rewrite_clips', kind: 'update', id: earlier.clip_id, patch: { asset_id: asset.id } }];
      }
      const tracks: readonly { readonly id: string; readonly type: string }[] = made.length
        ? made.flatMap((change) => (change.table === 'rewrite_tracks' && change.kind === 'insert' ? [change.row] : []))
        : library.tracks(timelineId);
      const track = tracks.find(({ type }) => type === 'audio');
      if (!track) throw new Error('no audio track');
      const clip = { id: randomUUID(), track_id: track.id, asset_id: asset.id, start_frame: 0, duration_frames: 60 };
      return [
        ...made,
        { table: 'rewrite_clips', kind: 'insert', row: clip },
        { table: 'rewrite_clip_origins', kind: 'insert', row: { clip_id: clip.id, element_id: elementId } },
      ];
    },
  };
}

export interface Line {
  readonly speaker: string;
  readonly words: string;
}

const scenes = [
  { location: 'VARDAGSRUM', time_of_day: 'DAG', action: 'Tove står vid fönstret och ser ut över havet. Det regnar.' },
  { location: 'HARBOUR', time_of_day: 'NIGHT', action: 'The boats are knocking against the pier. Nobody is there.' },
] as const;

export interface StoredScript {
  readonly projectId: string;
  readonly scriptId: string;
  /** Element ids of the lines, in order. */
  readonly lines: readonly string[];
}

/** Stores a script whose `swedish` lines stand in its first scene and whose `english` lines stand in its second. */
export function storeScript(library: Library, swedish: readonly Line[], english: readonly Line[] = []): StoredScript {
  const projectId = randomUUID();
  const scriptId = randomUUID();
  const lines: string[] = [];
  const changes: Change[] = [
    { table: 'rewrite_projects', kind: 'insert', row: { id: projectId, name: 'Test', slug: projectId } },
    { table: 'rewrite_scripts', kind: 'insert', row: { id: scriptId, project_id: projectId } },
  ];
  for (const [index, { action, ...heading }] of scenes.entries()) {
    const sceneId = randomUUID();
    changes.push({
      table: 'rewrite_scenes',
      kind: 'insert',
      row: {
        id: sceneId,
        script_id: scriptId,
        element_id: randomUUID(),
        order_index: index,
        int_ext: 'INT',
        ...heading,
      },
    });
    let order = 0;
    const add = (type: 'action' | 'dialogue', content: string, character_name: string | null = null) => {
      const id = randomUUID();
      const place = { scene_id: sceneId, order_index: order++ };
      const row = { ...place, id, element_id: id, type, content, character_name, content_hash: hashOf(content) };
      changes.push({ table: 'rewrite_scene_content', kind: 'insert', row });
      return id;
    };
    add('action', action);
    for (const { speaker, words } of index === 0 ? swedish : english) lines.push(add('dialogue', words, speaker));
  }
  library.apply(changes);
  return { projectId, scriptId, lines };
}

/** Changes a line's words as the sync does. */
export function rewriteLine(library: Library, elementId: string, words: string): void {
  const line = library.line(elementId)?.line;
  if (!line) throw new Error('no such line');
  const audio_status = line.audio_asset_id === null ? line.audio_status : 'stale';
  const patch = { content: words, content_hash: hashOf(words), audio_status } as const;
  library.apply([{ table: 'rewrite_scene_content', kind: 'update', id: line.id, patch }]);
}
