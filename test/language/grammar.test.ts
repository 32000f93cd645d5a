import assert from 'node:assert/strict';
import type { IGrammar } from 'vscode-textmate';
import { parse } from '../../src/language/parse.ts';
import { allWords } from '../../src/language/words/allWords.ts';
import { knownTitleKeys } from '../../src/language/words/titleKeys.ts';
import { kindOf, loadGrammar, tokenize } from './grammarTokens.ts';

describe('grammar', () => {
  let grammar: IGrammar;
  before(async () => {
    grammar = await loadGrammar();
  });

  const lineKinds = (text: string) => tokenize(grammar, text).map(kindOf);

  describe('tells what a line after a blank one is', () => {
    const table: readonly (readonly [string, string])[] = [
      ['INT. KÖK - DAG', 'sceneHeading'],
      ['int. kök - dag', 'sceneHeading'],
      ['EXT HAMNEN', 'sceneHeading'],
      ['EST. STADEN', 'sceneHeading'],
      ['INT./EXT. BIL - NATT', 'sceneHeading'],
      ['EXT./INT. BIL - NATT', 'sceneHeading'],
      ['EXT/INT BIL', 'sceneHeading'],
      ['I/E. BIL', 'sceneHeading'],
      ['27. INT. VARDAGSRUM - DAG', 'sceneHeading'],
      ['201 INT. KÖK - DAG', 'sceneHeading'],
      ['12A EXT. HAMN', 'sceneHeading'],
      ['.DRÖMMEN', 'sceneHeading'],
      ['INNEN. HAUS - TAG', 'sceneHeading'],
      ['ИНТ. ДОМ - ДЕНЬ', 'sceneHeading'],
      ['Innen. Haus', 'sceneHeading'],
      ['INRE RUM - DAG', 'sceneHeading'],
      ['Inre oro kan ingen se.', 'action'],
      ['pl. är en förkortning', 'action'],
      ['3 int rooms', 'action'],
      ['Interior of a house', 'action'],
      ['...WHERE is it?', 'action'],
      ['ESTELLA', 'character'],
      ['ESTHER (V.O.)', 'character'],
      ['INTIMA', 'character'],
      ['ÅSA', 'character'],
      ['ÅSA'.normalize('NFD'), 'character'],
      ['ÉMILE', 'character'],
      ['ИВАН', 'character'],
      ['R2D2', 'character'],
      ['TOMMY & ANNIKA', 'character'],
      ['POLIS #2', 'character'],
      ['HEY!', 'character'],
      ['TOMMY (on the radio)', 'character'],
      ['TOMMY ^', 'character'],
      ['    TOMMY', 'character'],
      ['@McCLANE', 'character'],
      ['23', 'action'],
      ['Tommy', 'action'],
      ['!TOMMY', 'action'],
      ['!INT. KÖK', 'action'],
      ['CUT TO:', 'transition'],
      ['SMASH CUT TO:', 'transition'],
      ['KLIPP TILL:', 'transition'],
      ['SCHNITT ZU:', 'transition'],
      ['> Mörkt.', 'transition'],
      ['> SLUT <', 'centered'],
      ['~ Sjung om', 'lyrics'],
      ['# Akt 1', 'section'],
      ['### Sekvens', 'section'],
      ['= Här händer det.', 'synopsis'],
      ['===', 'pageBreak'],
      ['=====  ', 'pageBreak'],
      ['[[ Kom ihåg ]]', 'note'],
      ['/* Bort */', 'boneyard'],
    ];
    for (const [line, kind] of table) {
      it(`${JSON.stringify(line)} is ${kind}`, () => assert.equal(lineKinds(`Före.\n\n${line}`)[2], kind));
    }
  });

  describe('colours the parts of a line', () => {
    const heading = 'markup.heading.scene entity.name.section.scene';
    const cue = 'meta.speech entity.name.type.character';
    const table: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
      [
        '201 INT. KÖK - DAG #201A#',
        [
          ['201', `${heading} constant.numeric.scene-number`],
          ['INT.', `${heading} keyword.other.heading-prefix`],
          ['KÖK', heading],
          ['-', `${heading} punctuation.separator.heading`],
          ['DAG', `${heading} constant.language.time-of-day`],
          ['#', `${heading} punctuation.definition.scene-number`],
          ['201A', `${heading} constant.numeric.scene-number`],
          ['#', `${heading} punctuation.definition.scene-number`],
        ],
      ],
      [
        "ÅSA (V.O.) (CONT'D) ^",
        [
          ['ÅSA', cue],
          ["(V.O.) (CONT'D)", 'meta.speech support.type.cue-extension'],
          ['^', 'meta.speech keyword.operator.dual-dialogue'],
        ],
      ],
      [
        '@McCLANE (O.S.)',
        [
          ['@', 'meta.speech punctuation.definition.character'],
          ['McCLANE', cue],
          ['(O.S.)', 'meta.speech support.type.cue-extension'],
        ],
      ],
      [
        'Hon *går* **fort** ***nu*** _här_.',
        [
          ['Hon', 'meta.action'],
          ['*', 'meta.action markup.italic punctuation.definition.emphasis'],
          ['går', 'meta.action markup.italic'],
          ['*', 'meta.action markup.italic punctuation.definition.emphasis'],
          ['**', 'meta.action markup.bold punctuation.definition.emphasis'],
          ['fort', 'meta.action markup.bold'],
          ['**', 'meta.action markup.bold punctuation.definition.emphasis'],
          ['***', 'meta.action markup.bold markup.italic punctuation.definition.emphasis'],
          ['nu', 'meta.action markup.bold markup.italic'],
          ['***', 'meta.action markup.bold markup.italic punctuation.definition.emphasis'],
          ['_', 'meta.action markup.underline punctuation.definition.emphasis'],
          ['här', 'meta.action markup.underline'],
          ['_', 'meta.action markup.underline punctuation.definition.emphasis'],
          ['.', 'meta.action'],
        ],
      ],
      [
        '**fet och *kursiv* text**',
        [
          ['**', 'meta.action markup.bold punctuation.definition.emphasis'],
          ['fet och', 'meta.action markup.bold'],
          ['*', 'meta.action markup.bold markup.italic punctuation.definition.emphasis'],
          ['kursiv', 'meta.action markup.bold markup.italic'],
          ['*', 'meta.action markup.bold markup.italic punctuation.definition.emphasis'],
          ['text', 'meta.action markup.bold'],
          ['**', 'meta.action markup.bold punctuation.definition.emphasis'],
        ],
      ],
      [
        'En \\*stjärna\\* och 2 * 3 * 4.',
        [
          ['En', 'meta.action'],
          ['\\*', 'meta.action constant.character.escape'],
          ['stjärna', 'meta.action'],
          ['\\*', 'meta.action constant.character.escape'],
          ['och 2 * 3 * 4.', 'meta.action'],
        ],
      ],
      [
        'Dörren [[varför?]] öppnas.',
        [
          ['Dörren', 'meta.action'],
          ['[[', 'meta.action comment.block.note punctuation.definition.comment.begin'],
          ['varför?', 'meta.action comment.block.note'],
          [']]', 'meta.action comment.block.note punctuation.definition.comment.end'],
          ['öppnas.', 'meta.action'],
        ],
      ],
    ];
    for (const [line, tokens] of table) {
      it(JSON.stringify(line), () => {
        const found = tokenize(grammar, `Före.\n\n${line}`)[2]?.map(({ text, scopes }) => [text, scopes]);
        assert.deepEqual(found, tokens);
      });
    }
  });

  describe('follows a script over its lines', () => {
    const table: readonly (readonly [string, string, readonly string[]])[] = [
      ['takes no heading without a blank line before', 'Hon går.\nINT. KÖK - DAG', ['action', 'action']],
      ['takes no cue directly under a heading', 'INT. KÖK - DAG\nÅSA', ['sceneHeading', 'action']],
      ['takes a forced heading anywhere in action', 'Hon går.\n.DRÖM', ['action', 'sceneHeading']],
      ['hides a heading inside a note', '[[\nINT. KÖK - DAG\n]]', ['note', 'note', 'note']],
      [
        'hides a heading inside a boneyard, blank lines too',
        '/*\n\nINT. KÖK - DAG\n*/',
        ['boneyard', '', 'boneyard', 'boneyard'],
      ],
      ['ends an unclosed note at a blank line', '[[ Kom\nihåg\n\nINT. KÖK', ['note', 'note', '', 'sceneHeading']],
      ['keeps a note open over a line of two spaces', '[[ Kom\n  \nihåg ]]', ['note', '', 'note']],
      [
        'reads what is said',
        'ÅSA\n(viskar)\nHej.\nDu.\n\nHon går.',
        ['character', 'parenthetical', 'dialogue', 'dialogue', '', 'action'],
      ],
      [
        'keeps dialogue open over a line of two spaces',
        'ÅSA\nHej.\n  \nDu.',
        ['character', 'dialogue', '', 'dialogue'],
      ],
      [
        'takes marks in dialogue for words',
        'ÅSA\n# ett\n> två\n.tre',
        ['character', 'dialogue', 'dialogue', 'dialogue'],
      ],
      [
        'ends dialogue at a page break',
        'ÅSA\nHej.\n===\nINT. KÖK',
        ['character', 'dialogue', 'pageBreak', 'sceneHeading'],
      ],
      [
        'starts a scene directly under a section',
        '# Akt 1\n= Kort.\nINT. KÖK',
        ['section', 'synopsis', 'sceneHeading'],
      ],
      [
        'reads a title page',
        'Title: Ön\nAuthor:\n    Åsa\n\nINT. KÖK',
        ['titlePage', 'titlePage', 'titlePage', '', 'sceneHeading'],
      ],
      ['takes FADE IN: for no title page', 'FADE IN:\n\nINT. KÖK: DEL 2', ['character', '', 'sceneHeading']],
      ['reads lines that end in CR LF', 'INT. KÖK\r\n\r\nÅSA\r\nHej.', ['sceneHeading', '', 'character', 'dialogue']],
      ['keeps emphasis within its line', 'En *stjärna\noch en* till', ['action', 'action']],
    ];
    for (const [name, text, expected] of table) {
      it(name, () => assert.deepEqual(lineKinds(text), expected));
    }

    it('does not colour emphasis over a line break', () => {
      const scopes = tokenize(grammar, 'En *stjärna\noch en* till')
        .flat()
        .map((token) => token.scopes);
      assert.deepEqual(new Set(scopes), new Set(['meta.action']));
    });
  });

  it('knows the heading words of every language', () => {
    for (const { language, interior, exterior } of allWords) {
      for (const word of [...interior, ...exterior]) {
        assert.deepEqual(lineKinds(`${word}. X - Y`), ['sceneHeading'], `${language}: ${word}.`);
      }
    }
  });

  it('knows the keys of title pages in every language', () => {
    for (const key of knownTitleKeys) {
      assert.deepEqual(lineKinds(`${key.toUpperCase()}:\n    X\n\nY`).slice(0, 2), ['titlePage', 'titlePage'], key);
    }
  });

  it('knows the transitions of every language', () => {
    for (const { language, transitions } of allWords) {
      for (const words of transitions.filter((each) => parse(`\n${each}\n`).elements[0]?.type === 'transition')) {
        assert.deepEqual(lineKinds(`Före.\n\n${words}`)[2], 'transition', `${language}: ${words}`);
      }
    }
  });
});
