/** What the timeline's page is told of a project, and what changed since. Knows no VS Code. */
import * as z from 'zod/mini';
import type {
  ItemState,
  TimelineItem,
  TimelineModel,
  TimelinePatch,
  TimelineScene,
  TimelineSound,
  TimelineTrack,
} from '../../webview/timeline/protocol.ts';
import type { Stretch } from './layOutScript.ts';
import type { ProjectTimeline, TimelineAsset } from './projectTimeline.ts';
import type { LineBeat } from './scriptBeats.ts';
import { TrackPacker } from './trackPacker.ts';

/** What a view model needs to know of files. */
export interface MediaView {
  /** The address at which the page can fetch a `file_url`. */
  uriOf(fileUrl: string): string;
  exists(fileUrl: string): boolean;
}

/** Names for what has none of its own. */
export interface ViewNames {
  /** What stands before the first heading. */
  readonly opening: string;
  readonly clip: string;
}

const soundMetadata = z.object({ peaks: z.optional(z.string()) });

/** The model of a surface that shows no project. */
export const emptyModel: TimelineModel = {
  title: '',
  frameRate: 30,
  durationFrames: 0,
  tracks: [],
  scenes: [],
  items: [],
  sounds: [],
};

export function viewModelOf(read: ProjectTimeline, media: MediaView, names: ViewNames): TimelineModel {
  const { project, timeline, tracks } = read;
  const lines = new Map(read.beats.flatMap((beat) => (beat.kind === 'line' ? [[beat.elementId, beat] as const] : [])));
  const speakers = speakersOf(lines.values());
  const missing = new Set<string>();
  const sounds = soundsOf(read, media, missing);
  const clips = clipItems(read, { lines, speakers, missing, names });
  const places = placeItems(read, lines, speakers, clips);
  return {
    projectId: project.id,
    title: project.name,
    frameRate: timeline.frame_rate,
    durationFrames: Math.round(timeline.duration_seconds * timeline.frame_rate),
    tracks: [
      ...tracks.map(({ id, name, type, muted, hidden }) => ({ id, name: name ?? '', type, muted, hidden })),
      ...places.tracks,
    ],
    scenes: scenesOf(read, names),
    items: [...clips, ...places.items],
    sounds,
  };
}

type Lines = ReadonlyMap<string, LineBeat>;
type Speakers = ReadonlyMap<string, number>;

/** Speakers numbered in the order in which they first speak. */
function speakersOf(lines: Iterable<LineBeat>): Speakers {
  const speakers = new Map<string, number>();
  for (const { speaker } of lines) {
    if (!speakers.has(speaker)) speakers.set(speaker, speakers.size);
  }
  return speakers;
}

function scenesOf({ layout }: ProjectTimeline, names: ViewNames): TimelineScene[] {
  return layout.scenes.map(({ elementId, label, startFrame, durationFrames }) => ({
    id: elementId,
    label: label || names.opening,
    startFrame,
    durationFrames,
  }));
}

/** The sounds that clips play; ids of files that are gone go to `missing`. */
function soundsOf(read: ProjectTimeline, media: MediaView, missing: Set<string>): TimelineSound[] {
  const used = new Set(read.clips.flatMap((clip) => clip.asset_id ?? []));
  return [...used].flatMap((id): TimelineSound[] => {
    const asset = read.assets.get(id);
    if (asset?.file_type !== 'audio') return [];
    if (asset.file_url === null || !media.exists(asset.file_url)) {
      missing.add(id);
      return [];
    }
    const peaks = soundMetadata.safeParse(asset.metadata).data?.peaks;
    const uri = media.uriOf(asset.file_url);
    return [{ id, uri, durationSeconds: (asset.duration_ms ?? 0) / 1000, ...(peaks === undefined ? {} : { peaks }) }];
  });
}

interface ClipView {
  readonly lines: Lines;
  readonly speakers: Speakers;
  readonly missing: ReadonlySet<string>;
  readonly names: ViewNames;
}

