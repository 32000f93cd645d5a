/** What the timeline's page is told of a project, and what changed since. Knows no VS Code. */
import * as z from 'zod/mini';
import type { ClipFields, TimelineEdit } from '../../webview/timeline/editing/editMessages.ts';
import { lastFrame } from '../../webview/timeline/editing/sheet.ts';
import { fieldsOf } from '../../webview/timeline/editing/wire.ts';
import type {
  ItemState,
  TimelineItem,
  TimelineModel,
  TimelinePatch,
  TimelineScene,
  TimelineSound,
  TimelineTrack,
} from '../../webview/timeline/protocol.ts';
import { fieldsOfRow, timingOf } from './editRows.ts';
import { framesFor, type Stretch } from './layOutScript.ts';
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
const takeMetadata = z.object({ element_id: z.optional(z.string()) });

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
  const { project, timeline } = read;
  const lines = new Map(read.beats.flatMap((beat) => (beat.kind === 'line' ? [[beat.elementId, beat] as const] : [])));
  const speakers = speakersOf(lines.values());
  const missing = new Set<string>();
  const sounds = soundsOf(read, media, missing);
  const clips = clipItems(read, { lines, speakers, missing, names, media });
  const places = placeItems(read, lines, speakers, clips);
  return {
    projectId: project.id,
    title: project.name,
    timelineId: timeline.id,
    name: timeline.name ?? '',
    frameRate: timeline.frame_rate,
    durationFrames: durationOf(timeline),
    width: timeline.width,
    height: timeline.height,
    tracks: [...tracksOf(read), ...places.tracks],
    timings: read.timings.map(timingOf),
    scenes: scenesOf(read, names),
    items: [...clips, ...places.items],
    sounds,
  };
}

/** Rows can hold anything that fits their columns; the page counts in frames up to a limit. */
function durationOf(timeline: ProjectTimeline['timeline']): number {
  const frames = Math.round(timeline.duration_seconds * timeline.frame_rate);
  return Number.isFinite(frames) ? Math.min(lastFrame, Math.max(0, frames)) : 0;
}

function tracksOf({ tracks, trackSettings }: ProjectTimeline): TimelineTrack[] {
  const settings = new Map(trackSettings.map((row) => [row.track_id, row]));
  return tracks.map(({ id, name, type, muted, hidden }) => {
    const { solo = false, locked = false, height = null } = settings.get(id) ?? {};
    return {
      ...{ id, name: name ?? '', type, muted, hidden },
      ...(solo ? { solo } : {}),
      ...(locked ? { locked } : {}),
      ...(height === null ? {} : { heightPixels: height }),
    };
  });
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
    if (!asset) return [];
    if (asset.file_url === null || !media.exists(asset.file_url)) {
      missing.add(id);
      return [];
    }
    if (asset.file_type !== 'audio') return [];
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
  readonly media: MediaView;
}

function clipItems(read: ProjectTimeline, view: ClipView): TimelineItem[] {
  const originOf = new Map(read.origins.map((origin) => [origin.clip_id, origin]));
  const fadeOf = new Map(read.fades.map((fade) => [fade.clip_id, fade]));
  const takes = takesOf(read.assets);
  return read.clips.map((clip): TimelineItem => {
    const asset = clip.asset_id === null ? undefined : read.assets.get(clip.asset_id);
    const origin = originOf.get(clip.id);
    const line = view.lines.get(origin?.element_id ?? '');
    const isMissing = !asset || view.missing.has(asset.id);
    const { name: _name, ...fields } = { name: '', ...fieldsOfRow(clip, origin, fadeOf.get(clip.id)) };
    const { opacity, fadeInFrames, fadeOutFrames, pins, ...placed } = fields;
    return {
      id: clip.id,
      ...inBounds(placed),
      name: clip.name || line?.speaker || asset?.name || view.names.clip,
      state: stateOf(line, asset, isMissing),
      speaker: line ? (view.speakers.get(line.speaker) ?? -1) : -1,
      ...(origin ? { elementId: origin.element_id } : {}),
      ...(opacity === 1 ? {} : { opacity }),
      ...(fadeInFrames > 0 ? { fadeInFrames } : {}),
      ...(fadeOutFrames > 0 ? { fadeOutFrames } : {}),
      ...(pins > 0 ? { pins } : {}),
      ...(asset ? assetFields(asset, isMissing, read.timeline.frame_rate, view.media) : {}),
      ...(asset && takes.has(asset.id) ? { take: takes.get(asset.id) } : {}),
    };
  });
}

/** A clip that a broken row puts beyond what the page can count is shown at the last place that it can. */
function inBounds<T extends { readonly startFrame: number; readonly durationFrames: number }>(placed: T): T {
  const startFrame = Math.min(lastFrame - 1, placed.startFrame);
  return { ...placed, startFrame, durationFrames: Math.min(lastFrame - startFrame, placed.durationFrames) };
}

function assetFields(asset: TimelineAsset, isMissing: boolean, frameRate: number, media: MediaView) {
  const isTimed = asset.file_type !== 'image' && asset.duration_ms !== null && asset.duration_ms > 0;
  const film = asset.file_type === 'video' && !isMissing ? asset.file_url : null;
  const picture = asset.file_type === 'image' && !isMissing ? asset.file_url : null;
  return {
    assetId: asset.id,
    ...(asset.file_type === 'audio' && !isMissing ? { soundId: asset.id } : {}),
    ...(isTimed ? { sourceFrames: framesFor((asset.duration_ms ?? 0) / 1000, frameRate) } : {}),
    ...(picture === null ? {} : { thumbnail: media.uriOf(picture) }),
    ...(film === null ? {} : { film: media.uriOf(film) }),
  };
}

