import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Screenplay } from '../../src/language/document.ts';
import { emphasisRanges, markLengths, withoutEmphasis } from '../../src/language/emphasis.ts';
import { languageOf } from '../../src/language/outline.ts';
import { parse, reparse } from '../../src/language/parse.ts';
import { print } from '../../src/language/print.ts';
import { tryCases } from '../language/fuzzRuns.ts';
import { findDifference } from '../language/sameScreenplay.ts';
import { createScriptParser, type ScriptParser } from '../language/scriptParser.ts';

const marks = [
  ...[
    '[[',
    ']]',
    '/*',
    '*/',
    '/*/',
    '*/*',
    '[',
    ']',
    '*',
    '**',
    '***',
    '_',
    '\\',
    '#',
    '#1#',
    '!',
    '@',
    '.',
    '..',
    '>',
  ],
  ...['<', '~', '=', '==', '===', '^', '(', ')', '( ', '$', ':', '：', '/', '-', ' - ', ' – ', ',', '\u00a0:', ' / '],
];
const lineEnds = ['\n', '\n\n', '\r\n', '\r\n\r\n', '\r', '\n  \n', '\n \n', '\n\t\n', '\u2028', '\u0085'];
const spaces = ['  ', ' ', '   ', '\t', '\u00a0', '\u3000', '\ufeff'];
const words = [
  ...[
    'INT. ',
    'EXT. ',
    'EST ',
    'I/E ',
    'EXT./INT. ',
    '27. ',
    '27',
    'INN ',
    'INRE ',
    'د. ',
    '内景 ',
    'STUDIO ',
    'KÖK',
    'DAG',
  ],
  ...[
    'TOMMY',
    'TOMMY & ANNIKA',
    'Tommy',
    'R2D2',
    '23',
    '(V.O.)',
    "(CONT'D)",
    '(FORTS.)',
    'Hej.',
    'Han går.',
    'Title: ',
  ],
  ...['Author: A', 'KLIPP TILL:', 'CUT TO:', 'PLAN A:', 'SVART', 'BLÅ TIMMEN', 'MOMENTS LATER'],
];
const odd = [
  'Å',
  'å',
  'A\u030a',
  'ß',
  'ŉ',
  'İ',
  'ı',
  '景',
  'שלום',
  '\u202e',
  '😀',
  '👩‍👩‍👧',
  '\ud800',
  '\udc00',
  '\u0000',
  '\ufffd',
];

/** Pieces that scripts, and broken scripts, are made of. */
const piece = fc.oneof(
  { arbitrary: fc.constantFrom(...marks), weight: 4 },
  { arbitrary: fc.constantFrom(...lineEnds), weight: 4 },
  { arbitrary: fc.constantFrom(...words), weight: 4 },
  { arbitrary: fc.constantFrom(...spaces, ...odd), weight: 2 },
  { arbitrary: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)), weight: 1 },
);

/** Any text, mostly made of what means something in a script. */
export const anyText = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

/** One replacement: where, as a share of the text, how much goes and what comes. */
const anyEdit = fc.record({
  place: fc.double({ min: 0, max: 1, noNaN: true }),
  deleted: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 60 })),
  inserted: fc.oneof(
    fc.constant(''),
    piece,
    fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join('')),
  ),
});

function assertInOrder({ source, titlePage, elements }: Screenplay): void {
  let last = 0;
  for (const { start, end } of [...titlePage, ...elements]) {
    assert.ok(start >= last && end >= start && end <= source.length, 'spans lie in order, within the text and apart');
    assert.ok(source.slice(last, start).trim() === '', 'only white space lies between them');
    last = end;
  }
  assert.equal(source.slice(last).trim(), '');
}

function assertEmphasis(text: string): void {
  for (const { start, end, kind } of emphasisRanges(text)) {
    const mark = (kind === 'underline' ? '_' : '*').repeat(markLengths[kind]);
    assert.ok(text.startsWith(mark, start) && text.slice(0, end).endsWith(mark), 'marks stand at both ends');
    assert.ok(end - start > 2 * mark.length, 'something is emphasised');
  }
  assert.ok(withoutEmphasis(text).length <= text.length);
}

/** Ways of reading that a script may be set to. */
const parsers: readonly ScriptParser[] = [
  { parse, reparse },
  ...['sv', 'en', 'fr', 'pl', 'fa'].map((language) => createScriptParser({ language })),
  createScriptParser({
    extraWords: { interior: ['STUDIO', 'PÅ SCEN'], times: ['BLÅ TIMMEN'], transitions: ['SVART'] },
  }),
];

/** What holds of any text, to be tried with so many cases from a seed. */
export const properties: Readonly<Record<string, (numRuns: number, seed: number) => void>> = {
  'a text reads as elements in order and prints back': (numRuns, seed) =>
    tryCases(
      fc.property(anyText, (text) => {
        const screenplay = parse(text);
        assertInOrder(screenplay);
        assert.equal(print(screenplay), text);
        languageOf(screenplay);
        assertEmphasis(text);
      }),
      numRuns,
      seed,
    ),
  'a text reads again after edits as it would from the start': (numRuns, seed) =>
    tryCases(
      fc.property(
        anyText,
        fc.array(anyEdit, { minLength: 1, maxLength: 6 }),
        fc.nat(parsers.length - 1),
        (start, edits, at) => {
          const parser = parsers[at] ?? { parse, reparse };
          let screenplay = parser.parse(start);
          for (const { place, deleted, inserted } of edits) {
            const { source } = screenplay;
            const from = Math.floor(place * source.length);
            screenplay = parser.reparse(screenplay, source.slice(0, from) + inserted + source.slice(from + deleted));
            assert.equal(findDifference(screenplay, parser.parse(screenplay.source)), undefined);
          }
        },
      ),
      numRuns,
      seed,
    ),
};

/** Short texts that, repeated to any length, must be read in linear time. */
export const monotonous: readonly string[] = [
  ...['x', ' ', '\n', '\r', '\t', '  \n', 'x\n', 'X\n', 'A\nb\n', '\u0000', '\ud800', '😀', 'א', 'İ'],
  ...['[[', '[[ \n', '[[\n\n', '[[]]', ']]', '/*', '/*\n', '/*\n\n', '/**/', '*/', '[[/*', '[[*/', '/*]]', 'x [[ y\n'],
  ...['*', '*a', '**a', '*a* ', '***a** ', '_a_ ', '*_', '\\', '\\*'],
  ...['#', '=', '>', '<', '> <', '~', '!', '@', '.', '(', ')', '()', '(\n', '^', ':', 'a:', 'Title: x\n', '   x\n'],
  ...[
    'INT. ',
    'INT. A - ',
    'INT. A - DAG\n\n',
    '27. ',
    '27 INT. X 27\n\n',
    '#1#',
    'INT. A #',
    ' / ',
    ' - ',
    '- ',
    ',',
    'DAG ',
  ],
  ...['TOMMY\nHej.\n\n', 'TOMMY (', 'TO:', 'CUT TO:\n\n', 'A\n  \n', "(CONT'D)"],
];
