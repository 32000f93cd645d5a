import * as z from 'zod/mini';
import { pronunciationSetting, pronunciationsOf } from '../speech/pronunciations.ts';
import { type Reading, respell, withLead } from '../speech/reading.ts';
import type { VoiceLine, VoiceSound } from '../voiceProvider.ts';
import { capabilitiesOf, type ModelCapabilities } from './capabilities.ts';

/** What the writer has chosen for all voices of ElevenLabs. */
export interface ElevenLabsChoices {
  /** `eleven_multilingual_v2` … */
  readonly model: string;
  /** The form in which sounds are kept. */
  readonly format: 'wav-24000' | 'wav-44100' | 'mp3-24000';
  /** Parentheticals direct the voice, where the model takes directions. */
  readonly usesDirection: boolean;
  /** Lines flow on from what the character says before, where the model takes that. */
  readonly flowsOn: boolean;
}

const share = z.number().check(z.minimum(0), z.maximum(1));
/** The data model's `voice_settings`; what is wrong or null is left out, for the service refuses nulls. */
const storedSettings = z.object({
  stability: z.catch(z.optional(share), undefined),
  similarity_boost: z.catch(z.optional(share), undefined),
  style: z.catch(z.optional(share), undefined),
  use_speaker_boost: z.catch(z.optional(z.boolean()), undefined),
  speed: z.catch(z.optional(z.number().check(z.minimum(0.7), z.maximum(1.2))), undefined),
});

/** Longer directions are no directions; the bracket would be read aloud. */
const longestDirection = 60;
/** Of what was said before, so much is heard in the voice. */
const longestPreviousText = 300;

/** How a line sounds with the writer's choices: only what the model takes, so that what it would ignore asks for no new sound. */
export function elevenLabsSound(line: VoiceLine, choices: ElevenLabsChoices): VoiceSound {
  const { model, format } = choices;
  const can = capabilitiesOf(model);
  const direction = choices.usesDirection && can.direction ? tagOf(line.direction) : '';
  const flows = choices.flowsOn && can.previousText;
  return {
    model,
    voice: line.voice,
    language: line.language,
    format,
    settings: {
      ...voiceSettings(line.voiceSettings, can),
      direction: direction || undefined,
      previous_text: (flows && line.previousText?.slice(-longestPreviousText)) || undefined,
      pronunciations: pronunciationSetting(line.text, line.pronunciations),
    },
  };
}

function voiceSettings(stored: unknown, can: ModelCapabilities): VoiceSound['settings'] {
  const parsed = storedSettings.safeParse(stored ?? {}).data;
  const stability = parsed?.stability;
  return {
    stability: stability === undefined || !can.stabilitySteps ? stability : nearest(stability, can.stabilitySteps),
    similarity_boost: parsed?.similarity_boost,
    style: can.style ? parsed?.style : undefined,
    use_speaker_boost: can.speakerBoost ? parsed?.use_speaker_boost : undefined,
    speed: can.speed ? parsed?.speed : undefined,
  };
}

function nearest(value: number, steps: readonly number[]): number {
  return steps.reduce((best, step) => (Math.abs(step - value) < Math.abs(best - value) ? step : best));
}

/** A direction in brackets; empty for none and for what could not be one. */
function tagOf(direction: string | undefined): string {
  const words = (direction ?? '')
    .replace(/[[\]()\n\r]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return words === '' || words.length > longestDirection ? '' : `[${words}] `;
}

/** What is sent for a text, by the sound that {@link elevenLabsSound} made for it. Brackets of the script are no directions. */
export function readingOf(text: string, sound: VoiceSound): Reading {
  const { direction } = sound.settings;
  const brackets = capabilitiesOf(sound.model).direction ? [...text.matchAll(/[[\]]/g)] : [];
  const plain = brackets.map(({ index }) => ({ start: index, end: index + 1, said: ' ' }));
  const reading = respell(text, [...pronunciationsOf(sound), ...plain]);
  return withLead(typeof direction === 'string' ? direction : '', reading);
}