/** Numbers the takes of lines that have several, in the order in which they were made. */
function takesOf(assets: ReadonlyMap<string, TimelineAsset>): ReadonlyMap<string, number> {
  const ofLine = new Map<string, string[]>();
  for (const asset of assets.values()) {
    const line = asset.file_type === 'audio' ? takeMetadata.safeParse(asset.metadata).data?.element_id : undefined;
    if (line === undefined) continue;
    const group = ofLine.get(line);
    if (group) group.push(asset.id);
    else ofLine.set(line, [asset.id]);
  }
  const several = [...ofLine.values()].filter((group) => group.length > 1);
  return new Map(several.flatMap((group) => group.map((id, index) => [id, index + 1] as const)));
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
  planned.push({ id, name, type: 'audio', muted: false, hidden: false, isPlanned: true });
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
    isPlace: true,
  };
}

/**
 * What a page has after an edit of its own. When it made the edit without having heard everything (`isCurrent` is false), what it shows of
 * the touched items is not known: they are told again.
 */
export function afterEdit(model: TimelineModel, edit: TimelineEdit, isCurrent: boolean): TimelineModel {
  const gone = new Set(edit.removed);
  const changed = new Map(edit.changed.map((change) => [change.id, change.now]));
  const items = model.items.flatMap((item): TimelineItem[] => {
    if (gone.has(item.id)) return [];
    const now = changed.get(item.id);
    if (!now) return [item];
    return isCurrent ? [withFields(item, now)] : [];
  });
  const tracks = edit.tracks && [...edit.tracks, ...model.tracks.filter((track) => track.isPlanned)];
  const timings = new Map((model.timings ?? []).map((timing) => [timing.elementId, timing]));
  for (const { id, now } of edit.timings) {
    if (now) timings.set(id, now);
    else timings.delete(id);
  }
  if (!isCurrent) {
    const { timings: _timings, ...rest } = model;
    return { ...rest, items, ...(tracks ? { tracks: [] } : {}) };
  }
  return {
    ...model,
    items,
    tracks: tracks ?? model.tracks,
    timings: [...timings.values()].sort((a, b) => (a.elementId < b.elementId ? -1 : 1)),
  };
}

/** An item as the page has it after a change; defaults are missing fields. */
function withFields(item: TimelineItem, now: ClipFields): TimelineItem {
  const { opacity: _o, fadeInFrames: _i, fadeOutFrames: _f, pins: _p, ...rest } = item;
  const { opacity, fadeInFrames, fadeOutFrames, pins, ...fields } = { ...fieldsOf(item), ...now };
  return {
    ...rest,
    ...fields,
    ...(opacity === 1 ? {} : { opacity }),
    ...(fadeInFrames > 0 ? { fadeInFrames } : {}),
    ...(fadeOutFrames > 0 ? { fadeOutFrames } : {}),
    ...(pins > 0 ? { pins } : {}),
  };
}

/** What a page that has `before` must be told to have `after`; undefined when nothing. Another project needs the whole model. */
export function patchBetween(before: TimelineModel, after: TimelineModel): TimelinePatch | undefined {
  const items = withMoved(before.items, changesById(before.items, after.items));
  const sounds = changesById(before.sounds, after.sounds);
  const patch: TimelinePatch = {
    ...(before.title === after.title ? {} : { title: after.title }),
    ...(before.durationFrames === after.durationFrames ? {} : { durationFrames: after.durationFrames }),
    ...(before.name === after.name || after.name === undefined ? {} : { name: after.name }),
    ...(before.width === after.width || after.width === undefined ? {} : { width: after.width }),
    ...(before.height === after.height || after.height === undefined ? {} : { height: after.height }),
    ...(isSame(before.timings, after.timings) || !after.timings ? {} : { timings: after.timings }),
    ...(isSame(before.tracks, after.tracks) ? {} : { tracks: after.tracks }),
    ...(isSame(before.scenes, after.scenes) ? {} : { scenes: after.scenes }),
    ...(items ? { items } : {}),
    ...(sounds ? { sounds } : {}),
  };
  return Object.keys(patch).length === 0 ? undefined : patch;
}

/** Fewer items than these are told whole. */
const manyMoved = 50;

/** Items that only begin elsewhere are told by their new frames alone, when they are many. */
function withMoved(
  before: readonly TimelineItem[],
  changes: { readonly put: TimelineItem[]; readonly removed: string[] } | undefined,
): TimelinePatch['items'] {
  if (!changes || changes.put.length < manyMoved) return changes;
  const known = new Map(before.map((item) => [item.id, item]));
  const put: TimelineItem[] = [];
  const moved: { ids: string[]; starts: number[] } = { ids: [], starts: [] };
  for (const item of changes.put) {
    const old = known.get(item.id);
    if (old && isSame({ ...old, startFrame: item.startFrame }, item)) {
      moved.ids.push(item.id);
      moved.starts.push(item.startFrame);
    } else put.push(item);
  }
  return moved.ids.length === 0 ? changes : { put, removed: changes.removed, moved };
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
