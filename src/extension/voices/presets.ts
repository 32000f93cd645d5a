import offered from './draftVoices.json' with { type: 'json' };
import { type CharacterTraits, suitingVoices } from './suitingVoices.ts';

/** One of the draft voices, as eSpeak NG is told to sound. */
export interface Preset {
  readonly id: string;
  readonly variant: string;
  /** 0 to 99; 50 is the variant's own. */
  readonly pitch: number;
  readonly wordsPerMinute: number;
}

/** All draft voices, in the order in which a cast gets them: neighbours are far apart in pitch. */
export const presets: readonly Preset[] = offered.presets;

const prefix = 'draft:';
const calm = 'calm';
/** Given only when a writer chooses it. */
const whisper = 'whisper';

/** What is stored for a character: `draft:girl`. */
export function voiceIdOf(preset: Preset): string {
  return prefix + preset.id;
}

/** The preset of a stored voice id; undefined for a voice of another provider, an unknown one, or none. */
export function presetOf(voiceId: string | null): Preset | undefined {
  return presets.find((preset) => voiceIdOf(preset) === voiceId);
}

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
