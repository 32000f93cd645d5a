/**
 * What the timeline's webview and its host say to each other, both ways. Parsed at both ends.
 * View models come down, never rows or paths; intents go up. Frames are integers at the timeline's `frameRate`.
 * Everything that comes down is idempotent by id: the same item twice is the item once.
 */
import * as z from 'zod/mini';
import {
  type GuardedBy,
  isFrame,
  isInteger,
  isListOf,
  isNumber,
  isOneOf,
  isOptional,
  isRecord,
  isText,
} from './recordGuards.ts';

const frame = z.int().check(z.nonnegative());
const empty = z.object({});
const elementId = z.string().check(z.minLength(1), z.maxLength(64));

export const timelineTrack = z.object({
  id: z.string(),
  name: z.string(),
  type: z.enum(['video', 'audio']),
  muted: z.boolean(),
  hidden: z.boolean(),
});

/** A scene's stretch of the timeline. `id` is the heading's element id. */
export const timelineScene = z.object({
  id: z.string(),
  label: z.string(),
  startFrame: frame,
  durationFrames: frame,
});

/**
 * - `voiced`: the audio says what the script says; `stale`: the line changed after its audio was made
 * - `unvoiced`: no clip lies there, only the place and the estimated length of a line that has no audio
 * - `generating`: a voice is on its way (with or without older audio)
 * - `missing`: the clip's file is gone
 * - `media`: anything that no line of the script speaks (music, pictures)
 */
export const itemStates = ['voiced', 'stale', 'unvoiced', 'generating', 'missing', 'media'] as const;

/** A clip, or the place of a line that has none yet (`unvoiced`). */
const isItem = isRecord({
  id: isText,
  trackId: isText,
  /** The dialogue that it speaks. */
  elementId: isOptional(isText),
  name: isText,
  startFrame: isFrame,
  durationFrames: isFrame,
  /** Where in the sound the clip begins, in frames. */
  offsetFrames: isFrame,
  /** 0 to 9.99; 1 leaves the sound as it is. */
  volume: isNumber,
  state: isOneOf(itemStates),
  /** The speaker's number in the order of the script, 0 first; -1 without a speaker. */
  speaker: isInteger,
  soundId: isOptional(isText),
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
  tracks: z.array(timelineTrack),
  scenes: z.array(timelineScene),
  items: timelineItems,
  sounds: timelineSounds,
});

/** What differs from the model sent before. Lists that are missing are unchanged; `put` adds or replaces by id. */
export const timelinePatch = z.object({
  title: z.optional(z.string()),
  durationFrames: z.optional(frame),
  tracks: z.optional(z.array(timelineTrack)),
  scenes: z.optional(z.array(timelineScene)),
  items: z.optional(z.object({ put: timelineItems, removed: z.array(z.string()) })),
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
});

/** Methods the webview calls on the host. */
export const toHost = {
  /** The page is up (again) and wants everything. */
  ready: { params: empty, result: z.object({ model: timelineModel, caret: z.optional(elementId) }) },
  /** Show the line in its script. */
  reveal: { params: z.object({ elementId }), result: empty },
  generateVoice: { params: z.object({ elementId }), result: empty },
  muteTrack: { params: z.object({ trackId: z.string(), muted: z.boolean() }), result: empty },
  /** The part that takes the timeline's keys got or lost the focus. */
  focusChanged: { params: z.object({ focused: z.boolean() }), result: empty },
  /** Escape: back to the script. */
  leave: { params: empty, result: empty },
  /** Something failed in the page; for the log only. */
  logError: { params: z.object({ message: z.string() }), result: empty },
} as const;

/** What the `screenplay.timeline.*` commands ask of a timeline. */
export const timelineCommands = [
  'playPause',
  'goToStart',
  'goToEnd',
  'stepForward',
  'stepBack',
  'zoomIn',
  'zoomOut',
  'zoomToFit',
] as const;

/** Methods the host calls on the webview. */
export const toPage = {
  /** Another project, or too much changed for a patch. */
  model: { params: timelineModel, result: empty },
  patch: { params: timelinePatch, result: empty },
  /** The script's caret came to this element, or left every script. */
  caret: { params: z.object({ elementId: z.optional(elementId) }), result: empty },
  command: { params: z.object({ name: z.enum(timelineCommands) }), result: empty },
  pause: { params: empty, result: empty },
  /** Play one sound for a line, apart from the timeline's own playback. `started` is false when the browser wants a click first. */
  playSound: { params: z.object({ elementId, uri: z.string() }), result: z.object({ started: z.boolean() }) },
  stopSound: { params: empty, result: empty },
} as const;

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
});

export type TimelineTrack = z.infer<typeof timelineTrack>;
export type TimelineScene = z.infer<typeof timelineScene>;
export type TimelineItem = GuardedBy<typeof isItem>;
export type ItemState = TimelineItem['state'];
export type TimelineSound = GuardedBy<typeof isSound>;
export type TimelineModel = z.infer<typeof timelineModel>;
export type TimelinePatch = z.infer<typeof timelinePatch>;
export type TimelineStrings = z.infer<typeof timelineStrings>;
export type TimelineCommand = (typeof timelineCommands)[number];
export type TimelineViewState = z.infer<typeof timelineViewState>;
