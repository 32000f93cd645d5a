import { findScriptWords } from './findScriptWords.ts';

/** What print adds where a speech crosses a page: `(MORE)` below it, `(CONT'D)` beside the cue above its rest. */
export interface PrintedMarks {
  readonly more: string;
  readonly continued: string;
}

/** The marks of a language by its BCP 47 code; English ones for a language without words of its own. */
export function printedMarks(language: string): PrintedMarks {
  const words = findScriptWords(language);
  // The third extension is the one for a speech that goes on (see ScriptWords).
  return { more: `(${words?.more ?? 'MORE'})`, continued: `(${words?.extensions[2] ?? "CONT'D"})` };
}
