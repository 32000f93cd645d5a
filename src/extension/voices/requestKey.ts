import { createHash } from 'node:crypto';
import { providerIdOf, type VoiceSound } from './voiceProvider.ts';

/**
 * The identity of a request for a voice: SHA-256 (hex) over everything that decides the sound. Equal keys, equal sound: it is not made
 * or paid for twice. Text counts in NFC, settings in any order and without those left `undefined`.
 */
export function requestKey(sound: VoiceSound, spokenText: string): string {
  const settings = Object.entries(sound.settings)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = [
    providerIdOf(sound.voice),
    sound.model,
    sound.voice,
    settings,
    sound.language,
    sound.format,
    spokenText.normalize('NFC'),
  ];
  return createHash('sha256').update(JSON.stringify(parts), 'utf8').digest('hex');
}
