import type { Alignment } from './wordTimes.ts';

/** A text as it is asked of the service: parameters that the model does not take are left out already. */
export interface SpeechAsk {
  readonly text: string;
  readonly voice: string;
  readonly model: string;
  readonly languageCode?: string | undefined;
  readonly previousText?: string | undefined;
  /** The data model's `voice_settings`, without nulls. */
  readonly settings: Readonly<Record<string, number | boolean>>;
  /** 16-bit samples a second. */
  readonly sampleRate: 24_000 | 44_100;
}

/** What the service says about requests at once. */
export interface Concurrency {
  readonly current?: number | undefined;
  readonly maximum?: number | undefined;
}

export interface SpokenAnswer {
  readonly audio: Uint8Array;
  /** A sound file, as the history keeps them; else samples in the asked form. */
  readonly isFile: boolean;
  readonly alignment?: Alignment | undefined;
  /** The service's id of the request. */
  readonly requestId?: string | undefined;
  readonly credits?: number | undefined;
}

/** A sound that the service made and charged before. */
export interface HistoryItem {
  readonly id: string;
  readonly requestId?: string | undefined;
  readonly voice?: string | undefined;
  readonly model?: string | undefined;
  readonly text?: string | undefined;
  /** Unix time in seconds, by the service's clock. */
  readonly dateUnix: number;
  /** It is being made; its sound will be there. */
  readonly isUnfinished: boolean;
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
  readonly alignment?: Alignment | undefined;
}

export interface SpeechModel {
  readonly id: string;
  readonly name: string;
  readonly longestText: number;
  readonly creditsPerCharacter: number;
  /** Two-letter codes. */
  readonly languages: readonly string[];
  readonly takesStyle: boolean;
  readonly takesSpeakerBoost: boolean;
}

export interface OfferedVoice {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Such as `gender: female`, as the service has them. */
  readonly labels: Readonly<Record<string, string>>;
  readonly category: string;
  /** A sound on the web that costs nothing to hear. */
  readonly previewUrl: string | undefined;
}

export interface Credits {
  readonly used: number;
  readonly limit: number;
  /** The plan's name, as the service has it. */
  readonly tier: string;
  /** When the count begins anew, unix time in seconds. */
  readonly renewsUnix: number | undefined;
}

/** ElevenLabs as we use it. Everything rejects with a SpeechFailure, or with the signal's reason after an abort. */
export interface SpeechService {
  /** Milliseconds since 1970 by the service's clock, as far as it is known. */
  now(): number;
  /** True once the service's clock has been seen. */
  readonly isClockKnown: boolean;
  /** Speaks and charges. `onHead` hears the head of the answer, before its sound has come. */
  speak(
    ask: SpeechAsk,
    signal: AbortSignal,
    onHead: (head: Concurrency & { readonly requestId?: string | undefined }) => void,
  ): Promise<SpokenAnswer>;
  /** What was made with a voice, newest first, back to a time (unix seconds, by the service's clock). */
  history(voice: string, sinceUnix: number, signal: AbortSignal): Promise<readonly HistoryItem[]>;
  historyAudio(itemId: string, signal: AbortSignal): Promise<Uint8Array>;
  models(signal: AbortSignal): Promise<readonly SpeechModel[]>;
  voices(signal: AbortSignal): Promise<readonly OfferedVoice[]>;
  credits(signal: AbortSignal): Promise<Credits>;
}
