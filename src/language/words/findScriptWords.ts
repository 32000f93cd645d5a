import type { ExtraWords } from '../parseOptions.ts';
import { allWords } from './allWords.ts';
import type { ScriptWords } from './scriptWords.ts';

/** The words of a language by its BCP 47 code, whatever its case and region: `sv-SE` is `sv`, `no` and `nn` are `nb`, `pt` is `pt-BR`. */
export function findScriptWords(code: string): ScriptWords | undefined {
  const wanted = code.toLowerCase().replaceAll('_', '-');
  const [base = wanted] = wanted.split('-');
  const known = base === 'no' || base === 'nn' ? 'nb' : base;
  return (
    allWords.find(({ language }) => language.toLowerCase() === wanted) ??
    allWords.find(({ language }) => language.split('-')[0] === known)
  );
}

function joined(words: readonly string[], own: readonly string[] | undefined): readonly string[] {
  return [...new Set([...words, ...(own ?? [])])];
}

/** As the lists of the languages have them: in capitals, without the dot after a prefix. */
function capitals(own: readonly string[] | undefined): readonly string[] {
  return (own ?? []).map((word) => word.trim().toUpperCase()).filter((word) => word !== '');
}

function prefixes(own: readonly string[] | undefined): readonly string[] {
  return capitals(own).map((word) => word.replace(/\s*\.+$/u, ''));
}

/** A language's words with a writer's own after them, to be offered. */
export function withExtraWords(words: ScriptWords, extra: ExtraWords): ScriptWords {
  return {
    ...words,
    interior: joined(words.interior, prefixes(extra.interior)),
    exterior: joined(words.exterior, prefixes(extra.exterior)),
    timesOfDay: joined(words.timesOfDay, capitals(extra.times)),
    transitions: joined(words.transitions, capitals(extra.transitions)),
    extensions: joined(
      words.extensions,
      extra.extensions?.filter((word) => word.trim() !== ''),
    ),
  };
}
