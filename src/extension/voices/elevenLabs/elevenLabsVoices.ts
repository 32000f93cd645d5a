/** ElevenLabs as a provider of voices. Loaded with the first voice of it; the SDK comes with it. */
import fs from 'node:fs/promises';
import type { Library } from '../../library/library.ts';
import type { MediaStore } from '../../library/media.ts';
import type { Log } from '../../platform/log.ts';
import type { PaidRequest } from '../paid/paidRows.ts';
import { PaidSounds, type PaidSoundsOptions } from '../paid/paidSounds.ts';
import { piecesOf } from '../speech/pieces.ts';
import { VoiceError } from '../voiceErrors.ts';
import type { Synthesis, VoiceRequest, VoiceSound } from '../voiceProvider.ts';
import { soundOfAnswer } from './answerSound.ts';
import { capabilitiesOf, usualCostOf, usualLongestText } from './capabilities.ts';
import { readingOf } from './elevenLabsSound.ts';
import { paidRequest } from './paidRequest.ts';
import type { Credits, OfferedVoice, SpeechModel, SpeechService } from './speechService.ts';
import { takeFromPieces } from './takeFromPieces.ts';

export interface ElevenLabsDeps extends Pick<PaidSoundsOptions, 'settleMs' | 'pollMs' | 'isOwnerAlive'> {
  readonly library: Library;
  readonly media: MediaStore;
  readonly log: Log;
  readonly service: SpeechService;
}

/** How long what the service offers is believed. */
const freshMs = 10 * 60_000;

export class ElevenLabsVoices {
  readonly #service: SpeechService;
  readonly #media: MediaStore;
  readonly #log: Log;
  readonly #paid: PaidSounds;
  readonly #lifetime = new AbortController();
  readonly #models: Remembered<readonly SpeechModel[]>;
  readonly #voices: Remembered<readonly OfferedVoice[]>;
  #isRecovered = false;

  constructor(deps: ElevenLabsDeps) {
    const { service } = deps;
    this.#service = service;
    this.#media = deps.media;
    this.#log = deps.log;
    this.#models = remembered((signal) => service.models(signal));
    this.#voices = remembered((signal) => service.voices(signal));
    this.#paid = new PaidSounds(
      {
        provider: 'elevenlabs',
        now: async (signal) => {
          if (!service.isClockKnown) await this.#models.fresh(signal);
          return service.now();
        },
        ask: (request, signal, onHead) => this.#ask(request, signal, onHead),
        history: (voice, since, signal) => service.history(voice, since, signal),
        fetch: async (item, signal) => ({
          audio: await service.historyAudio(item.id, signal),
          alignment: item.alignment,
          isFile: true,
        }),
        write: async (request, answer, path) => {
          const { file, facts } = await soundOfAnswer(request.text, answer, request.sampleRate);
          await fs.writeFile(path, file);
          return facts;
        },
      },
      deps,
    );
  }

  /** Speaks a line: pays for what was never paid for, and finds the rest. */
  async synthesize(request: VoiceRequest, signal: AbortSignal): Promise<Synthesis> {
    const models = await this.#models.get(signal);
    this.#recoverOnce();
    const { text, sound, path } = request;
    // Asked for by a name that nobody offers, it would cost a request for each line to hear so.
    if (models.length > 0 && !models.some(({ id }) => id === sound.model)) throw new VoiceError('modelGone');
    const reading = readingOf(text, sound);
    const pieces = piecesOf(reading.said, this.#longestText(models, sound.model));
    const kept = [];
    for (const piece of pieces) {
      const asked = paidRequest(sound, piece.text, { variation: request.variation ?? 0, slot: request.slot });
      kept.push({ piece, sound: await this.#paid.get(asked, signal) });
    }
    signal.throwIfAborted();
    return takeFromPieces(kept, { text, reading, path, format: sound.format, media: this.#media });
  }

  creditsFor(text: string, sound: VoiceSound): number {
    const model = this.#models.known?.find(({ id }) => id === sound.model);
    return readingOf(text, sound).said.length * (model?.creditsPerCharacter ?? usualCostOf(sound.model));
  }

  models(signal: AbortSignal): Promise<readonly SpeechModel[]> {
    return this.#models.get(signal);
  }

  voices(signal: AbortSignal): Promise<readonly OfferedVoice[]> {
    return this.#voices.get(signal);
  }

  credits(signal: AbortSignal): Promise<Credits> {
    return this.#service.credits(signal);
  }

  /** Asks for everything anew when it is next needed: a voice may have been made or deleted on the web. */
  forget(): void {
    this.#models.forget();
    this.#voices.forget();
  }

  dispose(): void {
    this.#lifetime.abort();
  }

  #longestText(models: readonly SpeechModel[], model: string): number {
    return models.find(({ id }) => id === model)?.longestText ?? usualLongestText(model);
  }

  async #ask(request: PaidRequest, signal: AbortSignal, onHead: (requestId: string | undefined) => void) {
    const { slot, settings, language, previousText, text, voice, model, sampleRate } = request;
    const offered = this.#models.known?.find(({ id }) => id === model);
    const can = capabilitiesOf(model);
    const [languageCode = ''] = language.split('-');
    const takesLanguage = can.language && offered?.languages.includes(languageCode);
    const { style, use_speaker_boost, ...others } = settings;
    const taken = {
      ...others,
      ...(style !== undefined && offered?.takesStyle ? { style } : {}),
      ...(use_speaker_boost !== undefined && offered?.takesSpeakerBoost ? { use_speaker_boost } : {}),
    };
    const ask = { text, voice, model, previousText, settings: taken, sampleRate };
    const answer = await this.#service.speak(
      { ...ask, languageCode: takesLanguage ? languageCode : undefined },
      signal,
      ({ requestId, ...seen }) => {
        slot?.learn(seen);
        onHead(requestId);
      },
    );
    slot?.release();
    return answer;
  }

  /** What earlier windows paid for and did not live to receive is fetched beside the first line, once. */
  #recoverOnce(): void {
    if (this.#isRecovered) return;
    this.#isRecovered = true;
    this.#paid.recover(this.#lifetime.signal).catch((cause: unknown) => {
      if (!this.#lifetime.signal.aborted) this.#log.warn('Voices of earlier windows could not be looked for', cause);
    });
  }
}

interface Remembered<T> {
  readonly known: T | undefined;
  /** What is known, or asked for when that is old. */
  get(signal: AbortSignal): Promise<T>;
  fresh(signal: AbortSignal): Promise<T>;
  forget(): void;
}

/** Something that is asked for once in a while; a failure is not remembered, and callers at the same time share one question. */
function remembered<T>(ask: (signal: AbortSignal) => Promise<T>): Remembered<T> {
  let value: { readonly is: T; readonly at: number } | undefined;
  let asking: Promise<T> | undefined;
  const fresh = (signal: AbortSignal) => {
    asking ??= ask(signal)
      .then((is) => {
        value = { is, at: performance.now() };
        return is;
      })
      .finally(() => {
        asking = undefined;
      });
    return asking;
  };
  return {
    get known() {
      return value?.is;
    },
    get: async (signal) => (value && performance.now() - value.at < freshMs ? value.is : fresh(signal)),
    fresh,
    forget() {
      value = undefined;
    },
  };
}