function clipItems(read: ProjectTimeline, view: ClipView): TimelineItem[] {
  const elementOf = new Map(read.origins.map((origin) => [origin.clip_id, origin.element_id]));
  return read.clips.map((clip): TimelineItem => {
    const asset = clip.asset_id === null ? undefined : read.assets.get(clip.asset_id);
    const line = view.lines.get(elementOf.get(clip.id) ?? '');
    const isMissing = !asset || view.missing.has(asset.id);
    return {
      id: clip.id,
      trackId: clip.track_id,
      name: clip.name || line?.speaker || asset?.name || view.names.clip,
      startFrame: Math.max(0, clip.start_frame),
      durationFrames: Math.max(1, clip.duration_frames),
      offsetFrames: Math.max(0, clip.offset_frames),
      volume: clip.volume,
      state: stateOf(line, asset, isMissing),
      speaker: line ? (view.speakers.get(line.speaker) ?? -1) : -1,
      ...(line ? { elementId: line.elementId } : {}),
      ...(asset?.file_type === 'audio' && !isMissing ? { soundId: asset.id } : {}),
    };
  });
}

function stateOf(line: LineBeat | undefined, asset: TimelineAsset | undefined, isMissing: boolean): ItemState {
  if (line?.status === 'generating') return 'generating';
  if (isMissing) return 'missing';
  if (!line) return 'media';
  // A clip that still plays an older take says something else than the line does now.
  return line.status === 'stale' || line.assetId !== asset?.id ? 'stale' : 'voiced';
}

/** The places of lines without a clip, and the tracks that will be made when they are voiced. */
interface Places {
  readonly items: readonly TimelineItem[];
  readonly tracks: readonly TimelineTrack[];
}

/** Puts each line without a clip on the first audio track that is free there, as its voice will be. */
function placeItems(
  { tracks, layout }: ProjectTimeline,
  lines: Lines,
  speakers: Speakers,
  clips: readonly TimelineItem[],
): Places {
  const audio = tracks.filter((track) => track.type === 'audio');
  const packer = new TrackPacker(audio.map((track) => track.id));
  for (const clip of clips) packer.take(clip.trackId, clip);
  const placed = new Set(clips.map((clip) => clip.elementId));
  const planned: TimelineTrack[] = [];
  const items = [...lines.values()].flatMap((line): TimelineItem[] => {
    const slot = layout.slots.get(line.elementId);
    if (!slot || placed.has(line.elementId)) return [];
    const trackId = packer.place(slot) ?? planTrack(planned, audio.length, packer, slot);
    return [placeOf(line, trackId, slot, speakers.get(line.speaker) ?? -1)];
  });
  return { items, tracks: planned };
}

function planTrack(planned: TimelineTrack[], audioCount: number, packer: TrackPacker, slot: Stretch): string {
  const name = `A${audioCount + planned.length + 1}`;
  const id = `planned:${name}`;
  planned.push({ id, name, type: 'audio', muted: false, hidden: false });
  packer.addTrack(id);
  packer.take(id, slot);
  return id;
}

function placeOf(line: LineBeat, trackId: string, slot: Stretch, speaker: number): TimelineItem {
  return {
    id: `line:${line.elementId}`,
    trackId,
    elementId: line.elementId,
    name: line.speaker,
    startFrame: slot.startFrame,
    durationFrames: slot.durationFrames,
    offsetFrames: 0,
    volume: 1,
    state: line.status === 'generating' ? 'generating' : 'unvoiced',
    speaker,
  };
}

/** What a page that has `before` must be told to have `after`; undefined when nothing. Another project needs the whole model. */
export function patchBetween(before: TimelineModel, after: TimelineModel): TimelinePatch | undefined {
  const items = changesById(before.items, after.items);
  const sounds = changesById(before.sounds, after.sounds);
  const patch: TimelinePatch = {
    ...(before.title === after.title ? {} : { title: after.title }),
    ...(before.durationFrames === after.durationFrames ? {} : { durationFrames: after.durationFrames }),
    ...(isSame(before.tracks, after.tracks) ? {} : { tracks: after.tracks }),
    ...(isSame(before.scenes, after.scenes) ? {} : { scenes: after.scenes }),
    ...(items ? { items } : {}),
    ...(sounds ? { sounds } : {}),
  };
  return Object.keys(patch).length === 0 ? undefined : patch;
}

function changesById<T extends { readonly id: string }>(
  before: readonly T[],
  after: readonly T[],
): { put: T[]; removed: string[] } | undefined {
  const known = new Map(before.map((entry) => [entry.id, entry]));
  const put: T[] = [];
  for (const entry of after) {
    const old = known.get(entry.id);
    known.delete(entry.id);
    if (!old || !isSame(old, entry)) put.push(entry);
  }
  const removed = [...known.keys()];
  return put.length + removed.length === 0 ? undefined : { put, removed };
}

/** Equal field by field; lists entry by entry. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => isSame(a[name], b[name]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
