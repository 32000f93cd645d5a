/**
 * What the timeline's webview and its host say to each other, both ways. Parsed at both ends.
 * View models come down, never rows or paths; intents go up. Frames are integers at the timeline's `frameRate`.
 * Everything that comes down is idempotent by id: the same item twice is the item once.
 */
import * as z from 'zod/mini';
import { hostCommands, timelineCommands } from './editing/commandNames.ts';
import {
  askedTexts,
  droppedMedia,
  droppedSlice,
  placedMedia,
  timelineEdit,
  timelinePreview,
} from './editing/editMessages.ts';
import { type ItemColumns, isItemColumns, packItems, unpackItems } from './editing/itemColumns.ts';
import { elementId, frame, isItem, lineTiming, type TimelineItem, timelineTrack } from './editing/items.ts';
import { type GuardedBy, isFrame, isListOf, isNumber, isOptional, isRecord, isText } from './recordGuards.ts';

export type { HostCommand, TimelineCommand } from './editing/commandNames.ts';
export type { EditKind, TimelineEdit, TimelinePreview } from './editing/editMessages.ts';
export type { ItemState, LineTiming, TimelineItem, TimelineTrack } from './editing/items.ts';

const empty = z.object({});

/** A scene's stretch of the timeline. `id` is the heading's element id. */
export const timelineScene = z.object({
  id: z.string(),
  label: z.string(),
  startFrame: frame,
  durationFrames: frame,
});

const timelineItems = z.custom<TimelineItem[]>(isListOf(isItem));

/** A sound file that clips play. `peaks`: base64 of one byte for each 1/50 s, the loudest sample there (255 = full scale). */
const isSound = isRecord({ id: isText, uri: isText, peaks: isOptional(isText), durationSeconds: isNumber });
const timelineSounds = z.custom<TimelineSound[]>(isListOf(isSound));

export const timelineModel = z.object({
  projectId: z.optional(z.string()),
  title: z.string(),
  frameRate: z.int().check(z.positive()),
  /** The timeline's own length; the script's estimate may reach past it. */
  durationFrames: frame,
  /** The timeline's own name, and the size of its picture in pixels. */
  name: z.optional(z.string()),
  timelineId: z.optional(z.string()),
  width: z.optional(z.int()),
  height: z.optional(z.int()),
  tracks: z.array(timelineTrack),
  /** Lines that the writer has retimed. */
  timings: z.optional(z.array(lineTiming)),
  scenes: z.array(timelineScene),
  items: timelineItems,
  sounds: timelineSounds,
});

/** A whole model on its way to the page. */
export const packedModel = z.extend(timelineModel, { items: z.custom<ItemColumns>(isItemColumns) });

export function packModel(model: TimelineModel): PackedModel {
  return { ...model, items: packItems(model.items) };
}

export function unpackModel(packed: PackedModel): TimelineModel {
  return { ...packed, items: unpackItems(packed.items) };
}

/** Items that only begin elsewhere: the frame of each, in the order of `ids`. A rewritten scene moves all that comes after it. */
const isMoved = isRecord({ ids: isListOf(isText), starts: isListOf(isFrame) });

/** What differs from the model sent before. Lists that are missing are unchanged; `put` adds or replaces by id. */
export const timelinePatch = z.object({
  title: z.optional(z.string()),
  durationFrames: z.optional(frame),
  name: z.optional(z.string()),
  width: z.optional(z.int()),
  height: z.optional(z.int()),
  timings: z.optional(z.array(lineTiming)),
  tracks: z.optional(z.array(timelineTrack)),
  scenes: z.optional(z.array(timelineScene)),
  items: z.optional(
    z.object({
      put: timelineItems,
      removed: z.array(z.string()),
      moved: z.optional(z.custom<MovedItems>(isMoved)),
    }),
  ),
  sounds: z.optional(z.object({ put: timelineSounds, removed: z.array(z.string()) })),
});

/** The body's attribute that holds {@link timelineStrings} as `encodeURIComponent(JSON)`: the controls are drawn before any message. */
export const stringsAttribute = 'data-strings';

