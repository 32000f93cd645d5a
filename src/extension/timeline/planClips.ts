/**
 * What must change on a timeline so that every voiced line, and every still of a scene, lies in its place. Pure: ids come from the caller.
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

/** A timeline's rows, as far as planning looks at them. */
export interface TimelineRows {
  readonly timeline: Pick<TimelineRow, 'id' | 'frame_rate' | 'duration_seconds'>;
  readonly tracks: readonly PlannedTrack[];
  readonly clips: readonly PlannedClip[];
  readonly origins: readonly ClipOriginRow[];
}

/** A line that has audio, and where its clip begins; its length is that of the audio. */
export interface VoicedLine extends Stretch {
  readonly elementId: string;
  readonly assetId: string;
  /** What the clip is called. */
  readonly name: string;
}

/** A picture that shows (a part of) a scene; `elementId` is the scene's. */
export type SceneStill = VoicedLine;

/** The changes for `lines` and `stills`, each in the order of the script; none when all is in place. */
export function planClips(
  rows: TimelineRows,
  lines: readonly VoicedLine[],
  newId: () => string,
  stills: readonly SceneStill[] = [],
): readonly Change[] {
  const voices = new ClipPlan(rows, 'audio', lines, newId);
  const pictures = new ClipPlan(rows, 'video', stills, newId);
  return [
    ...voices.changes(),
    ...pictures.changes(),
    ...growTimeline(rows, Math.max(voices.endFrame, pictures.endFrame)),
  ];
}

/** The timeline becomes as long as its last clip asks, in whole seconds; it never becomes shorter by itself. */
function growTimeline({ timeline }: TimelineRows, endFrame: number): readonly Change[] {
  const { id, frame_rate, duration_seconds } = timeline;
  if (endFrame <= duration_seconds * frame_rate) return [];
  const patch = { duration_seconds: Math.ceil(endFrame / frame_rate) };
  return [{ table: 'rewrite_timelines', kind: 'update', id, patch }];
}

interface OwnClip {
  readonly clip: PlannedClip;
  readonly origin: ClipOriginRow;
}

/** The clips of one line: the one that stands in its place, and the pieces that were cut off it and keep their distance. */
interface LineClips {
  readonly first: OwnClip;
  readonly pieces: readonly OwnClip[];
}

type TrackType = PlannedTrack['type'];

/** A voice belongs to its line; a still to its scene as one of several, so its picture tells which. */
function keyOf(type: TrackType, elementId: string, assetId: string | null): string {
  return type === 'audio' ? elementId : `${elementId} ${assetId ?? ''}`;
}

/** The clips of each line. Those whose start the writer pinned come after the script's own; of pinned ones alone the first stands. */
function clipsOfLines({ clips, origins, tracks }: TimelineRows, type: TrackType): ReadonlyMap<string, LineClips> {
  const originOf = new Map(origins.map((origin) => [origin.clip_id, origin]));
  const ours = new Set(tracks.filter((track) => track.type === type).map((track) => track.id));
  const groups = new Map<string, OwnClip[]>();
  for (const clip of clips) {
    const origin = originOf.get(clip.id);
    if (!origin || !ours.has(clip.track_id)) continue;
    const key = keyOf(type, origin.element_id, clip.asset_id);
    const group = groups.get(key);
    if (group) group.push({ clip, origin });
    else groups.set(key, [{ clip, origin }]);
  }
  const lines = new Map<string, LineClips>();
  for (const [key, group] of groups) {
    const [first, ...others] = group.sort(
      (a, b) =>
        Number(a.origin.pinned_start) - Number(b.origin.pinned_start) || a.clip.start_frame - b.clip.start_frame,
    );
    if (first) lines.set(key, { first, pieces: others.filter(({ origin }) => !origin.pinned_start) });
  }
  return lines;
}

function stretchOf(clip: PlannedClip): Stretch {
  return { startFrame: clip.start_frame, durationFrames: clip.duration_frames };
}

class ClipPlan {
  readonly #rows: TimelineRows;
  readonly #type: TrackType;
  readonly #lines: readonly VoicedLine[];
  readonly #newId: () => string;
  readonly #own: ReadonlyMap<string, LineClips>;
  readonly #tracks: PlannedTrack[];
  readonly #packer: TrackPacker;
  readonly #changes: Change[] = [];
  endFrame = 0;

