import { english } from './english.ts';
import { latinScripts } from './latinScripts.ts';
import { otherScripts } from './otherScripts.ts';
import type { ScriptWords } from './scriptWords.ts';
import { swedish } from './swedish.ts';

/** Every language that is known, Swedish and English first. */
export const allWords: readonly ScriptWords[] = [swedish, english, ...latinScripts, ...otherScripts];
