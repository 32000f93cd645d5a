import type { Cue } from './document.ts';
import { withoutEmphasis } from './emphasis.ts';
import { withoutHidden } from './hiddenText.ts';
import { isAllCapitals } from './letterCase.ts';
import { allWords } from './words/allWords.ts';

/** A cue as one line gives it: `text` without the forcing `@` and the `^` of dual dialogue. */
export interface CueLine {
  readonly text: string;
  readonly cue: Cue;
}

const extension = /\(([^()]*)\)/g;

/** Whether a line, without its leading white space, can be a cue without an `@` (https://fountain.io/syntax#section-character). */
export function isCue(line: string): boolean {
  return isAllCapitals(line);
}

/** One spelling for one character: single spaces, and NFC, so that both ways to write Å are one. */
function nameOf(words: string): string {
  const trimmed = words.trim();
  return (/\s\s|[^\S ]/.test(trimmed) ? trimmed.replace(/\s+/g, ' ') : trimmed).normalize('NFC');
}

const continuedWords: ReadonlySet<string> = new Set(allWords.flatMap((language) => language.continued));

/** Whether an extension says that the speech goes on: `CONT'D`, `cont’d`, `V.O., FORTS.`, in any of the languages. */
export function isContinued(extensionText: string): boolean {
  return extensionText.split(/[,;/]/).some(isContinuedWord);
}

function isContinuedWord(text: string): boolean {
  const words = text.trim().toUpperCase().normalize('NFC').replaceAll('’', "'").replace(/\.$/, '');
  return continuedWords.has(words) || continuedWords.has(`${words}.`);
}

const noExtensions: readonly string[] = [];

/** What a cue's text says. */
export function describeCue(text: string, dual: boolean): Cue {
  const shown = withoutEmphasis(withoutHidden(text));
  const paren = shown.indexOf('(');
  if (paren === -1) return { name: nameOf(shown), extensions: noExtensions, dual };
  const extensions = [...shown.matchAll(extension)].flatMap((match) => match[1]?.trim() || []);
  const name = nameOf(shown.slice(0, paren));
  return extensions.some(isContinued) ? { name, extensions, dual, continued: true } : { name, extensions, dual };
}

/** Reads a cue; `line` comes without leading white space and `@`. One space before the `^` belongs to the mark. */
export function readCue(line: string): CueLine {
  const end = line.trimEnd().length;
  const dual = line.charCodeAt(end - 1) === 0x5e;
  const text = dual ? line.slice(0, end - 1).replace(/\s$/, '') : line;
  return { text, cue: describeCue(text, dual) };
}

/** Reads cues and remembers them: in a script there are few different ones. */
export function createCueReader(): (line: string) => CueLine {
  const known = new Map<string, CueLine>();
  return (line) => {
    let cue = known.get(line);
    if (!cue) {
      cue = readCue(line);
      known.set(line, cue);
    }
    return cue;
  };
}
