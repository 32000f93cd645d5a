import assert from 'node:assert/strict';
import { parse } from '../../src/language/parse.ts';
import { print } from '../../src/language/print.ts';
import { read } from './readElements.ts';

type Rule = readonly [name: string, text: string, elements: readonly string[]];

/** Fountain 1.1, rule by rule, in the order of https://fountain.io/syntax. */
const rules: readonly Rule[] = [
  ['a heading has a blank line before', 'Han går.\n\nINT. KÖK\n', ['action: Han går.', 'sceneHeading: INT. KÖK']],
  ['a heading counts in any case', 'int. kök\n\nExt kaj\n', ['sceneHeading: int. kök', 'sceneHeading: Ext kaj']],
  [
    'a heading starts with any of the prefixes, with a dot or a space',
    'INT. A\n\nEXT A\n\nEST. A\n\nINT./EXT. A\n\nINT/EXT A\n\nI/E A\n',
    ['INT. A', 'EXT A', 'EST. A', 'INT./EXT. A', 'INT/EXT A', 'I/E A'].map((text) => `sceneHeading: ${text}`),
  ],
  ['a prefix needs a dot or a space after it', 'INTA\n\nINT-A\n', ['action: INTA', 'action: INT-A']],
  [
    'one dot before a letter or digit forces a heading',
    '.vinden\n\n.1977\n',
    ['sceneHeading: vinden', 'sceneHeading: 1977'],
  ],
  ['several dots force nothing', '...vinden\n\n..vinden\n', ['action: ...vinden', 'action: ..vinden']],
  [
    'a scene number is letters, digits, dashes and dots',
    'INT. A #1#\n\nINT. A #1A#\n\nINT. A #1-A#\n\nINT. A #I-1-A#\n\nINT. A #110A#\n\nINT. A #1.#\n',
    ['1', '1A', '1-A', 'I-1-A', '110A', '1.'].map((number) => `sceneHeading #${number}: INT. A`),
  ],
  [
    'no scene number has spaces or other signs',
    'INT. A #1 B#\n\nINT. A ##\n',
    ['sceneHeading: INT. A #1 B#', 'sceneHeading: INT. A ##'],
  ],
  [
    'action keeps its line breaks and its indentation',
    'Han går.\n    Fort.\n\tHem.\n',
    ['action: Han går.\n    Fort.\n    Hem.'],
  ],
  ['an exclamation mark forces action', '!INT. KÖK\n\n!TOMMY\nHej.\n', ['action: INT. KÖK', 'action: TOMMY\nHej.']],
  ['a cue is in capitals over a line of text', 'TOMMY\nHej.\n', ['character: TOMMY', 'dialogue: Hej.']],
  ['a cue has a blank line before', 'Han går.\nTOMMY\nHej.\n', ['action: Han går.\nTOMMY\nHej.']],
  ['a cue has none after', 'TOMMY\n\nHej.\n', ['action: TOMMY', 'action: Hej.']],
  ['a cue has a letter', 'R2D2\nBip.\n\n23\nBip.\n', ['character: R2D2', 'dialogue: Bip.', 'action: 23\nBip.']],
  [
    'the extension of a cue is in any case',
    'TOMMY (i radion)\nHej.\n',
    ['character: TOMMY (i radion)', 'dialogue: Hej.'],
  ],
  ['white space before a cue does not count', '\t\tTOMMY\n\tHej.\n', ['character: TOMMY', 'dialogue: Hej.']],
  ['an at sign forces a cue', '@McCLANE\nHej.\n', ['character: McCLANE', 'dialogue: Hej.']],
  [
    'dialogue follows a cue or parenthetical',
    'TOMMY\n(tyst)\nHej.\n',
    ['character: TOMMY', 'parenthetical: (tyst)', 'dialogue: Hej.'],
  ],
  ['dialogue keeps its line breaks', 'TOMMY\nHej.\nDu.\n', ['character: TOMMY', 'dialogue: Hej.\nDu.']],
  ['two spaces keep dialogue open', 'TOMMY\nHej.\n  \nDu.\n', ['character: TOMMY', 'dialogue: Hej.\n\nDu.']],
  ['a blank line ends dialogue', 'TOMMY\nHej.\n\nDu.\n', ['character: TOMMY', 'dialogue: Hej.', 'action: Du.']],
  [
    'a parenthetical may follow dialogue',
    'TOMMY\nHej.\n(högt)\nDu.\n',
    ['character: TOMMY', 'dialogue: Hej.', 'parenthetical: (högt)', 'dialogue: Du.'],
  ],
  ['parentheses elsewhere are action', '(tyst)\n', ['action: (tyst)']],
  [
    'a caret makes the second cue dual',
    'A\nHej.\n\nB ^\nHej.\n',
    ['character: A', 'dialogue: Hej.', 'character dual: B', 'dialogue: Hej.'],
  ],
  ['a tilde makes lyrics', '~La la\n', ['lyrics: La la']],
  ['lyrics stand within dialogue', 'TOMMY\n~La la\nHej.\n', ['character: TOMMY', 'lyrics: La la', 'dialogue: Hej.']],
  [
    'a transition is in capitals and ends in TO:',
    'A\n\nCUT TO:\n\nB\n',
    ['action: A', 'transition: CUT TO:', 'action: B'],
  ],
  [
    'a transition has blank lines around it',
    'Han går.\nCUT TO:\n\nCUT TO:\nB\n',
    ['action: Han går.\nCUT TO:', 'character: CUT TO:', 'dialogue: B'],
  ],
  ['a transition in small letters is action', 'Cut to:\n', ['action: Cut to:']],
  ['a greater-than sign forces a transition', '> Mörkt.\n', ['transition: Mörkt.']],
  ['greater and less than around it centre a line', '> SLUT <\n\n>SLUT<\n', ['centered: SLUT', 'centered: SLUT']],
  ['three equal signs or more break the page', 'A\n\n===\n\n======\n', ['action: A', 'pageBreak: ', 'pageBreak: ']],
  ['two equal signs are action', '==\n', ['action: ==']],
  ['a note may stand within a line', 'Han [[vem?]] går.\n', ['action: Han [[vem?]] går.']],
  ['a note may stand alone', '[[vem?]]\n', ['note: vem?']],
  ['a note may span lines', '[[vem?\nvar?]]\n', ['note: vem?\nvar?']],
  ['two spaces keep a note open', '[[vem?\n  \nvar?]]\n', ['note: vem?\n\nvar?']],
  ['a blank line cuts a note', '[[vem?\n\nvar?]]\n', ['action: [[vem?', 'action: var?]]']],
  ['a boneyard spans anything', '/* A\n\nINT. B\n\n*/\n\nC\n', ['boneyard: A\n\nINT. B\n', 'action: C']],
  ['number signs make sections', '# A\n\n## B\n\n### C\n', ['section 1: A', 'section 2: B', 'section 3: C']],
  ['one equal sign makes a synopsis', '= Allt tar slut.\n', ['synopsis: Allt tar slut.']],
  [
    'white space at the start of a line does not count, save in action',
    '  INT. A\n\n\t.b\n\n  # C\n\n  = D\n\n  ===\n\n  ~E\n\n  > F <\n\n  > G\n\n  [[H]]\n\n  @i\n  J\n\n  K\n',
    [
      ...['sceneHeading: INT. A', 'sceneHeading: b', 'section 1: C', 'synopsis: D', 'pageBreak: ', 'lyrics: E'],
      ...['centered: F', 'transition: G', 'note: H', 'character: i', 'dialogue: J', 'action:   K'],
    ],
  ],
];

