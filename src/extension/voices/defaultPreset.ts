import { type Preset, presets } from './presets.ts';
import { type CharacterTraits, suitingVoices } from './suitingVoices.ts';

const calm = 'calm';
/** Given only when a writer chooses it. */
const whisper = 'whisper';

/**
 * The voice that a character gets unasked: the best of those that suit it and nobody has, else the next that nobody has.
 * `taken` holds the presets already given, once for each character; when all are given, the least used comes again.
 */
export function defaultPresetFor(character: CharacterTraits, taken: readonly Preset[]): Preset {
  const wishes = suitingVoices(character);
  const rankOf = (id: string) => {
    const rank = wishes.findIndex((equals) => equals.includes(id));
    // The calm voice is kept for a narrator until the others are given.
    return rank !== -1 ? rank : wishes.length + (id === calm ? 1 : 0);
  };
  const timesTaken = (preset: Preset) => taken.filter(({ id }) => id === preset.id).length;
  const cost = (preset: Preset) => timesTaken(preset) * 100 + rankOf(preset.id);
  const [first, ...others] = presets.filter(({ id }) => id !== whisper);
  if (!first) throw new RangeError('There are no draft voices.');
  return others.reduce((best, preset) => (cost(preset) < cost(best) ? preset : best), first);
}
