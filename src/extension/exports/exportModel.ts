/** A timeline as it is exported: what the library holds, put together and cleaned once. Frames are integers at the timeline's rate. */
import { spokenText } from '../../language/timing.ts';
import type { Library } from '../library/library.ts';
import type { AssetRow, ClipRow, TimelineRow, TrackRow } from '../library/rows.ts';

export interface ExportAsset {
  readonly id: string;
  readonly name: string;
  readonly type: 'image' | 'audio' | 'video';
  /** Where its file lies in the media store. */
  readonly fileUrl: string;
  /** Length of the sound or film; 0 for a picture. */
  readonly durationSeconds: number;
}

/** The line of the script that a clip speaks. */
export interface ExportLine {
  readonly speaker: string;
  /** The spoken words, without directions, notes and marks of emphasis; lines of the script are lines here. */
  readonly text: string;
}

export interface ExportClip {
  readonly id: string;
  readonly name: string;
  readonly startFrame: number;
  readonly durationFrames: number;
  /** Where in its source the clip begins. */
  readonly offsetFrames: number;
  /** 0 to 9.99; 1 leaves the sound as it is. */
  readonly volume: number;
  /** 0 to 1. */
  readonly opacity: number;
  readonly fadeInFrames: number;
  readonly fadeOutFrames: number;
  /** Missing when the file is gone. */
  readonly asset: ExportAsset | undefined;
  readonly line: ExportLine | undefined;
}

export interface ExportTrack {
  readonly name: string;
  readonly type: 'video' | 'audio';
  /** A sound track that is heard (not muted, and soloed when any is), or a picture track that is seen (not hidden). */
  readonly isOn: boolean;
  /** Whether what lies on it can be heard: on a picture track the films' own sound. */
  readonly isHeard: boolean;
  /** By start, then in the order of the library. */
  readonly clips: readonly ExportClip[];
}

export interface ExportTimeline {
  readonly name: string;
  /** Frames a second, at least 1. */
  readonly frameRate: number;
  readonly width: number;
  readonly height: number;
  /** Where the last clip ends. */
  readonly durationFrames: number;
  /** From the bottom picture up, then sound from the top down. */
  readonly tracks: readonly ExportTrack[];
}

/** What is read of media files. */
export interface ExportMedia {
  exists(fileUrl: string): boolean;
}

/** Reads a timeline for export; undefined when there is none. Clips of no length are left out. */
export function readExport(library: Library, media: ExportMedia, timelineId: string): ExportTimeline | undefined {
  const timeline = library.timeline(timelineId);
  if (!timeline) return undefined;
  const read = new ExportReader(library, media, timeline);
  const tracks = read.tracks();
  const clips = tracks.flatMap((track) => track.clips);
  return {
    name: nameOf(library, timeline),
    frameRate: Math.max(1, timeline.frame_rate),
    width: timeline.width,
    height: timeline.height,
    durationFrames: clips.reduce((end, clip) => Math.max(end, clip.startFrame + clip.durationFrames), 0),
    tracks,
  };
}

/** The project's name, and the timeline's when the project has several. */
function nameOf(library: Library, { project_id: projectId, name }: TimelineRow): string {
  const project = library.project(projectId)?.name ?? '';
  if (name === null || name === '' || library.timelines(projectId).length < 2) return project;
  return `${project} - ${name}`;
}

class ExportReader {
  readonly #library: Library;
  readonly #media: ExportMedia;
  readonly #timeline: TimelineRow;
  readonly #assets: ReadonlyMap<string, AssetRow>;
  readonly #lines: ReadonlyMap<string, ExportLine>;
  readonly #originOf: ReadonlyMap<string, string>;
  readonly #fades: ReadonlyMap<string, { readonly fade_in_frames: number; readonly fade_out_frames: number }>;

  constructor(library: Library, media: ExportMedia, timeline: TimelineRow) {
    const { id, project_id: projectId } = timeline;
    this.#library = library;
    this.#media = media;
    this.#timeline = timeline;
    this.#assets = new Map(library.assets(projectId).map((asset) => [asset.id, asset]));
    this.#lines = linesOf(library, projectId);
    this.#originOf = new Map(library.clipOrigins(id).map((origin) => [origin.clip_id, origin.element_id]));
    this.#fades = new Map(library.clipFades(id).map((fade) => [fade.clip_id, fade]));
  }

  tracks(): readonly ExportTrack[] {
    const all = this.#library.tracks(this.#timeline.id);
    // The first picture track covers those after it.
    const rows = [...all.filter(isPicture).toReversed(), ...all.filter((track) => !isPicture(track))];
    const clips = Map.groupBy(this.#library.clips(this.#timeline.id), (clip) => clip.track_id);
    const settings = this.#library.trackSettings(this.#timeline.id);
    const solo = new Set(settings.flatMap((setting) => (setting.solo ? [setting.track_id] : [])));
    const hasSolo = all.some((track) => track.type === 'audio' && solo.has(track.id));
    const isHeard = (track: TrackRow) => !track.muted && (!hasSolo || solo.has(track.id));
    return rows.map((track) => ({
      name: track.name ?? '',
      type: track.type,
      isOn: isPicture(track) ? !track.hidden : isHeard(track),
      isHeard: isHeard(track) && !(isPicture(track) && track.hidden),
      clips: (clips.get(track.id) ?? [])
        .filter((clip) => clip.duration_frames > 0 && clip.start_frame + clip.duration_frames > 0)
        .map((clip) => this.#clip(clip))
        .toSorted((a, b) => a.startFrame - b.startFrame),
    }));
  }

  #clip(row: ClipRow): ExportClip {
    const asset = row.asset_id === null ? undefined : this.#assets.get(row.asset_id);
    const line = this.#lines.get(this.#originOf.get(row.id) ?? '');
    const fade = this.#fades.get(row.id);
    // What begins before the timeline does is heard from the timeline's start on.
    const cut = Math.max(0, -row.start_frame);
    return {
      id: row.id,
      name: row.name || line?.speaker || asset?.name || '',
      startFrame: row.start_frame + cut,
      durationFrames: row.duration_frames - cut,
      offsetFrames: Math.max(0, row.offset_frames) + cut,
      volume: row.volume,
      opacity: Math.min(1, Math.max(0, row.opacity)),
      fadeInFrames: fade?.fade_in_frames ?? 0,
      fadeOutFrames: fade?.fade_out_frames ?? 0,
      asset: this.#asset(asset),
      line,
    };
  }

  #asset(row: AssetRow | undefined): ExportAsset | undefined {
    if (!row?.file_url || !this.#media.exists(row.file_url)) return undefined;
    return {
      id: row.id,
      name: row.name ?? '',
      type: row.file_type,
      fileUrl: row.file_url,
      durationSeconds: (row.duration_ms ?? 0) / 1000,
    };
  }
}

const isPicture = (track: TrackRow) => track.type === 'video';

function linesOf(library: Library, projectId: string): ReadonlyMap<string, ExportLine> {
  const rows = library.scripts(projectId).flatMap((script) => library.content(script.id));
  const lines = rows.flatMap((row): [string, ExportLine][] =>
    row.type === 'dialogue'
      ? [[row.element_id, { speaker: row.character_name ?? '', text: spokenText(row.content ?? '').trim() }]]
      : [],
  );
  return new Map(lines);
}
