import type { Element } from '../document.ts';
import type { ScriptView, Span } from '../features/scriptView.ts';
import { isTimeOfDay, readHeading } from '../headings.ts';
import { isAllCapitals } from '../letterCase.ts';
import type { ScriptWords } from '../words/scriptWords.ts';
import type { WordIndex } from '../words/wordIndex.ts';
import { type Finding, noFindings, type QuickFix, type Rule } from './finding.ts';
import { editDistance } from './likelySlips.ts';
import { lineEndAt } from './sourceLines.ts';

/** UTF-16 code units, indentation included. */
const longestHeading = 120;

/** A line that ends like a scene heading and does not begin like one (`ITN. KÖK - DAG`), so that no scene starts. */
export const unknownHeadingPrefix: Rule = {
  code: 'unknown-heading-prefix',
  check: (view) =>
    view.screenplay.elements.flatMap((element) => {
      const line = candidateLine(view, element);
      if (!line || !looksLikeHeading(view.text.slice(line.start, line.end), view.words)) return noFindings;
      return [findingOf(view, line)];
    }),
  fixes(view, { start, end }, words) {
    const line = view.text.slice(start, end);
    const prefix = prefixOf(line);
    const meant = prefix && wordsMeant(prefix.word, words)[0];
    if (prefix && meant) {
      const edits = [{ start: start + prefix.start, end: start + prefix.end, text: `${meant}.` }];
      return [{ kind: 'changeTo', values: [`${meant}.`], edits, isPreferred: true }, forced(start)];
    }
    const at = start + (numberOf(line)?.length ?? 0);
    const [inside = 'INT'] = words.interior;
    const [outside = 'EXT'] = words.exterior;
    return [added(at, inside, true), added(at, outside, false), forced(start)];
  },
};

/** A paragraph of one line, or what is read as a cue since text follows directly. */
function candidateLine({ text }: ScriptView, { type, text: words, start, end }: Element): Span | undefined {
  if ((type !== 'action' && type !== 'character') || end - start > longestHeading) return undefined;
  if (!/\s[-\u2013\u2014]\s|^\s*\d/.test(words)) return undefined;
  const from = start + (/^[ \t]*/.exec(text.slice(start, Math.min(end, start + 20)))?.[0].length ?? 0);
  if (lineEndAt(text, from) < end || '!@'.includes(text.charAt(from))) return undefined;
  return { start: from, end: start + text.slice(start, end).trimEnd().length };
}

function findingOf(view: ScriptView, line: Span): Finding {
  const prefix = prefixOf(view.text.slice(line.start, line.end))?.word ?? '';
  return { code: 'unknown-heading-prefix', severity: 'warning', ...line, values: [prefix] };
}

const headingEnd = /\s[-\u2013\u2014]\s+([^-\u2013\u2014]+?)(?:\s+#[\p{L}\p{N}.-]+#)?\s*$/u;

/** In capitals with a time of day after a dash, or with a prefix that is nearly one and anything of a heading beside it. */
function looksLikeHeading(line: string, index: WordIndex | undefined): boolean {
  // Looked at first because it is quick, and hardly any line has it.
  const time = headingEnd.exec(line)?.[1];
  const hasTime = time !== undefined && isTimeOfDay(time, index);
  const isNumbered = /^\d/.test(line) && isAllCapitals(line) && numberOf(line) !== undefined;
  if ((!hasTime && !isNumbered) || !/\p{L}/u.test(line) || readHeading(line, undefined, index)) return false;
  if (hasTime && isAllCapitals(line)) return true;
  const prefix = prefixOf(line);
  if (!prefix || wordsMeant(prefix.word, fountainWords).length === 0) return false;
  return hasTime || prefix.hasDot;
}

const fountainWords = { interior: ['INT'], exterior: ['EXT'] };

function numberOf(line: string): string | undefined {
  return /^\d+[A-Za-z]?[.):]?\s+/.exec(line)?.[0];
}

/** The first word after a scene number, with the dot, colon or comma that follows it. */
function prefixOf(line: string): (Span & { readonly word: string; readonly hasDot: boolean }) | undefined {
  const start = numberOf(line)?.length ?? 0;
  const match = /^(\p{L}{2,10})([.,:;]?)(?=\s)/u.exec(line.slice(start));
  if (!match?.[1]) return undefined;
  return { start, end: start + match[0].length, word: match[1].toUpperCase(), hasDot: match[2] !== '' };
}

/** The prefixes that a word is nearly, those of the script's language before Fountain's. */
function wordsMeant(
  word: string,
  { interior, exterior }: Pick<ScriptWords, 'interior' | 'exterior'>,
): readonly string[] {
  const all = [...interior, ...exterior, ...fountainWords.interior, ...fountainWords.exterior];
  return all.filter((known) => editDistance(word, known, 1) <= 1);
}

function forced(at: number): QuickFix {
  return { kind: 'makeHeading', edits: [{ start: at, end: at, text: '.' }], isPreferred: false };
}

function added(at: number, word: string, isPreferred: boolean): QuickFix {
  return { kind: 'addPrefix', values: [`${word}.`], edits: [{ start: at, end: at, text: `${word}. ` }], isPreferred };
}
