import { allWords } from '../words/allWords.ts';
import { english } from '../words/english.ts';
import type { ScriptWords } from '../words/scriptWords.ts';
import type { ScriptView } from './scriptView.ts';

/** The words of a script's language: the one that is set, else the one that the script itself is written in, else English. */
export function wordsOf(view: ScriptView, setting: string): ScriptWords {
  const language = setting === 'auto' ? view.language : setting;
  return allWords.find((words) => words.language === language) ?? english;
}