/** Every sentence that the timeline shows or says, in the writer's language. `{0}`, `{1}` are filled in by the page. */
export const timelineStrings = z.object({
  toStart: z.string(),
  play: z.string(),
  pause: z.string(),
  zoomIn: z.string(),
  zoomOut: z.string(),
  fit: z.string(),
  scenes: z.string(),
  playhead: z.string(),
  voicedOf: z.string(),
  changedCount: z.string(),
  missingCount: z.string(),
  generate: z.string(),
  regenerate: z.string(),
  generating: z.string(),
  generateHint: z.string(),
  enableSound: z.string(),
  emptyProject: z.string(),
  emptyScript: z.string(),
  toolbar: z.string(),
  tracksAndClips: z.string(),
  trackLabel: z.string(),
  trackLabelMuted: z.string(),
  itemLabel: z.string(),
  stateVoiced: z.string(),
  stateStale: z.string(),
  stateUnvoiced: z.string(),
  stateGenerating: z.string(),
  stateMissing: z.string(),
  stateMedia: z.string(),
  saysVoiceReady: z.string(),
  saysPlaying: z.string(),
  saysPaused: z.string(),
  trackSolo: z.string(),
  trackLocked: z.string(),
  undo: z.string(),
  redo: z.string(),
  split: z.string(),
  remove: z.string(),
  snap: z.string(),
  snapOn: z.string(),
  snapOff: z.string(),
  assemble: z.string(),
  timelines: z.string(),
  timelineSettings: z.string(),
  addVideoTrack: z.string(),
  addAudioTrack: z.string(),
  generateMissing: z.string(),
  generateAll: z.string(),
  previewFollow: z.string(),
  previewAssemble: z.string(),
  previewMoved: z.string(),
  previewMovedOne: z.string(),
  previewAdded: z.string(),
  previewRemoved: z.string(),
  apply: z.string(),
  notNow: z.string(),
  always: z.string(),
  saysNothingChanged: z.string(),
  saysRefused: z.string(),
  saysStarts: z.string(),
  saysTrimmed: z.string(),
  saysLengthened: z.string(),
  saysTrimmedOne: z.string(),
  saysLengthenedOne: z.string(),
  saysSlipped: z.string(),
  saysVolume: z.string(),
  saysOpacity: z.string(),
  saysFades: z.string(),
  saysPinned: z.string(),
  saysGivenBack: z.string(),
  saysClipsChanged: z.string(),
  saysClipChanged: z.string(),
  saysTracksChanged: z.string(),
  saysSelected: z.string(),
  pinnedLabel: z.string(),
  takeLabel: z.string(),
  loop: z.string(),
  loopOn: z.string(),
  loopOff: z.string(),
  rate: z.string(),
  saysRate: z.string(),
  saysPlayingAt: z.string(),
  saysMaster: z.string(),
  masterVolume: z.string(),
  percent: z.string(),
  meterLeft: z.string(),
  meterRight: z.string(),
  monitor: z.string(),
  monitorLabel: z.string(),
  monitorWidth: z.string(),
  monitorNothing: z.string(),
  monitorDamaged: z.string(),
  more: z.string(),
  dropHere: z.string(),
  dropRefused: z.string(),
  dropFailed: z.string(),
  saysImporting: z.string(),
});

/** The shape of a sound: base64 of one byte for each 1/50 s; a day of it at most. */
const peaks = z.string().check(z.maxLength(5_800_000), z.regex(/^[A-Za-z0-9+/]*={0,2}$/));

