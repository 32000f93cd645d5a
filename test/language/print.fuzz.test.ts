import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parse } from '../../src/language/parse.ts';
import { print } from '../../src/language/print.ts';
import { tryCases } from './fuzzRuns.ts';

/** Pieces that scripts, and broken scripts, are made of. */
const pieces = fc.constantFrom(
  ...[
    '\n',
    '\n\n',
    '\r\n',
    '\r',
    '  ',
    ' ',
    '\t',
    '[[',
    ']]',
    '/*',
    '*/',
    '#',
    '#1#',
    '!',
    '@',
    '.',
    '>',
    '<',
    '~',
    '=',
    '===',
  ],
  ...[
    '^',
    '(',
    ')',
    'INT. ',
    'EXT./INT. ',
    '27. ',
    'TOMMY',
    'Hej.',
    'KLIPP TILL:',
    'Title:',
    ': ',
    '-',
    ' - ',
    'DAG',
    '*',
    '_',
    '\\',
  ],
  ...['Å', 'å', 'A\u030a', '\ud83d\ude00', '\ud800', '\udc00', '\u0000', '\ufeff', '\u2028', 'ß', '景'],
);
const scripts = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(''));

describe('print', () => {
  it('gives back any text byte for byte', () => {
    tryCases(
      fc.property(fc.oneof(scripts, fc.string({ unit: 'binary', maxLength: 80 })), (text) => {
        assert.equal(print(parse(text)), text);
      }),
      2_000,
      1,
    );
  }).timeout(20_000);

  it('gives back lone surrogates and any UTF-16 code units', () => {
    const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 });
    tryCases(
      fc.property(units, (codes) => {
        const text = String.fromCharCode(...codes);
        assert.equal(print(parse(text)), text);
      }),
      2_000,
      2,
    );
  }).timeout(20_000);
});

describe('elements of any text', () => {
  it('lie in order, within the text and apart', () => {
    tryCases(
      fc.property(scripts, (text) => {
        const { elements } = parse(text);
        let last = 0;
        for (const { start, end } of elements) {
          assert.ok(start >= last && end >= start && end <= text.length);
          last = end;
        }
      }),
      2_000,
      3,
    );
  }).timeout(20_000);
});
