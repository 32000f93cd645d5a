import assert from 'node:assert/strict';
import { parse } from '../../src/language/parse.ts';
import { only, read } from './readElements.ts';

describe('cues and dialogue', () => {
  const cues: readonly (readonly [string, string, readonly string[]])[] = [
    ['TOMMY', 'TOMMY', []],
    ['   TOMMY', 'TOMMY', []],
    ['R2D2', 'R2D2', []],
    ['POLIS #2', 'POLIS #2', []],
    ['TOMMY & ANNIKA', 'TOMMY & ANNIKA', []],
    ['ÅSA ÄNG', 'ÅSA ÄNG', []],
    ['ÉMILE', 'ÉMILE', []],
    ['ИВАН', 'ИВАН', []],
    ['GROßMANN', 'GROßMANN', []],
    ['TOMMY (V.O.)', 'TOMMY', ['V.O.']],
    ['TOMMY (on the radio)', 'TOMMY', ['on the radio']],
    ["TOMMY (V.O.) (CONT'D)", 'TOMMY', ['V.O.', "CONT'D"]],
    ['BERÄTTARRÖST (FORTS.)', 'BERÄTTARRÖST', ['FORTS.']],
    ['TOMMY [[who?]]', 'TOMMY', []],
    ['**TOMMY**', 'TOMMY', []],
    ['_TOMMY_ (V.O.)', 'TOMMY', ['V.O.']],
    ['***TOMMY (V.O.)***', 'TOMMY', ['V.O.']],
    ['TOMMY *', 'TOMMY *', []],
    ['@McCLANE', 'McCLANE', []],
    ['@tommy (v.o.)', 'tommy', ['v.o.']],
    ['@陈', '陈', []],
  ];
  for (const [line, name, extensions] of cues) {
    it(`reads the cue ${line}`, () => {
      const [cue, dialogue] = parse(`${line}\nHej.\n`).elements;
      assert.deepEqual([cue?.type, dialogue?.type], ['character', 'dialogue']);
      assert.equal(cue?.cue?.name, name);
      assert.deepEqual(cue?.cue?.extensions, extensions);
      assert.equal(cue?.cue?.dual, false);
    });
  }

  const extensions: readonly (readonly [string, true | undefined])[] = [
    ["CONT'D", true],
    ['cont’d', true],
    ["V.O.) (CONT'D", true],
    ["V.O., CONT'D", true],
    ['O.S.; FORTS.', true],
    ['V.O./FORTS', true],
    ['CONT.', true],
    ['FORTS.', true],
    ['forts', true],
    ['FORTSAT', true],
    ['JATKUU', true],
    ['Fortsetzung', true],
    ['SUITE', true],
    ['CONTINÚA', true],
    ['CONTINU\u0301A', true],
    ['ПРОД.', true],
    ['续', true],
    ['V.O.', undefined],
    ['O.S.', undefined],
    ['CONTENT', undefined],
    ['on the radio', undefined],
    ['CONT INUED', undefined],
  ];
  for (const [words, continued] of extensions) {
    it(`says ${continued ? 'that' : 'not that'} a speech goes on by (${words})`, () => {
      assert.equal(parse(`TOMMY (${words})\nHej.\n`).elements[0]?.cue?.continued, continued);
    });
  }

  it('reads composed and decomposed letters alike and gives one name', () => {
    const composed = parse('ÅKE\nHej.').elements[0];
    const decomposed = parse('ÅKE\nHej.'.normalize('NFD')).elements[0];
    assert.equal(decomposed?.type, 'character');
    assert.equal(decomposed?.cue?.name, composed?.cue?.name);
    assert.equal(only('åke\nhej'.normalize('NFD')).type, 'action');
  });

  const actions = [
    '23\nskidoo',
    'Tommy\nHej.',
    '(V.O.)\nHej.',
    'TOMMY walks\nHej.',
    'McCLANE\nHej.',
    '内景很安静\n他笑了',
  ];
  for (const text of actions)
    it(`takes ${JSON.stringify(text)} for action`, () => assert.equal(only(text).type, 'action'));

  it('needs a blank line before and none after, unless it is forced', () => {
    assert.deepEqual(read('TOMMY\n\nHej.\n'), ['action: TOMMY', 'action: Hej.']);
    assert.deepEqual(read('He waits.\nTOMMY\nHej.\n'), ['action: He waits.\nTOMMY\nHej.']);
    assert.deepEqual(read('@Tommy\n\nHej.\n'), ['character: Tommy', 'action: Hej.']);
  });

  it('joins the lines of one dialogue and drops their indentation', () => {
    assert.deepEqual(read('TOMMY\n    Hej.\n\tHur mår du?\n'), ['character: TOMMY', 'dialogue: Hej.\nHur mår du?']);
  });

  it('keeps dialogue open over a line of two spaces', () => {
    assert.deepEqual(read('TOMMY\nHej.\n  \nDu?\n\nHan går.\n'), [
      'character: TOMMY',
      'dialogue: Hej.\n\nDu?',
      'action: Han går.',
    ]);
  });

  it('ends dialogue at a blank line, also of one or three spaces', () => {
    for (const blank of ['', ' ', '   ']) assert.equal(read(`TOMMY\nHej.\n${blank}\nDu?`)[2], 'action: Du?');
  });

  it('reads parentheticals within dialogue only', () => {
    assert.deepEqual(read('TOMMY\n(viskar)\nHej.\n(högt)\nDu!\n\n(paus)\n'), [
      'character: TOMMY',
      'parenthetical: (viskar)',
      'dialogue: Hej.',
      'parenthetical: (högt)',
      'dialogue: Du!',
      'action: (paus)',
    ]);
  });

  it('leaves a line that only begins and ends with parentheses as dialogue', () => {
    assert.deepEqual(read('TOMMY\n(laughs) Yes (no)'), ['character: TOMMY', 'dialogue: (laughs) Yes (no)']);
  });

  it('reads anything else within dialogue as dialogue', () => {
    for (const line of [
      'INT. HOUSE - DAY',
      'CUT TO:',
      '...well',
      '#1 fan',
      '!Stop',
      '.5 seconds',
      '> here',
      '= equals',
    ]) {
      assert.deepEqual(read(`TOMMY\n${line}`), ['character: TOMMY', `dialogue: ${line}`]);
    }
  });

  it('marks the second half of dual dialogue', () => {
    assert.deepEqual(read('TOMMY\nJa!\n\nANNIKA (V.O.) ^\nNej!\n\n@Kalle^\nOj!'), [
      'character: TOMMY',
      'dialogue: Ja!',
      'character dual: ANNIKA (V.O.)',
      'dialogue: Nej!',
      'character dual: Kalle',
      'dialogue: Oj!',
    ]);
  });

  it('keeps dialogue open over notes, boneyards and lyrics', () => {
    assert.deepEqual(read('TOMMY\n[[softer]]\nHej.\n~La la\n/* cut */\nDu.'), [
      'character: TOMMY',
      'note: softer',
      'dialogue: Hej.',
      'lyrics: La la',
      'boneyard: cut',
      'dialogue: Du.',
    ]);
  });
});
