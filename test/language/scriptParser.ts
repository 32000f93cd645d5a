import type { Screenplay } from '../../src/language/document.ts';
import { type ParseOptions, parseLike, reparse } from '../../src/language/parse.ts';
import { createWordIndex } from '../../src/language/words/wordIndex.ts';

/** Reads texts in one way. */
export interface ScriptParser {
  parse(text: string): Screenplay;
  reparse(previous: Screenplay, text: string): Screenplay;
}

/** Looks the words up once, as a writer's settings do. */
export function createScriptParser(options: ParseOptions): ScriptParser {
  const words = createWordIndex(options);
  return { parse: (text) => parseLike({ words }, text), reparse };
}
