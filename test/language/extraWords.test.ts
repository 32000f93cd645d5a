import assert from 'node:assert/strict';
import { type ExtraWords, parse } from '../../src/language/parse.ts';
import { findScriptWords, withExtraWords } from '../../src/language/words/findScriptWords.ts';
import { createScriptParser } from './scriptParser.ts';

const extraWords: ExtraWords = {
  interior: ['Studio', 'PÅ SCEN', ' inne. '],
  exterior: ['UTE'],
  times: ['blå timmen', 'Sändning'],
  transitions: ['SVART:', 'Wipe', 'MÖRKT.'],
  extensions: ['I ÖRAT'],
};
const parser = createScriptParser({ language: 'sv', extraWords });

function read(line: string): readonly [string | undefined, string | undefined] {
  const element = parser.parse(`Före.\n\n${line}\n\nEfter.`).elements[1];
  const intExt = element?.heading?.intExt;
  return [element?.type, intExt];
}

describe('a writer’s own words', () => {
  const headings: readonly (readonly [string, 'INT' | 'EXT' | 'INT/EXT'])[] = [
    ['STUDIO. A - DAG', 'INT'],
    ['STUDIO A - DAG', 'INT'],
    ['STUDIO A', 'INT'],
    ['Studio. Stora salen - natt', 'INT'],
    ['27. STUDIO. A - DAG', 'INT'],
    ['PÅ SCEN. TEATERN', 'INT'],
    ['PÅ SCEN TEATERN - KVÄLL', 'INT'],
    ['INNE. KÖKET', 'INT'],
    ['UTE. GÅRDEN - BLÅ TIMMEN', 'EXT'],
    ['STUDIO./UTE. BUSSEN', 'INT/EXT'],
    ['INT./UTE. BUSSEN', 'INT/EXT'],
  ];
  for (const [line, intExt] of headings) {
    it(`make a heading of ${line}`, () => assert.deepEqual(read(line), ['sceneHeading', intExt]));
  }

  const sentences = [
    'Studio. Någon skrattar.',
    'Studion är tom.',
    'Studio A är tom.',
    'Inne. Det är mörkt.',
    'Inne i huset är det natt.',
    'Ute. Regn.',
    'Ute på gården - natt',
    'På scen står en man.',
    'Svart: så är det.',
    'Wipe',
    'Sändning',
  ];
  for (const line of sentences) it(`leave ${line} action`, () => assert.deepEqual(read(line), ['action', undefined]));

  it('are no headings for those who have not got them', () => {
    for (const [line] of headings.slice(0, 3)) assert.equal(parse(`\n${line}\n`).elements[0]?.type, 'action', line);
  });

  it('leave a cue a cue', () => {
    const types = parser.parse('STUDIO MAN\nHej.\n').elements.map(({ type }) => type);
    assert.deepEqual(types, ['character', 'dialogue']);
  });

  for (const line of ['SVART:', 'SVART', 'WIPE', 'WIPE:', 'MÖRKT.', 'MÖRKT', 'MO\u0308RKT']) {
    it(`make a transition of ${line}`, () => assert.deepEqual(read(line), ['transition', undefined]));
  }

  it('are times of day', () => {
    for (const [line, location] of [
      ['INT. KÖK - BLÅ TIMMEN', 'KÖK'],
      ['INT. KÖK, BLÅ TIMMEN', 'KÖK'],
      ['INT. KÖK BLÅ TIMMEN', 'KÖK'],
      ['INT. KÖK - SÄNDNING - REPRIS', 'KÖK'],
    ] as const) {
      assert.equal(parser.parse(line).elements[0]?.heading?.location, location, line);
    }
  });

  it('count when a script is read again after an edit', () => {
    const before = parser.parse('Före.\n\nSTUDI. A\n\nEfter.');
    const after = parser.reparse(before, 'Före.\n\nSTUDIO. A\n\nEfter.');
    assert.equal(after.elements[1]?.type, 'sceneHeading');
  });

  it('may be empty or blank', () => {
    const odd = createScriptParser({ extraWords: { interior: ['', ' ', '.'], times: [''], transitions: [':'] } });
    for (const text of ['', ':', '.', 'X.', 'INT. KÖK - DAG', 'A:']) {
      assert.deepEqual(odd.parse(`\n${text}\n`).elements, parse(`\n${text}\n`).elements);
    }
  });

  it('are offered after those of the language, each once', () => {
    const swedish = findScriptWords('sv');
    assert.ok(swedish);
    const words = withExtraWords(swedish, { ...extraWords, interior: ['INT', 'Studio.', ' '] });
    assert.deepEqual(words.interior, [...swedish.interior, 'STUDIO']);
    assert.equal(words.extensions.at(-1), 'I ÖRAT');
    assert.deepEqual(words.transitions.slice(-3), ['SVART:', 'WIPE', 'MÖRKT.']);
  });
});