  constructor(rows: TimelineRows, type: TrackType, lines: readonly VoicedLine[], newId: () => string) {
    this.#rows = rows;
    this.#type = type;
    this.#lines = lines;
    this.#newId = newId;
    this.#own = clipsOfLines(rows, type);
    this.#tracks = rows.tracks.filter((track) => track.type === type).sort((a, b) => a.order_index - b.order_index);
    this.#packer = new TrackPacker(this.#tracks.map((track) => track.id));
  }

  changes(): readonly Change[] {
    const gone = this.#goneClips();
    for (const id of gone) this.#changes.push({ table: 'rewrite_clips', kind: 'delete', id });
    this.#takeFixed(new Set(gone));
    for (const line of this.#lines) this.#placeLine(line);
    return this.#changes;
  }

  #keys(): ReadonlySet<string> {
    return new Set(this.#lines.map((line) => keyOf(this.#type, line.elementId, line.assetId)));
  }

  /** Clips whose line is gone or silent, unless the writer took over where they lie. */
  #goneClips(): string[] {
    const wanted = this.#keys();
    return [...this.#own]
      .filter(([key, { first }]) => !wanted.has(key) && !first.origin.pinned_start)
      .flatMap(([, { first, pieces }]) => [first, ...pieces].map(({ clip }) => clip.id));
  }

  /** What stays where it is, whatever the script says: the writer's own clips and pinned ones. */
  #takeFixed(gone: ReadonlySet<string>): void {
    const wanted = this.#keys();
    const moving = new Set(
      [...this.#own]
        .filter(([key, { first }]) => wanted.has(key) && !first.origin.pinned_start)
        .flatMap(([, { first, pieces }]) => [first, ...pieces].map(({ clip }) => clip.id)),
    );
    for (const clip of this.#rows.clips) {
      if (gone.has(clip.id) || moving.has(clip.id)) continue;
      this.#packer.take(clip.track_id, stretchOf(clip));
      this.#reach(stretchOf(clip));
    }
  }

  #placeLine(line: VoicedLine): void {
    const own = this.#own.get(keyOf(this.#type, line.elementId, line.assetId));
    if (!own) {
      this.#insertClip(line);
      return;
    }
    const { clip, origin } = own.first;
    const start = origin.pinned_start ? clip.start_frame : line.startFrame;
    this.#updateClip(own.first, line, start);
    for (const piece of own.pieces) this.#updatePiece(piece, own.first, line, start - clip.start_frame);
  }

  #updateClip({ clip, origin }: OwnClip, line: VoicedLine, start_frame: number): void {
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

  /** A piece keeps its distance to the first one, and speaks the new sound too, unless that is over before it. */
  #updatePiece(piece: OwnClip, first: OwnClip, line: VoicedLine, shift: number): void {
    const { clip } = piece;
    const isSameSound = clip.asset_id === first.clip.asset_id;
    if (isSameSound && clip.asset_id !== line.assetId && clip.offset_frames >= line.durationFrames) {
      this.#changes.push({ table: 'rewrite_clips', kind: 'delete', id: clip.id });
      return;
    }
    const target = isSameSound ? line : { ...line, assetId: clip.asset_id ?? line.assetId };
    this.#updateClip(piece, target, Math.max(0, clip.start_frame + shift));
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

  /** A free track; a new one when every one is taken there. */
  #trackFor(stretch: Stretch, preferred?: string): string {
    return this.#packer.place(stretch, preferred) ?? this.#addTrack(stretch);
  }

  #addTrack(stretch: Stretch): string {
    const id = this.#newId();
    const letter = this.#type === 'audio' ? 'A' : 'V';
    const orders = [...this.#rows.tracks, ...this.#tracks].map((track) => track.order_index);
    const order_index = this.#type === 'audio' ? Math.max(-1, ...orders) + 1 : Math.min(1, ...orders) - 1;
    const names = new Set(this.#tracks.map((track) => track.name));
    let number = this.#tracks.length + 1;
    while (names.has(`${letter}${number}`)) number++;
    const track = { id, name: `${letter}${number}`, type: this.#type, order_index };
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
    this.endFrame = Math.max(this.endFrame, startFrame + durationFrames);
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
