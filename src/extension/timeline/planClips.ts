/**
 * What must change on a timeline so that every voiced line lies in its place. Pure: ids come from the caller.
 * The script owns a clip's start, trim and volume until the writer takes one over (`pinned_*`); what is pinned never moves, and a
 * pinned line's place in the script stays free, so that pinning one line moves no other.
 */
import type { Change } from '../library/library.ts';
import type { ClipOriginRow, ClipRow, TimelineRow, TrackRow } from '../library/rows.ts';
import type { Stretch } from './layOutScript.ts';
import { TrackPacker } from './trackPacker.ts';

export type PlannedTrack = Pick<TrackRow, 'id' | 'name' | 'type' | 'order_index'>;
export type PlannedClip = Pick<
  ClipRow,
  'id' | 'track_id' | 'asset_id' | 'start_frame' | 'duration_frames' | 'offset_frames'
>;

/** A timeline's rows, as far as planning looks at them. Clips of a track come in the order of their start. */
export interface TimelineRows {
  readonly timeline: Pick<TimelineRow, 'id' | 'frame_rate' | 'duration_seconds'>;
  readonly tracks: readonly PlannedTrack[];
  readonly clips: readonly PlannedClip[];
  readonly origins: readonly ClipOriginRow[];
}

/** A line that has audio, and the place that the script gives it; its length is that of the audio. */
export interface VoicedLine extends Stretch {
  readonly elementId: string;
  readonly assetId: string;
  /** What the clip is called. */
  readonly name: string;
}

/** The changes for `lines`, in the order of the script; none when all is in place. */
export function planClips(rows: TimelineRows, lines: readonly VoicedLine[], newId: () => string): readonly Change[] {
  return new ClipPlan(rows, lines, newId).changes();
}

interface OwnClip {
  readonly clip: PlannedClip;
  readonly origin: ClipOriginRow;
}

/** The clip that speaks each line. Of copies the writer made, the first; the others are the writer's. */
function ownClips({ clips, origins }: TimelineRows): ReadonlyMap<string, OwnClip> {
  const originOf = new Map(origins.map((origin) => [origin.clip_id, origin]));
  const own = new Map<string, OwnClip>();
  for (const clip of [...clips].sort((a, b) => a.start_frame - b.start_frame)) {
    const origin = originOf.get(clip.id);
    if (origin && !own.has(origin.element_id)) own.set(origin.element_id, { clip, origin });
  }
  return own;
}

function isPinned(origin: ClipOriginRow): boolean {
  return origin.pinned_start || origin.pinned_trim || origin.pinned_volume;
}

function stretchOf(clip: PlannedClip): Stretch {
  return { startFrame: clip.start_frame, durationFrames: clip.duration_frames };
}

class ClipPlan {
  readonly #rows: TimelineRows;
  readonly #lines: readonly VoicedLine[];
  readonly #newId: () => string;
  readonly #own: ReadonlyMap<string, OwnClip>;
  readonly #tracks: PlannedTrack[];
  readonly #packer: TrackPacker;
  readonly #changes: Change[] = [];
  #endFrame = 0;

  constructor(rows: TimelineRows, lines: readonly VoicedLine[], newId: () => string) {
    this.#rows = rows;
    this.#lines = lines;
    this.#newId = newId;
    this.#own = ownClips(rows);
    this.#tracks = rows.tracks.filter((track) => track.type === 'audio').sort((a, b) => a.order_index - b.order_index);
    this.#packer = new TrackPacker(this.#tracks.map((track) => track.id));
  }

