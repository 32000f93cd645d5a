import type { WordTiming } from './draftMessages.ts';

export type { WordTiming };

/** What decides how a text sounds, apart from the text. It takes part in the request key: other values, another sound. */
export interface VoiceSound {
  readonly model: string;
  readonly voice: string;
  /** Voice settings by name; a setting left out and one that is `undefined` are the same. */
  readonly settings: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Two-letter code (`sv`), or with a region where it sounds different (`pt-BR`). */
  readonly language: string;
  readonly format: string;
}

export interface VoiceRequest {
  /** Spoken text: no parentheticals, no emphasis marks, not empty. */
  readonly text: string;
  readonly sound: VoiceSound;
  /** Absolute path that the finished sound comes to lie at, whole or not at all. */
  readonly path: string;
  /** 0 or missing: the plain reading. Else the number of a further take, which is to sound a little different. */
  readonly variation?: number;
}

export interface Synthesis {
  readonly durationMs: number;
  /** Samples a second. */
  readonly sampleRate: number;
  /** Loudest sample of each fiftieth of a second, 0 to 255 of full scale. */
  readonly peaks: Uint8Array;
  readonly words: readonly WordTiming[];
}

/** Someone who can speak a line. */
export interface VoiceProvider {
  readonly id: string;
  /** How a voice of this provider sounds in a language; undefined for a voice or language that it does not have. */
  soundOf(voice: string, language: string): VoiceSound | undefined;
  /** Credits that speaking a text costs; missing where voices cost nothing. */
  creditsFor?(text: string, sound: VoiceSound): number;
  /**
   * Speaks one line. Rejects with a HumanError that the writer can act on, or with `signal.reason` promptly after an abort;
   * then nothing lies at `path`.
   */
  synthesize(request: VoiceRequest, signal: AbortSignal): Promise<Synthesis>;
  dispose(): void;
}
