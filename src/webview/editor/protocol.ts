/**
 * What the page editor's webview and its host say to each other, both ways. Parsed at both ends.
 * The rules behind the splices (who wins, who waits) are written at `pageSession.ts` (host) and `pageSync.ts` (webview).
 */
import * as z from 'zod/mini';
import { elementTypes } from '../../language/document.ts';

const count = z.int().check(z.nonnegative());

/** A screenplay element as it crosses the channel; see `ScriptElement`. */
export const wireElement = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  type: z.enum(elementTypes),
  text: z.string(),
  sceneNumber: z.optional(z.string()),
  dual: z.optional(z.boolean()),
  depth: z.optional(z.int()),
});

/** Why a splice came: typed elsewhere, or VS Code's undo or redo (then the caret follows it). */
export const foreignReason = z.enum(['external', 'undo', 'redo']);

/** Audio state of a dialogue line; `durationSeconds` when it has audio. Keyed by the dialogue element's id. */
export const lineState = z.object({
  elementId: z.string(),
  state: z.enum(['none', 'generating', 'generated', 'stale']),
  durationSeconds: z.optional(z.number()),
  /** Why a stale line is stale, for reading. */
  why: z.optional(z.string()),
});

/** A caret: an element and the UTF-16 offset into its text. */
export const caret = z.object({ elementId: z.string(), offset: count });

/** `readingSettings` as it crosses the channel: checked by the host, whose leniency would be a tenth of this page's size. */
const words = z.array(z.string());

/**
 * How the page is set and what it does by itself. `language`: the script's (BCP 47), for spelling. `zoom`: the writer's, in percent;
 * `fontScale`: the editor's font size by VS Code's usual one. `continued`: cues of a speaker who goes on are marked as such.
 */
export const pageSettings = z.object({
  paperSize: z.enum(['a4', 'letter']),
  language: z.string(),
  /** The writer's settings: the language may be `auto`. */
  reading: z.object({
    language: z.string(),
    extraWords: z.object({ interior: words, exterior: words, times: words, transitions: words, extensions: words }),
  }),
  readOnly: z.boolean(),
  completion: z.boolean(),
  continued: z.boolean(),
  zoom: z.number().check(z.minimum(25), z.maximum(400)),
  fontScale: z.number().check(z.positive()),
  focusMode: z.boolean(),
  typewriter: z.boolean(),
});

/** What a command of VS Code asks of the page in hand. */
export const pageActions = [
  'find',
  'replace',
  'showScenes',
  'toggleDual',
  'editTitlePage',
  'toggleFocusMode',
  'toggleTypewriter',
  'zoomIn',
  'zoomOut',
  'resetZoom',
] as const;

/** A setting that the page itself can change. */
export const settingChange = z.union([
  z.object({ name: z.literal('zoom'), value: z.number().check(z.minimum(25), z.maximum(400)) }),
  z.object({ name: z.enum(['focusMode', 'typewriter']), value: z.boolean() }),
]);

const empty = z.object({});