/** Methods the webview calls on the host. */
export const toHost = {
  /** The page is up (again) and wants everything. */
  ready: { params: empty, result: z.object({ model: packedModel, caret: z.optional(elementId) }) },
  /** Show the line in its script. */
  reveal: { params: z.object({ elementId }), result: empty },
  generateVoice: { params: z.object({ elementId }), result: empty },
  edit: { params: timelineEdit, result: z.object({ accepted: z.boolean() }) },
  /** Asks for a text or number; `value` is missing when the writer thought better of it. */
  askText: {
    params: z.object({ what: z.enum(askedTexts), value: z.string() }),
    result: z.object({ value: z.optional(z.string()) }),
  },
  dropSlice: { params: droppedSlice, result: empty },
  dropMedia: { params: droppedMedia, result: empty },
  /** The answer to a preview; `always` asks for no more previews. */
  answerPreview: { params: z.object({ apply: z.boolean(), always: z.boolean() }), result: empty },
  /** The lines that are heard now while the timeline plays, each with how far it has come (0 to 1, and in milliseconds into its sound); none when it stops. */
  speaking: {
    params: z.object({
      lines: z.array(
        z.object({ elementId, part: z.number().check(z.gte(0), z.lte(1)), soundMs: z.optional(z.number()) }),
      ),
    }),
    result: empty,
  },
  /** A command that the extension carries out itself. */
  hostCommand: { params: z.object({ name: z.enum(hostCommands) }), result: empty },
  /** What is selected: the keys and menus of VS Code ask for it. */
  selectionChanged: {
    params: z.object({
      clips: z.int(),
      clipId: z.optional(z.string()),
      elementId: z.optional(elementId),
      sceneId: z.optional(z.string()),
    }),
    result: empty,
  },
  /** The part that takes the timeline's keys got or lost the focus. */
  focusChanged: { params: z.object({ focused: z.boolean() }), result: empty },
  /** Escape: back to the script. */
  leave: { params: empty, result: empty },
  /** The shape of a sound that came without peaks, which the page found when it decoded the file. Telling it again changes nothing. */
  peaksFound: { params: z.object({ soundId: z.string(), peaks }), result: empty },
  /** Something failed in the page; for the log only. */
  logError: { params: z.object({ message: z.string() }), result: empty },
} as const;

/** Methods the host calls on the webview. */
export const toPage = {
  /** Another project, or too much changed for a patch. */
  model: { params: packedModel, result: empty },
  patch: { params: timelinePatch, result: empty },
  /** The script's caret came to this element, or left every script. */
  caret: { params: z.object({ elementId: z.optional(elementId) }), result: empty },
  command: { params: z.object({ name: z.enum(timelineCommands) }), result: empty },
  pause: { params: empty, result: empty },
  /** Put files on the timeline; the edit comes back as one of the writer's. */
  placeMedia: { params: placedMedia, result: empty },
  /** What a change of the script would do; without a preview there is none to answer any more. */
  preview: { params: z.object({ preview: z.optional(timelinePreview) }), result: empty },
  /** A sentence for a screen reader and the status line: what was undone, why an edit was refused. */
  say: { params: z.object({ text: z.string() }), result: empty },
  /** Play one sound for a line, apart from the timeline's own playback. `started` is false when the browser wants a click first. */
  playSound: { params: z.object({ elementId, uri: z.string() }), result: z.object({ started: z.boolean() }) },
  stopSound: { params: empty, result: empty },
} as const;

/** How the writer listens and looks: speed of playing (0.5 to 2), loop, master volume (0 to 1), and the picture preview with its width in pixels. */
const playbackViewState = z.object({
  rate: z.number().check(z.gte(0.5), z.lte(2)),
  loop: z.boolean(),
  volume: z.number().check(z.gte(0), z.lte(1)),
  monitor: z.boolean(),
  monitorWidth: z.number().check(z.positive()),
});

/** What the page keeps through hiding and reload (`setState`). `projectId` lets a restored panel find its project. */
export const timelineViewState = z.object({
  projectId: z.optional(z.string()),
  pixelsPerFrame: z.number().check(z.positive()),
  leftFrame: z.number().check(z.nonnegative()),
  topPixels: z.number().check(z.nonnegative()),
  playheadFrame: z.number().check(z.nonnegative()),
  selectedId: z.optional(z.string()),
  /** The selected item's line: a line keeps its selection when its estimated place becomes a clip. */
  selectedLine: z.optional(z.string()),
  snap: z.optional(z.boolean()),
  inFrame: z.optional(frame),
  outFrame: z.optional(frame),
  playback: z.optional(playbackViewState),
});

export type TimelineScene = z.infer<typeof timelineScene>;
export type MovedItems = GuardedBy<typeof isMoved>;
export type TimelineSound = GuardedBy<typeof isSound>;
export type TimelineModel = z.infer<typeof timelineModel>;
type PackedModel = z.infer<typeof packedModel>;
export type TimelinePatch = z.infer<typeof timelinePatch>;
export type TimelineStrings = z.infer<typeof timelineStrings>;
export type PlaybackViewState = z.infer<typeof playbackViewState>;
export type TimelineViewState = z.infer<typeof timelineViewState>;
