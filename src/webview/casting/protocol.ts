/** What the casting page and the extension say to each other. Texts of states and reasons come ready for reading. */
import * as z from 'zod/mini';

const empty = z.object({});
const id = z.string();
const count = z.int().check(z.nonnegative());
const seconds = z.number().check(z.nonnegative());

const castMember = z.object({
  characterId: id,
  name: z.string(),
  lines: count,
  /** Of the lines, those with a voice that is what it should be. */
  voiced: count,
  stale: count,
  /** Lines that have nothing yet; those being made are in none of the three. */
  missing: count,
  /** Missing while nobody has cast the character. */
  voiceId: z.optional(id),
  /** The voice in a person's words; empty while there is none. */
  voiceName: z.string(),
  /** Others who have the same voice by chance. */
  sharedWith: z.array(z.string()),
  /** The character whose voice this one has by the writer's word. */
  sameAs: z.optional(z.object({ characterId: id, name: z.string() })),
});

const settings = z.object({
  stability: z.optional(z.number()),
  similarity_boost: z.optional(z.number()),
  style: z.optional(z.number()),
  use_speaker_boost: z.optional(z.boolean()),
});

const take = z.object({
  assetId: id,
  name: z.string(),
  seconds: z.optional(seconds),
  isChosen: z.boolean(),
  /** Why it is not what the line would sound like now; empty when it is. */
  staleWhy: z.string(),
  /** False when its file is not on this machine. */
  isPlayable: z.boolean(),
});

const line = z.object({
  elementId: id,
  /** The scene's number or place. */
  scene: z.string(),
  words: z.string(),
  state: z.enum(['none', 'generating', 'generated', 'stale']),
  staleWhy: z.string(),
  seconds: z.optional(seconds),
  takes: count,
});

/** The chosen character, more closely. */
const detail = z.object({
  characterId: id,
  settings,
  /** The settings that make a difference to the character's voice. */
  understood: z.array(z.enum(['stability', 'similarity_boost', 'style', 'use_speaker_boost'])),
  /** In the order of the scripts. */
  lines: z.array(line),
  /** The line whose takes are shown. */
  elementId: z.optional(id),
  /** Of that line, oldest first. */
  takes: z.array(take),
});

const batch = z.object({
  phase: z.enum(['idle', 'running', 'paused', 'ended']),
  total: count,
  finished: count,
  /** `3 of 14 · TOVE`, or how it ended. */
  text: z.string(),
  /** Why lines failed, a line for each reason; empty when none did. */
  reasons: z.string(),
  canRetry: z.boolean(),
});

/** Everything on the page. */
export const castingModel = z.object({
  /** Empty when there is no project yet. */
  project: z.string(),
  /** Most lines first. */
  cast: z.array(castMember),
  detail: z.optional(detail),
  batch,
  /** `12,300 of 100,000 credits used`; empty where voices cost nothing. */
  credits: z.string(),
});

const offeredVoice = z.object({
  voiceId: id,
  name: z.string(),
  /** `female · young · British`. */
  traits: z.string(),
  /** Names of the characters that have it. */
  usedBy: z.array(z.string()),
});

/** What the page says, in the writer's language; `{0}` … stand for values. */
export const castingStrings = z.object({
  title: z.string(),
  empty: z.string(),
  cast: z.string(),
  character: z.string(),
  lines: z.string(),
  voice: z.string(),
  voices: z.string(),
  status: z.string(),
  notCast: z.string(),
  autoCast: z.string(),
  autoCastHint: z.string(),
  generateMissing: z.string(),
  regenerateStale: z.string(),
  statusAll: z.string(),
  statusSome: z.string(),
  staleCount: z.string(),
  shared: z.string(),
  sameAs: z.string(),
  linesOf: z.string(),
  lineCount: z.string(),
  oneLine: z.string(),
  searchVoices: z.string(),
  noVoiceFound: z.string(),
  offeredVoices: z.string(),
  preview: z.string(),
  previewing: z.string(),
  use: z.string(),
  current: z.string(),
  usedBy: z.string(),
  ownVoice: z.string(),
  sameVoiceAs: z.string(),
  settings: z.string(),
  stability: z.string(),
  stabilityHint: z.string(),
  similarity: z.string(),
  similarityHint: z.string(),
  style: z.string(),
  styleHint: z.string(),
  speakerBoost: z.string(),
  speakerBoostHint: z.string(),
  byVoice: z.string(),
  resetSettings: z.string(),
  noVoiceYet: z.string(),
  generating: z.string(),
  changed: z.string(),
  seconds: z.string(),
  playLine: z.string(),
  stop: z.string(),
  generateLine: z.string(),
  regenerateLine: z.string(),
  newTake: z.string(),
  newTakeHint: z.string(),
  takes: z.string(),
  takeCount: z.string(),
  takesOf: z.string(),
  noTakes: z.string(),
  playTake: z.string(),
  chosen: z.string(),
  choose: z.string(),
  chooseTake: z.string(),
  renameTake: z.string(),
  deleteTake: z.string(),
  showInScript: z.string(),
  pause: z.string(),
  continue: z.string(),
  cancel: z.string(),
  tryAgain: z.string(),
  progress: z.string(),
  enableSound: z.string(),
  fileMissing: z.string(),
});

