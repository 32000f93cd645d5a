import type { WordTiming } from './draftMessages.ts';

export type { WordTiming };

/** A line as it is to be spoken, before a provider decides how. */
export interface VoiceLine {
  /** Whose choices count: how words are said is a project's own. */
  readonly projectId?: string | undefined;
  /** What is stored for the character: `draft:girl`, or a voice id of ElevenLabs. */
  readonly voice: string;
  /** Two-letter code (`sv`), or with a region where it sounds different (`pt-BR`). */
  readonly language: string;
  /** Words to speak: no parentheticals, no emphasis marks. */
  readonly text: string;
  /** The character's `voice_settings` as they are stored; a provider takes what it understands. */
  readonly voiceSettings?: unknown;
  /** How the script asks for it (`whispering`), without parentheses; never spoken. */
  readonly direction?: string | undefined;
  /** What the same character says before, for a voice that flows on. */
  readonly previousText?: string | undefined;
  /** How the writer wants words to be said, by the word as it is written. */
  readonly pronunciations?: Readonly<Record<string, string>> | undefined;
}

/** What decides how a text sounds, apart from the text. It takes part in the request key: other values, another sound. */
export interface VoiceSound {
  readonly model: string;
  readonly voice: string;
  /** Voice settings by name; a setting left out and one that is `undefined` are the same. */
  readonly settings: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Two-letter code (`sv`), or with a region where it sounds different (`pt-BR`). */
  readonly language: string;
  /** `wav-22050`, `mp3_44100_128` …; see {@link extensionOf}. */
  readonly format: string;
}

/** The ending of a file in a sound's format, with its dot. */
export function extensionOf({ format }: Pick<VoiceSound, 'format'>): '.mp3' | '.wav' {
  return format.startsWith('mp3') ? '.mp3' : '.wav';
}

/** A place among the requests that a service takes at once. */
export interface RequestSlot {
  /** Resolves when a request may be sent. Rejects when the line is not to be sent any more: its batch ended, the service is gone. */
  take(): Promise<void>;
  /** What the service said: how many requests it counts now, and how many it takes. */
  learn(seen: { readonly current?: number | undefined; readonly maximum?: number | undefined }): void;
  /** The answer is here: another request may begin, though this one's sound is not stored yet. */
  release(): void;
}

export interface VoiceRequest {
  /** Spoken text: no parentheticals, no emphasis marks, not empty. */
  readonly text: string;
  readonly sound: VoiceSound;
  /** Identity of text and sound (requestKey.ts): equal keys are paid for once. */
  readonly key: string;
  /** Absolute path that the finished sound comes to lie at, whole or not at all. */
  readonly path: string;
  /** 0 or missing: the plain reading. Else the number of a further take, which is to sound a little different. */
  readonly variation?: number;
  readonly slot?: RequestSlot;
}

export interface Synthesis {
  readonly durationMs: number;
  /** Samples a second. */
  readonly sampleRate: number;
  /** Loudest sample of each fiftieth of a second, 0 to 255 of full scale. */
  readonly peaks: Uint8Array;
  readonly words: readonly WordTiming[];
  /** What the service took for it; 0 when it was found again, undefined when it takes nothing. */
  readonly credits?: number;
}

/** The lines that share a limit of requests at once. */
export interface Lane {
  readonly name: string;
  readonly provider: ProviderId;
  /** How many requests may run before the service has said how many it takes. */
  readonly atFirst: number;
  /**
   * As many lines again are made ready beside those that are being spoken, and wait for a place ({@link RequestSlot.take}): what has to be
   * written before a request goes out then costs no time of the service. Without it a line has its place from the beginning.
   */
  readonly isPrepared?: boolean;
}

/** Someone who can speak a line. */
export interface VoiceProvider {
  /** How a line sounds; undefined for a voice or language that this provider does not have. Asks nobody. */
  soundOf(line: VoiceLine): VoiceSound | undefined;
  /** Which lines share their limit with this one. */
  laneOf(voice: string): Lane;
  /** Credits that speaking a text costs, about; missing where voices cost nothing. */
  creditsFor?(text: string, sound: VoiceSound): number;
  /** True when a sound was paid for and kept, in whatever project: it costs nothing to have it again. */
  isKept?(text: string, sound: VoiceSound): boolean;
  /**
   * Speaks one line. Rejects with a HumanError that the writer can act on, or with `signal.reason` promptly after an abort;
   * then nothing lies at `path`.
   */
  synthesize(request: VoiceRequest, signal: AbortSignal): Promise<Synthesis>;
  dispose(): void;
}

export type ProviderId = 'draft' | 'elevenlabs';

/** Whose voice a stored voice id is. The data model keeps ids of ElevenLabs as they are; ours have a prefix. */
export function providerIdOf(voiceId: string): ProviderId {
  return voiceId.startsWith('draft:') ? 'draft' : 'elevenlabs';
}
