import assert from 'node:assert/strict';
import { completionAt, type Suggestion } from '../../src/language/features/completion.ts';
import { createScriptView } from '../../src/language/features/scriptView.ts';
import { english } from '../../src/language/words/english.ts';
import { swedish } from '../../src/language/words/swedish.ts';

/** Completes at the `|` of a text. */
function complete(marked: string, words = swedish): readonly Suggestion[] {
  const offset = marked.indexOf('|');
  assert.notEqual(offset, -1, 'the text has no caret');
  return completionAt(createScriptView(marked.replace('|', '')), offset, () => words);
}

function texts(marked: string, kind?: Suggestion['kind'], words = swedish): readonly string[] {
  return complete(marked, words)
    .filter((suggestion) => !kind || suggestion.kind === kind)
    .map((suggestion) => suggestion.text);
}

/** The text after the first suggestion of this text is accepted. */
function accept(marked: string, text: string): string {
  const chosen = complete(marked).find((suggestion) => suggestion.text === text);
  assert.ok(chosen, `${text} is not offered`);
  const source = marked.replace('|', '');
  return `${source.slice(0, chosen.replace.start)}${chosen.text}|${source.slice(chosen.replace.end)}`;
}

const scene = `INT. KÖK - DAG

ÅSA
Hej.

TOMMY
Hej, hej.

ANNIKA
Ja.

EXT. HAMN - NATT

POLIS
Stopp.

`;