/** Where parsers fail that are in use. */
const traps: readonly Rule[] = [
  ['a heading inside a note', '[[\nINT. KÖK - DAG\n]]\n', ['note: INT. KÖK - DAG']],
  ['a cue inside a boneyard', '/*\nTOMMY\nHej.\n*/\n', ['boneyard: TOMMY\nHej.']],
  ['a heading without a blank line before', 'Han går.\nINT. KÖK - DAG\n', ['action: Han går.\nINT. KÖK - DAG']],
  ['EXT before INT', 'EXT/INT A\n\nEXT./INT. A\n', ['sceneHeading: EXT/INT A', 'sceneHeading: EXT./INT. A']],
  [
    'names that start like a prefix',
    'ESTELLA\nA\n\nESTHER\nB\n\nINTIMA\nC\n',
    ['character: ESTELLA', 'dialogue: A', 'character: ESTHER', 'dialogue: B', 'character: INTIMA', 'dialogue: C'],
  ],
  [
    'prose that starts like a prefix',
    'Interior of a house.\n\nExternal.\n',
    ['action: Interior of a house.', 'action: External.'],
  ],
  ['three dots before capitals', '...WHERE IS IT\n', ['action: ...WHERE IS IT']],
  [
    'letters with marks in cues',
    'ÅSA\nA\n\nÄNG\nA\n\nÖRJAN\nA\n\nÉMILE\nA\n',
    ['ÅSA', 'ÄNG', 'ÖRJAN', 'ÉMILE'].flatMap((name) => [`character: ${name}`, 'dialogue: A']),
  ],
  ['Cyrillic cues', 'ИВАН\nПривет.\n', ['character: ИВАН', 'dialogue: Привет.']],
  ['decomposed letters in cues', 'A\u030aSA\nHej.\n', ['character: A\u030aSA', 'dialogue: Hej.']],
  ['two names in a cue', 'TOMMY & ANNIKA\nHej.\n', ['character: TOMMY & ANNIKA', 'dialogue: Hej.']],
  ['a number sign in a cue', 'POLIS #2\nHej.\n', ['character: POLIS #2', 'dialogue: Hej.']],
  ['text directly under a heading', 'INT. A - DAG\nHan går.\n', ['sceneHeading: INT. A - DAG', 'action: Han går.']],
  [
    'a transition in another language',
    'A\n\nKLIPP TILL:\n\nB\n',
    ['action: A', 'transition: KLIPP TILL:', 'action: B'],
  ],
  ['the number first', '27. INT. VARDAGSRUM - DAG\n', ['sceneHeading #27: INT. VARDAGSRUM - DAG']],
];

