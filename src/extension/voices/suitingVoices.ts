/** Which draft voices suit a character, told by its name and by the age that the script gives it. */
import { type Gender, genderOfFirstName } from './firstNames.ts';

/** What is known of a character. */
export interface CharacterTraits {
  /** As its cues have it, without extensions. */
  readonly name: string;
  /** Years; missing when the script does not say. */
  readonly age?: number | undefined;
}

type Stage = 'child' | 'adult' | 'old';

const oldestChild = 14;
const youngestOld = 62;

/** Cues that narrate, upper case: Swedish and English. */
const narrators = ['BERÄTTAR', 'NARRATOR', 'SPEAKER', 'VOICEOVER'];

/** Words in a cue that say whose voice it is: Swedish and English. Those without a stage say nothing of the age. */
const roles: readonly { readonly words: RegExp; readonly gender: Gender; readonly stage?: Stage }[] = [
  { words: /FLICKA|GIRL|DOTTER|DAUGHTER/, gender: 'female', stage: 'child' },
  { words: /POJKE|\bBOY|\bKILLE/, gender: 'male', stage: 'child' },
  {
    words: /MORMOR|FARMOR|GRANDMA|GRANDMOTHER|GUMMA|GAMMEL?MOR|OLD (WOMAN|LADY)|TANT\b/,
    gender: 'female',
    stage: 'old',
  },
  { words: /MORFAR|FARFAR|GRANDPA|GRANDFATHER|GUBBE|OLD MAN/, gender: 'male', stage: 'old' },
  { words: /KVINNA|\bWOMAN|MAMMA|MOTHER|\bMOM\b|\bFRU\b|\bMRS\b|\bMISS\b/, gender: 'female' },
  { words: /\bMAN\b|PAPPA|FATHER|\bDAD\b|\bHERR\b|\bMR\b/, gender: 'male' },
];

/** Best first; voices on one line suit equally. What is on none suits least. */
type Wishes = readonly (readonly string[])[];

const women = ['woman1', 'woman2', 'woman3'];
const men = ['man1', 'man2', 'man3'];
const narration: Wishes = [['calm'], ['man2', 'woman2'], ['man1', 'woman1', 'man3', 'woman3']];

const voicesOf: Readonly<Record<Gender | 'unknown', Readonly<Record<Stage, Wishes>>>> = {
  female: {
    child: [['girl'], ['boy'], ['woman3'], women],
    adult: [women, ['oldWoman'], ['girl']],
    old: [['oldWoman'], ['woman2'], women],
  },
  male: {
    child: [['boy'], ['girl'], ['youngMan'], men],
    adult: [men, ['youngMan'], ['oldMan']],
    old: [['oldMan'], ['man2'], men],
  },
  unknown: {
    child: [
      ['girl', 'boy'],
      ['youngMan', 'woman3'],
    ],
    adult: [],
    old: [
      ['oldMan', 'oldWoman'],
      ['man2', 'woman2'],
    ],
  },
};

function stageOf(age: number | undefined): Stage | undefined {
  if (age === undefined) return undefined;
  if (age <= oldestChild) return 'child';
  return age >= youngestOld ? 'old' : 'adult';
}

/** Told by the first of the words in a name that is a first name: `KAPTEN ANNA LIND`. */
function genderOf(name: string): Gender | undefined {
  for (const word of name.split(/[^\p{L}\p{M}-]+/u)) {
    const gender = genderOfFirstName(word);
    if (gender) return gender;
  }
  return undefined;
}

/** The ids of the draft voices that suit a character; none when nothing tells. */
export function suitingVoices({ name, age }: CharacterTraits): Wishes {
  const cue = name.normalize('NFC').toUpperCase();
  if (narrators.some((word) => cue.includes(word))) return narration;
  const role = roles.find(({ words }) => words.test(cue));
  const gender = role?.gender ?? genderOf(cue) ?? 'unknown';
  return voicesOf[gender][stageOf(age) ?? role?.stage ?? 'adult'];
}
