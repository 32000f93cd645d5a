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
const calm = 'calm';
/** Given only when a writer chooses it. */
const whisper = 'whisper';

/** Cues that narrate, upper case: Swedish and English. */
const narrators = ['BERÄTTAR', 'NARRATOR', 'SPEAKER', 'VOICEOVER'];

/** Words in a cue that say whose voice it is: Swedish and English. */
const roles: readonly { readonly words: RegExp; readonly presets: readonly string[] }[] = [
  { words: /FLICKA|GIRL|DOTTER|DAUGHTER/, presets: ['girl'] },
  { words: /POJKE|\bBOY|\bKILLE/, presets: ['boy'] },
  { words: /MORMOR|FARMOR|GRANDMA|GRANDMOTHER|GUMMA|GAMMEL?MOR|OLD (WOMAN|LADY)|TANT\b/, presets: ['oldWoman'] },
  { words: /MORFAR|FARFAR|GRANDPA|GRANDFATHER|GUBBE|OLD MAN/, presets: ['oldMan'] },
  { words: /KVINNA|\bWOMAN|MAMMA|MOTHER|\bMOM\b|\bFRU\b|\bMRS\b|\bMISS\b/, presets: ['woman1', 'woman2', 'woman3'] },
  { words: /\bMAN\b|PAPPA|FATHER|\bDAD\b|\bHERR\b|\bMR\b/, presets: ['man1', 'man2', 'man3'] },
];

/** What is stored for a character: `draft:girl`. */
export function voiceIdOf(preset: Preset): string {
  return prefix + preset.id;
}

/** The preset of a stored voice id; undefined for a voice of another provider, an unknown one, or none. */
export function presetOf(voiceId: string | null): Preset | undefined {
  return presets.find((preset) => voiceIdOf(preset) === voiceId);
}

function wishedPresets(characterName: string): readonly string[] {
  const name = characterName.normalize('NFC').toUpperCase();
  if (narrators.some((word) => name.includes(word))) return [calm];
  return roles.find(({ words }) => words.test(name))?.presets ?? [];
}

/**
 * The voice that a character gets unasked: one that suits its name when the name says so, else the next that nobody has.
 * `taken` holds the presets already given, once for each character; when all are given, the least used comes again.
 */
export function defaultPresetFor(characterName: string, taken: readonly Preset[]): Preset {
  const wished = wishedPresets(characterName);
  const isWished = (preset: Preset) => wished.includes(preset.id);
  const timesTaken = (preset: Preset) => taken.filter(({ id }) => id === preset.id).length;
  // The calm voice is kept for a narrator until the others are given.
  const cost = (preset: Preset) => timesTaken(preset) * 10 + (isWished(preset) ? 0 : preset.id === calm ? 2 : 1);
  const [first, ...others] = presets.filter(({ id }) => id !== whisper);
  if (!first) throw new RangeError('There are no draft voices.');
  return others.reduce((best, preset) => (cost(preset) < cost(best) ? preset : best), first);
}