describe('Fountain’s rules', () => {
  for (const [name, text, elements] of rules) it(name, () => assert.deepEqual(read(text), elements));

  it('the title page comes first, with values inline or on indented lines, and ends at a blank line', () => {
    const text =
      'Title:\n   _**FYREN**_\n\tdel 2\nCredit: av\nAuthors: A & B\nSource: en bok\nEgen nyckel: x\n\nTitle: B\n';
    const { titlePage } = parse(text);
    assert.deepEqual(
      titlePage.map(({ key, value }) => [key, value]),
      [
        ['Title', '_**FYREN**_\ndel 2'],
        ['Credit', 'av'],
        ['Authors', 'A & B'],
        ['Source', 'en bok'],
        ['Egen nyckel', 'x'],
      ],
    );
    assert.deepEqual(read(text), ['action: Title: B']);
  });
});

describe('traps', () => {
  for (const [name, text, elements] of traps) it(name, () => assert.deepEqual(read(text), elements));
});

describe('every rule and trap', () => {
  for (const [name, text, elements] of [...rules, ...traps]) {
    it(`holds with CR LF and CR and prints back: ${name}`, () => {
      for (const lineEnd of ['\r\n', '\r']) {
        const written = text.replaceAll('\n', lineEnd);
        assert.deepEqual(read(written), elements);
        assert.equal(print(parse(written)), written);
      }
    });
  }
});
