import { english } from './english.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import { latinScripts } from './latinScripts.ts';
import { nordic } from './nordic.ts';
import { otherScripts } from './otherScripts.ts';
import type { ScriptWords } from './scriptWords.ts';
import { spanish } from './spanish.ts';
import { swedish } from './swedish.ts';

/** Every language that is known, Swedish and English first. */
export const allWords: readonly ScriptWords[] = [
  swedish,
  english,
  ...nordic,
  german,
  french,
  spanish,
  ...latinScripts,
  ...otherScripts,
];
