import offered from './draftVoices.json' with { type: 'json' };

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

/** What is stored for a character: `draft:girl`. */
export function voiceIdOf(preset: Preset): string {
  return prefix + preset.id;
}

/** The preset of a stored voice id; undefined for a voice of another provider, an unknown one, or none. */
export function presetOf(voiceId: string | null): Preset | undefined {
  return presets.find((preset) => voiceIdOf(preset) === voiceId);
}