  changes(): readonly Change[] {
    const gone = this.#goneClips();
    for (const id of gone) this.#changes.push({ table: 'rewrite_clips', kind: 'delete', id });
    this.#takeFixed(new Set(gone));
    for (const line of this.#lines) this.#placeLine(line);
    this.#growTimeline();
    return this.#changes;
  }

  /** Clips whose line is gone or silent, unless the writer took over something of them. */
  #goneClips(): string[] {
    const voiced = new Set(this.#lines.map((line) => line.elementId));
    return [...this.#own.values()]
      .filter(({ origin }) => !voiced.has(origin.element_id) && !isPinned(origin))
      .map(({ clip }) => clip.id);
  }

  /** What stays where it is, whatever the script says: the writer's own clips and pinned ones. */
  #takeFixed(gone: ReadonlySet<string>): void {
    const voiced = new Set(this.#lines.map((line) => line.elementId));
    const moving = new Set(
      [...this.#own.values()]
        .filter(({ origin }) => voiced.has(origin.element_id) && !origin.pinned_start)
        .map(({ clip }) => clip.id),
    );
    for (const clip of this.#rows.clips) {
      if (gone.has(clip.id) || moving.has(clip.id)) continue;
      this.#packer.take(clip.track_id, stretchOf(clip));
      this.#reach(stretchOf(clip));
    }
  }

  #placeLine(line: VoicedLine): void {
    const own = this.#own.get(line.elementId);
    if (own) this.#updateClip(own, line);
    else this.#insertClip(line);
  }

  #updateClip({ clip, origin }: OwnClip, line: VoicedLine): void {
    const start_frame = origin.pinned_start ? clip.start_frame : line.startFrame;
    const trim = trimFor(clip, origin, line);
    const stretch = { startFrame: start_frame, durationFrames: trim.duration_frames };
    const track_id = origin.pinned_start ? clip.track_id : this.#trackFor(stretch, clip.track_id);
    this.#reach(stretch);
    const patch: Partial<ClipRow> = {
      ...(clip.asset_id === line.assetId ? {} : { asset_id: line.assetId, name: line.name }),
      ...(clip.track_id === track_id ? {} : { track_id }),
      ...(clip.start_frame === start_frame ? {} : { start_frame }),
      ...(clip.duration_frames === trim.duration_frames ? {} : { duration_frames: trim.duration_frames }),
      ...(clip.offset_frames === trim.offset_frames ? {} : { offset_frames: trim.offset_frames }),
    };
    if (Object.keys(patch).length === 0) return;
    this.#changes.push({ table: 'rewrite_clips', kind: 'update', id: clip.id, patch });
  }

  #insertClip(line: VoicedLine): void {
    const track_id = this.#trackFor(line);
    const id = this.#newId();
    this.#reach(line);
    this.#changes.push(
      {
        table: 'rewrite_clips',
        kind: 'insert',
        row: {
          id,
          track_id,
          asset_id: line.assetId,
          start_frame: line.startFrame,
          duration_frames: line.durationFrames,
          name: line.name,
        },
      },
      { table: 'rewrite_clip_origins', kind: 'insert', row: { clip_id: id, element_id: line.elementId } },
    );
  }

  /** A free track; a new audio track when every one is taken there. */
  #trackFor(stretch: Stretch, preferred?: string): string {
    return this.#packer.place(stretch, preferred) ?? this.#addTrack(stretch);
  }

  #addTrack(stretch: Stretch): string {
    const id = this.#newId();
    const order_index =
      Math.max(
        -1,
        ...this.#rows.tracks.map((track) => track.order_index),
        ...this.#tracks.map((track) => track.order_index),
      ) + 1;
    const names = new Set(this.#tracks.map((track) => track.name));
    let number = this.#tracks.length + 1;
    while (names.has(`A${number}`)) number++;
    const track = { id, name: `A${number}`, type: 'audio', order_index } as const;
    this.#tracks.push(track);
    this.#changes.push({
      table: 'rewrite_tracks',
      kind: 'insert',
      row: { ...track, timeline_id: this.#rows.timeline.id },
    });
    this.#packer.addTrack(id);
    this.#packer.take(id, stretch);
    return id;
  }

  #reach({ startFrame, durationFrames }: Stretch): void {
    this.#endFrame = Math.max(this.#endFrame, startFrame + durationFrames);
  }

  /** The timeline becomes as long as its last clip asks, in whole seconds; it never becomes shorter by itself. */
  #growTimeline(): void {
    const { id, frame_rate, duration_seconds } = this.#rows.timeline;
    if (this.#endFrame <= duration_seconds * frame_rate) return;
    const patch = { duration_seconds: Math.ceil(this.#endFrame / frame_rate) };
    this.#changes.push({ table: 'rewrite_timelines', kind: 'update', id, patch });
  }
}

/** The whole sound, unless the writer trimmed the clip; then the trim stays as far as a shorter new sound lets it. */
function trimFor(
  clip: PlannedClip,
  origin: ClipOriginRow,
  line: VoicedLine,
): Pick<PlannedClip, 'duration_frames' | 'offset_frames'> {
  if (!origin.pinned_trim) return { duration_frames: line.durationFrames, offset_frames: 0 };
  if (clip.asset_id === line.assetId) return clip;
  const offset_frames = clip.offset_frames < line.durationFrames ? clip.offset_frames : 0;
  return { duration_frames: Math.min(clip.duration_frames, line.durationFrames - offset_frames), offset_frames };
}