/** Methods the webview calls on the host. */
export const toHost = {
  /** The page is up and wants its first state; the answer is everything it needs. */
  ready: {
    params: empty,
    result: z.object({
      elements: z.array(wireElement),
      titlePage: z.array(z.object({ key: z.string(), value: z.string() })),
      /** Foreign splices sent to this panel so far: 0 for a new page. */
      foreign: count,
      /** Another one after the extension host was started again; see pageDrafts.ts. */
      run: z.optional(z.string()),
      lineStates: z.array(lineState),
      settings: pageSettings,
      strings: z.record(z.string(), z.string()),
    }),
  },
  /** A local edit, sent at once. `foreign`: how many foreign splices the page has applied; `sequence`: its own count from 1. Answered by `ack`, or by a foreign splice when it came too late. */
  splice: {
    params: z.object({
      foreign: count,
      sequence: count,
      start: count,
      deleteCount: count,
      inserted: z.array(wireElement),
    }),
    result: empty,
  },
  /** The writer asked for undo or redo; everything typed has been sent before. */
  history: { params: z.object({ command: z.enum(['undo', 'redo']) }), result: empty },
  /** The caret left an element, or the page lost focus: write what is pending. */
  settle: { params: empty, result: empty },
  generateVoice: { params: z.object({ elementId: z.string() }), result: empty },
  playLine: { params: z.object({ elementId: z.string() }), result: empty },
  /** A line has ended or was stopped in the page's own player. */
  played: { params: z.object({ elementId: z.string(), wasStopped: z.boolean() }), result: empty },
  /** The caret moved to another element (at most a few a second): the timeline follows. */
  caretMoved: { params: z.object({ elementId: z.string() }), result: empty },
  /** The title page's entry with this key says something else now; `index` tells entries of one key apart. */
  editTitlePage: { params: z.object({ index: count, key: z.string(), value: z.string() }), result: empty },
  /** The script shall have a title page to be filled in. */
  addTitlePage: { params: empty, result: empty },
  /** The writer changed a setting in the page; answered by `settings`. */
  changeSetting: { params: settingChange, result: empty },
  /** Something failed in the page; for the log only. */
  logError: { params: z.object({ message: z.string() }), result: empty },
} as const;

/** Methods the host calls on the webview. */
export const toPage = {
  ack: { params: z.object({ sequence: count }), result: empty },
  /** Everything that came from anywhere, from this page up to `sequence`, stands in the document now. */
  written: { params: z.object({ sequence: count }), result: empty },
  /** An edit made elsewhere. `foreign` is this splice's number, counted from 1 for each panel. */
  splice: {
    params: z.object({
      foreign: count,
      reason: foreignReason,
      start: count,
      deleteCount: count,
      inserted: z.array(wireElement),
      caret: z.optional(caret),
    }),
    result: empty,
  },
  /** Start over from this state: after a failure that splices cannot mend. */
  reset: { params: z.object({ elements: z.array(wireElement), foreign: count }), result: empty },
  titlePage: {
    params: z.object({ entries: z.array(z.object({ key: z.string(), value: z.string() })) }),
    result: empty,
  },
  /** Send everything typed now; answered when it has been sent. */
  flush: { params: empty, result: empty },
  /** Where the caret is right now; missing when the page has never had one. */
  caret: { params: empty, result: z.object({ caret: z.optional(caret) }) },
  /** The elements that the selection touches, in order. */
  selection: { params: empty, result: z.object({ elementIds: z.array(z.string()) }) },
  lineStates: { params: z.object({ states: z.array(lineState) }), result: empty },
  settings: { params: pageSettings, result: empty },
  /** Bring a place into view and put the caret there; without an offset, at the element's start. */
  reveal: { params: z.object({ elementId: z.string(), offset: z.optional(count) }), result: empty },
  perform: { params: z.object({ action: z.enum(pageActions) }), result: empty },
  /** Select from the start of one element to the end of another, and bring the first into view. */
  select: { params: z.object({ firstId: z.string(), lastId: z.string() }), result: empty },
  setElementType: { params: z.object({ type: z.enum(elementTypes) }), result: empty },
  /** Play a sound file in the page; `uri` is a webview URI. The answer comes when sound has started; `started` is false when the browser refuses. */
  play: {
    params: z.object({ elementId: z.string(), uri: z.string(), rate: z.number() }),
    result: z.object({ started: z.boolean() }),
  },
  /** What is heard now, and the word of it as a range of its text; nothing without an element. */
  speaking: {
    params: z.object({ elementId: z.optional(z.string()), word: z.optional(z.object({ start: count, end: count })) }),
    result: empty,
  },
  stop: { params: empty, result: empty },
} as const;

export type WireElement = z.infer<typeof wireElement>;
export type LineState = z.infer<typeof lineState>;
export type Caret = z.infer<typeof caret>;
export type PageSettings = z.infer<typeof pageSettings>;
export type PageAction = (typeof pageActions)[number];
export type SettingChange = z.infer<typeof settingChange>;
export type PageStart = z.infer<(typeof toHost)['ready']['result']>;