describe('completion', () => {
  describe('of heading prefixes', () => {
    it('offers them in an empty script', () => {
      assert.deepEqual(texts('|', 'headingPrefix').slice(0, 3), ['INT. ', 'EXT. ', 'INT./EXT. ']);
    });

    it('offers the words of the script’s language after its short ones', () => {
      const prefixes = (words = swedish) => texts('|', 'headingPrefix', words);
      assert.deepEqual(prefixes(), ['INT. ', 'EXT. ', 'INT./EXT. ', 'INTERIÖR. ', 'INRE. ', 'EXTERIÖR. ', 'YTTRE. ']);
      assert.deepEqual(prefixes(english), ['INT. ', 'EXT. ', 'INT./EXT. ', 'INTERIOR. ', 'EXTERIOR. ']);
    });

    it('replaces what is typed of it', () => {
      assert.equal(accept('Hon går.\n\nin|', 'INT. '), 'Hon går.\n\nINT. |');
      assert.equal(accept('Hon går.\n\n  EXT|', 'EXT. '), 'Hon går.\n\n  EXT. |');
    });

    it('offers them after a scene number, and no characters there', () => {
      assert.equal(accept(`${scene}27. I|`, 'INT. ').slice(scene.length), '27. INT. |');
      assert.deepEqual(texts(`${scene}27. |`, 'character'), []);
    });

    it('offers none without a blank line before', () => assert.deepEqual(texts('Hon går.\nIN|'), []));

    it('needs no blank line under a section, synopsis or page break', () => {
      for (const above of ['# Akt 1', '= Kort.', '===']) assert.equal(texts(`${above}\nI|`)[0], 'INT. ', above);
    });

    it('offers none in the middle of a line', () => assert.deepEqual(texts('Hon går.\n\nIN| och ut'), []));

    it('offers none once a line reads as action', () => {
      for (const typed of ['In', 'Hon', '- ', '!I']) assert.deepEqual(texts(`Hej.\n\n${typed}|`), [], typed);
    });
  });

  describe('of locations', () => {
    it('offers those of the scenes above first, the nearest first', () => {
      const text = 'INT. A - DAG\n\nINT. B - DAG\n\nINT. |\n\nINT. C - DAG\n';
      assert.deepEqual(texts(text), ['B', 'A', 'C']);
    });

    it('offers each once, in capitals', () => {
      assert.deepEqual(texts('INT. Kök - DAG\n\nEXT. KÖK - NATT\n\nINT. |'), ['KÖK']);
    });

    it('does not offer the one that is being typed', () => {
      assert.deepEqual(texts('INT. KÖK - DAG\n\nINT. KÄL|\n'), ['KÖK']);
    });

    it('replaces all of the location, over its spaces', () => {
      const text = 'INT. ÅSAS KÖK - DAG\n\n201 INT./EXT. ÅSAS K|';
      assert.equal(accept(text, 'ÅSAS KÖK'), 'INT. ÅSAS KÖK - DAG\n\n201 INT./EXT. ÅSAS KÖK|');
    });

    it('offers them in a forced heading', () => {
      assert.equal(accept('INT. KÖK - DAG\n\n.K|', 'KÖK'), 'INT. KÖK - DAG\n\n.KÖK|');
    });

    for (const prefix of ['INT.', 'EXT', 'int.', 'EXT./INT.', 'I/E.', '12A INT.']) {
      it(`offers them after ${prefix}`, () => assert.deepEqual(texts(`INT. KÖK - DAG\n\n${prefix} |`), ['KÖK']));
    }
  });

  describe('of times of day', () => {
    it('offers the script’s own first, then those of its language', () => {
      const offered = texts('INT. A - SKYMNING\n\nINT. B - NATT\n\nINT. C - |');
      assert.deepEqual(offered.slice(0, 5), ['NATT', 'SKYMNING', 'DAG', 'MORGON', 'KVÄLL']);
      assert.deepEqual(texts('INT. C - |', undefined, english).slice(0, 2), ['DAY', 'NIGHT']);
      assert.deepEqual(texts('INT. JOUR – CUISINE\n\nX.\n\n3. INT. NUIT – |'), ['CUISINE']);
    });

    it('offers the places within a place beside them, first where no scene is in it alone', () => {
      const within = 'INT. HUSET - KÖKET - DAG\n\nINT. HUSET – KÖKET – SKAFFERIET – DAG\n\n';
      assert.deepEqual(texts(`${within}EXT. HUSET - |`).slice(0, 3), ['KÖKET - SKAFFERIET', 'KÖKET', 'DAG']);
      assert.deepEqual(texts(`${within}12 INT. huset — köket - |`).slice(0, 2), ['DAG', 'NATT']);
      assert.ok(texts(`${within}INT. HUSET - KÖKET - |`).includes('SKAFFERIET'));
      assert.deepEqual(texts(`INT. HUSET - DAG\n\n${within}INT. HUSET - |`).slice(0, 1), ['DAG']);
      for (const other of ['GÄSTHUSET', 'HUSET BREDVID']) {
        assert.equal(texts(`${within}INT. ${other} - |`, 'location').length, 0, other);
      }
      assert.equal(accept(`${within}INT. HUSET - kö|`, 'KÖKET').slice(within.length), 'INT. HUSET - KÖKET|');
    });

    it('replaces what stands after the last dash', () => {
      assert.equal(accept('INT. KÖK - UPPE - kv|', 'KVÄLL'), 'INT. KÖK - UPPE - KVÄLL|');
      assert.equal(accept('INT. KÖK – n|', 'NATT'), 'INT. KÖK – NATT|');
    });

    it('takes a dash within a word for no dash', () => {
      assert.deepEqual(texts('INT. KÖK - DAG\n\nINT. T-BANA|', 'timeOfDay'), []);
    });
  });

  describe('of characters', () => {
    const cast = (marked: string) => texts(marked, 'character');

    it('offers the last speaker but one first, then the scene’s cast from the latest on', () => {
      const text = scene.slice(0, scene.indexOf('EXT.'));
      assert.deepEqual(cast(`${text}|`), ['TOMMY', 'ANNIKA', 'ÅSA']);
    });

    it('offers the cast of other scenes last, who speaks most first', () => {
      assert.deepEqual(cast(`${scene}ÅSA\nJa.\n\nINT. BIL - DAG\n\n|`), ['ÅSA', 'TOMMY', 'ANNIKA', 'POLIS']);
    });

    it('offers the one speaker that a scene has', () => assert.equal(cast(`${scene}|`)[0], 'POLIS'));

    it('offers names without their extensions, each once', () => {
      assert.deepEqual(cast('ÅSA (V.O.)\nHej.\n\nÅSA (FORTS.)\nDu.\n\n|'), ['ÅSA']);
    });

    it('does not offer the cue that is being typed', () => {
      assert.deepEqual(cast('ÅSA\nHej.\n\nTOM|\nHej.\n'), ['ÅSA']);
    });

    it('goes on from the speakers above, not below', () => {
      const text = 'ÅSA\nEtt.\n\nTOMMY\nTvå.\n\n|\n\nANNIKA\nTre.\n';
      assert.deepEqual(cast(text), ['ÅSA', 'TOMMY', 'ANNIKA']);
    });

    it('replaces all of the name, over its spaces', () => {
      const text = 'TANT GRÖN\nHej.\n\nTANT G|';
      assert.equal(accept(text, 'TANT GRÖN'), 'TANT GRÖN\nHej.\n\nTANT GRÖN|');
      assert.equal(accept('McCOY\n\n@McCOY\nHej.\n\n@Mc|', 'McCOY'), 'McCOY\n\n@McCOY\nHej.\n\n@McCOY|');
    });

    it('offers characters alone after a forcing mark', () => {
      assert.deepEqual(texts('ÅSA\nHej.\n\n@|'), ['ÅSA']);
    });

    it('offers none in dialogue, not even on its line of two spaces', () => {
      assert.deepEqual(texts('ÅSA\nHej.\n|'), []);
      assert.deepEqual(texts('ÅSA\nHej.\n  \n|'), []);
    });
  });

  describe('of cue extensions', () => {
    it('offers those of the language', () => {
      assert.deepEqual(texts('ÅSA (|').slice(0, 3), ['V.O.)', 'O.S.)', 'FORTS.)']);
      assert.equal(texts('ÅSA (|', undefined, english).at(2), "CONT'D)");
    });

    it('offers the script’s own first, by how often', () => {
      const text = 'ÅSA (viskar)\nA.\n\nTOVE (O.S.)\nB.\n\nTOVE (O.S.) (viskar)\nC.\n\nLI (O.S.)\nD.\n\nÅSA (|';
      assert.deepEqual(texts(text).slice(0, 3), ['O.S.)', 'viskar)', 'V.O.)']);
    });

    it('offers first that the last speaker goes on', () => {
      assert.equal(texts('ÅSA\nHej.\n\nHon går.\n\nÅSA (|')[0], 'FORTS.)');
      assert.equal(texts('ÅSA\nHej.\n\nINT. KÖK\n\nÅSA (|')[0], 'V.O.)');
    });

    it('replaces what is typed, and the closing parenthesis', () => {
      assert.equal(accept('ÅSA (f|', 'FORTS.)'), 'ÅSA (FORTS.)|');
      assert.equal(accept('ÅSA (|)\nHej.', 'V.O.)'), 'ÅSA (V.O.)|\nHej.');
      assert.equal(accept('@McCOY (V.O.) ( |)', 'FORTS.)'), '@McCOY (V.O.) ( FORTS.)|');
    });

    it('offers none in action, in dialogue, or with words after the caret', () => {
      for (const text of ['Hon (|', 'ÅSA\n(|', 'ÅSA (|V.O.)', 'Hej.\nÅSA (|'])
        assert.deepEqual(texts(text, 'extension'), [], text);
    });
  });

  describe('of transitions', () => {
    it('offers them at the start of a paragraph, the script’s own first', () => {
      const text = `${scene}SMASH CUT TILL:\n\n> Svart.\n\nEXT. HAMN\n\nK|`;
      assert.deepEqual(texts(text, 'transition').slice(0, 2), ['SMASH CUT TILL:', 'KLIPP TILL:']);
      assert.equal(accept('Hej.\n\nklipp t|', 'KLIPP TILL:'), 'Hej.\n\nKLIPP TILL:|');
    });

    it('offers nothing else after a forcing mark', () => {
      assert.deepEqual([...new Set(complete('ÅSA\nHej.\n\n> k|').map(({ kind }) => kind))], ['transition']);
      assert.equal(accept('Hej.\n\n> k|', 'KLIPP TILL:'), 'Hej.\n\n> KLIPP TILL:|');
    });
  });

  describe('of title-page keys', () => {
    const keys = (marked: string, words = english) => texts(marked, 'titleKey', words);

    it('offers them on the first line', () => {
      assert.deepEqual(keys('|'), [
        'Title: ',
        'Credit: ',
        'Author: ',
        'Source: ',
        'Draft date: ',
        'Contact: ',
        'Copyright: ',
        'Notes: ',
      ]);
      assert.equal(accept('Ti|', 'Title: '), 'Title: |');
    });

    it('offers those that are missing on the next ones', () => {
      assert.equal(accept('Title: Ön\nau|\n\nINT. KÖK', 'Author: '), 'Title: Ön\nAuthor: |\n\nINT. KÖK');
      assert.equal(keys('Title: Ön\nCredit: av\n|')[0], 'Author: ');
    });

    it('offers Swedish ones in a Swedish script', () => assert.ok(keys('|', swedish).includes('Titel: ')));

    it('offers none in a value or behind the title page', () => {
      for (const text of ['Title: |', 'Title: Ön\n   |', 'Title: Ön\n\n|', 'Hej.\n|'])
        assert.deepEqual(keys(text), [], text);
    });
  });

  describe('is silent', () => {
    const table: readonly (readonly [string, string])[] = [
      ['in a note', 'ÅSA\nHej.\n\n[[ kom ihåg\nI| ]]'],
      ['in a note that is not closed yet', 'ÅSA\nHej.\n\n[[ I|'],
      ['in a boneyard', '/*\n\nI|\n*/'],
      ['in the title page', 'Title: Ön\nAuthor: |\n\nINT. KÖK - DAG'],
      ['in dialogue', 'ÅSA\nInt|'],
    ];
    for (const [where, text] of table) it(where, () => assert.deepEqual(texts(text), []));
  });

  it('works on lines that end in CR LF', () => {
    assert.equal(accept('ÅSA\r\nHej.\r\n\r\nå|\r\n', 'ÅSA'), 'ÅSA\r\nHej.\r\n\r\nÅSA|\r\n');
  });

  it('answers at every offset of any text', () => {
    const text = `${scene}[[ x\n/* \u0000 \ud800 INT. |`.replace('|', '');
    const view = createScriptView(text);
    for (let offset = 0; offset <= text.length; offset++) {
      for (const { replace } of completionAt(view, offset, () => swedish)) {
        assert.ok(
          replace.start <= offset && offset <= replace.end && !text.slice(replace.start, replace.end).includes('\n'),
        );
      }
    }
  });
});
