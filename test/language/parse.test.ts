import assert from 'node:assert/strict';
import { parse } from '../../src/language/parse.ts';
import { only, read } from './readElements.ts';

describe('action', () => {
  it('keeps line breaks and indentation, tabs as four spaces, in one element', () => {
    assert.deepEqual(read('He runs.\n\tThen stops.\n   There.\n\nGone.\n'), [
      'action: He runs.\n    Then stops.\n   There.',
      'action: Gone.',
    ]);
  });

  it('is forced by an exclamation mark, line by line', () => {
    assert.deepEqual(read('!INT. HOUSE - DAY\n!TOMMY\nHej.\n'), ['action: INT. HOUSE - DAY\nTOMMY\nHej.']);
  });

  it('keeps an empty line that an exclamation mark holds', () => {
    assert.deepEqual(read('He runs.\n!\nGone.\n'), ['action: He runs.\n\nGone.']);
  });

  it('is what binary garbage is', () => {
    assert.equal(only('\u0000\u0001\ufffd\u0002 x').type, 'action');
  });
});

describe('transitions', () => {
  for (const line of ['CUT TO:', 'SMASH CUT TO:', 'KLIPP TILL:', 'SCHNITT ZU:', 'CORTE A:', '切入：', '  CUT TO:']) {
    it(`reads ${line} unforced`, () => assert.equal(parse(`Han går.\n\n${line}\n\nX`).elements[1]?.type, 'transition'));
  }
  for (const line of ['Cut to:', 'FADE OUT.', 'MARIA:', 'ROBERTO:', 'THE TWO:']) {
    it(`takes ${line} for action`, () => assert.equal(parse(`Han går.\n\n${line}\n\nX`).elements[1]?.type, 'action'));
  }
  it('needs blank lines around it, else by the letter it is a cue', () => {
    assert.deepEqual(read('Han går.\nCUT TO:\n'), ['action: Han går.\nCUT TO:']);
    assert.deepEqual(read('CUT TO:\nX'), ['character: CUT TO:', 'dialogue: X']);
  });
  it('is forced by a greater-than sign', () => {
    assert.deepEqual(read('> Fade out.\n\n>\n'), ['transition: Fade out.', 'transition: ']);
  });
});

describe('marks', () => {
  const marks: readonly (readonly [string, string])[] = [
    ['> THE END <', 'centered: THE END'],
    ['>THE END<', 'centered: THE END'],
    ['> <', 'centered: '],
    ['~La la la', 'lyrics: La la la'],
    ['~', 'lyrics: '],
    ['# Act One', 'section 1: Act One'],
    ['### Beat', 'section 3: Beat'],
    ['#', 'section 1: '],
    ['= He wakes up.', 'synopsis: He wakes up.'],
    ['=', 'synopsis: '],
    ['==', 'action: =='],
    ['===', 'pageBreak: '],
    ['  ======  ', 'pageBreak: '],
    ['=== x', 'action: === x'],
    ['[[a note]]', 'note: a note'],
    ['[[ a note ]]', 'note: a note'],
    ['[[]]', 'note: '],
    ['/* cut */', 'boneyard: cut'],
    ['!', 'action: '],
    ['@', 'character: '],
    ['@ ^', 'character dual: '],
    ['.', 'sceneHeading: '],
    ['   # Act', 'section 1: Act'],
  ];
  for (const [line, expected] of marks)
    it(`reads ${line}`, () => assert.deepEqual(read(`Han går.\n\n${line}\n`)[1], expected));

  it('reads the lines of a song one by one', () => {
    assert.deepEqual(read('~One\n~Two\n'), ['lyrics: One', 'lyrics: Two']);
  });

  it('reads an empty dialogue and an empty parenthetical', () => {
    assert.deepEqual(read('TOMMY\n  \n\nX'), ['character: TOMMY', 'dialogue: ', 'action: X']);
    assert.deepEqual(read('TOMMY\n()\n'), ['character: TOMMY', 'parenthetical: ()']);
    assert.deepEqual(read('@Tommy\n(x)\n  \n'), ['character: Tommy', 'parenthetical: (x)', 'dialogue: ']);
  });

  it('keeps emphasis marks and inline notes in the text', () => {
    assert.equal(only('He *runs* [[fast?]] **away**.').text, 'He *runs* [[fast?]] **away**.');
  });
});

describe('notes and boneyards', () => {
  it('hide what looks like a heading, a cue or a mark', () => {
    assert.deepEqual(read('[[one\nINT. HOUSE - DAY\n# two]]\n\n/*\n\nEXT. SEA - DAY\n\nTOMMY\nHej.\n\n*/\n\nX'), [
      'note: one\nINT. HOUSE - DAY\n# two',
      'boneyard: EXT. SEA - DAY\n\nTOMMY\nHej.\n',
      'action: X',
    ]);
  });

  it('may begin within a line and end on another', () => {
    assert.deepEqual(read('He runs /* and\n\nINT. HOUSE - DAY\n\nfalls */ home.\n\nX'), [
      'action: He runs /* and\n\nINT. HOUSE - DAY\n\nfalls */ home.',
      'action: X',
    ]);
  });

  it('let a note go on over a line of two spaces but not over a blank one', () => {
    assert.deepEqual(read('[[one\n  \ntwo]]\n'), ['note: one\n\ntwo']);
    assert.deepEqual(read('[[one\n\ntwo]]\n'), ['action: [[one', 'action: two]]']);
  });

  it('hide nothing when they are never closed', () => {
    assert.deepEqual(read('[[open\n\nINT. HOUSE - DAY\n\n/* open\n\nX'), [
      'action: [[open',
      'sceneHeading: INT. HOUSE - DAY',
      'action: /* open',
      'action: X',
    ]);
  });

  it('do not nest', () => {
    assert.deepEqual(read('/* [[ */\n\nINT. HOUSE - DAY\n\n]]'), [
      'boneyard: [[',
      'sceneHeading: INT. HOUSE - DAY',
      'action: ]]',
    ]);
  });
});

describe('line ends and places', () => {
  const text = '27. INT. KÖK - DAG\n\nHan går.\nFort.\n\nTOMMY (V.O.) ^\n(tyst)\nHej.\n  \nDu.\n\n[[a\nb]]\n';
  for (const [name, end] of [
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ] as const) {
    it(`reads ${name} as it reads LF`, () => {
      assert.deepEqual(read(text.replaceAll('\n', end)), read(text));
    });
  }

  it('reads mixed line ends', () => {
    assert.deepEqual(read('INT. A - DAY\r\rHan.\nGår.\r\n\r\nX'), [
      'sceneHeading: INT. A - DAY',
      'action: Han.\nGår.',
      'action: X',
    ]);
  });

  it('gives each element the lines that it stands on', () => {
    const crlf = text.replaceAll('\n', '\r\n');
    assert.deepEqual(
      parse(crlf).elements.map(({ start, end }) => crlf.slice(start, end)),
      ['27. INT. KÖK - DAG', 'Han går.\r\nFort.', 'TOMMY (V.O.) ^', '(tyst)', 'Hej.\r\n  \r\nDu.', '[[a\r\nb]]'],
    );
  });

  it('reads nothing from an empty text', () => {
    for (const empty of ['', '\n', '\r\n\r\n', '   ', '\ufeff']) assert.deepEqual(read(empty), []);
  });

  it('ends the last element at the end of a text without a line end', () => {
    assert.equal(only('Han går.').end, 8);
  });
});