/** The body attribute that carries the strings, URI-encoded JSON. */
export const stringsAttribute = 'data-strings';

const element = z.object({ elementId: id });
const asset = z.object({ assetId: id });
const needs = z.enum(['missing', 'stale']);

/** What the page keeps through hiding and reload. */
export const castingViewState = z.object({ characterId: z.optional(id), elementId: z.optional(id) });

/** Methods the page calls on the host. */
export const toHost = {
  /** The page is up (again); `view` is what it showed before. */
  ready: { params: z.object({ view: z.optional(castingViewState) }), result: z.object({ model: castingModel }) },
  /** Show a character, or a line of it with its takes. */
  select: { params: z.object({ characterId: id, elementId: z.optional(id) }), result: empty },
  /** Rejects with a sentence for the writer. */
  searchVoices: { params: z.object({ query: z.string() }), result: z.object({ voices: z.array(offeredVoice) }) },
  /** A sound of the voice saying something of the character's; `uri` is missing when there is none. */
  previewVoice: {
    params: z.object({ characterId: id, voiceId: id }),
    result: z.object({ uri: z.optional(z.string()) }),
  },
  castVoice: { params: z.object({ characterId: id, voiceId: id }), result: empty },
  setSettings: { params: z.object({ characterId: id, settings }), result: empty },
  /** Without the other, the character has its own voice. */
  sameVoice: { params: z.object({ characterId: id, otherId: z.optional(id) }), result: empty },
  autoCast: { params: empty, result: empty },
  /** For one character, or for the whole script in hand. */
  generate: { params: z.object({ need: needs, characterId: z.optional(id) }), result: empty },
  generateLine: { params: element, result: empty },
  newTake: { params: element, result: empty },
  /** Where the sound of a line or take is; missing when its file is gone. */
  soundOf: {
    params: z.object({ elementId: z.optional(id), assetId: z.optional(id) }),
    result: z.object({ uri: z.optional(z.string()) }),
  },
  chooseTake: { params: asset, result: empty },
  renameTake: { params: asset, result: empty },
  deleteTake: { params: asset, result: empty },
  steer: { params: z.object({ act: z.enum(['pause', 'resume', 'cancel', 'retry']) }), result: empty },
  reveal: { params: element, result: empty },
  /** A line that the host had asked for has ended or was stopped here. */
  played: { params: z.object({ elementId: id, wasStopped: z.boolean() }), result: empty },
  /** Something failed in the page; for the log only. */
  logError: { params: z.object({ message: z.string() }), result: empty },
} as const;

/** Methods the host calls on the page. */
export const toPage = {
  model: { params: castingModel, result: empty },
  /** Play a sound; `started` is false when the browser wants a click first. `rate` is 1 at normal speed. */
  play: {
    params: z.object({ elementId: id, uri: z.string(), rate: z.number() }),
    result: z.object({ started: z.boolean() }),
  },
  stop: { params: empty, result: empty },
  /** Put the focus on what is shown: a character's row, or the takes of a line. */
  focus: { params: z.object({ on: z.enum(['cast', 'voices', 'takes']) }), result: empty },
} as const;

export type CastingModel = z.infer<typeof castingModel>;
export type CastMember = CastingModel['cast'][number];
export type CastDetail = NonNullable<CastingModel['detail']>;
export type CastLine = CastDetail['lines'][number];
export type CastTake = CastDetail['takes'][number];
export type CastSettings = CastDetail['settings'];
export type CastingBatch = CastingModel['batch'];
export type OfferedVoice = z.infer<typeof offeredVoice>;
export type CastingStrings = z.infer<typeof castingStrings>;
export type CastingViewState = z.infer<typeof castingViewState>;
