import type { PaidRequest } from '../paid/paidRows.ts';
import { requestKey } from '../requestKey.ts';
import type { RequestSlot, VoiceSound } from '../voiceProvider.ts';

const settingNames = ['stability', 'similarity_boost', 'style', 'use_speaker_boost', 'speed'] as const;

/**
 * What is asked of the service for a text as it is said. Its key is that of what is sent: lines that come out as the same request are
 * paid for once, and so is a line that is kept in another form (WAV or MP3).
 */
export function paidRequest(
  sound: VoiceSound,
  said: string,
  more: { readonly variation: number; readonly slot?: RequestSlot | undefined },
): PaidRequest {
  const { model, voice, language } = sound;
  const sampleRate = sound.format === 'wav-44100' ? 44_100 : 24_000;
  const previous = sound.settings['previous_text'];
  const previousText = typeof previous === 'string' ? previous : undefined;
  const settings = Object.fromEntries(
    settingNames.flatMap((name) => {
      const value = sound.settings[name];
      return typeof value === 'number' || typeof value === 'boolean' ? [[name, value] as const] : [];
    }),
  );
  const sent = {
    model,
    voice,
    language,
    format: `pcm-${sampleRate}`,
    settings: { ...settings, previous_text: previousText },
  };
  return {
    key: requestKey(sent, said),
    isFurtherTake: more.variation > 0,
    slot: more.slot,
    ...{ voice, model, language, previousText, settings, sampleRate, text: said },
  };
}
