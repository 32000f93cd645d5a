import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { FindingCode, QuickFix } from '../../src/language/diagnostics/finding.ts';
import { rules } from '../../src/language/diagnostics/rules.ts';
import { createScriptView } from '../../src/language/features/scriptView.ts';
import { swedish } from '../../src/language/words/swedish.ts';
import { syntheticScript } from '../fixtures/syntheticScript.ts';

function findingsOf(text: string) {
  const view = createScriptView(text);
  return rules.flatMap((rule) => rule.check(view).map((finding) => ({ finding, rule, view })));
}

/** What the rules find, as `code: source`. */
function found(text: string): readonly string[] {
  return findingsOf(text).map(({ finding }) => `${finding.code}: ${text.slice(finding.start, finding.end)}`);
}

function apply(text: string, { edits }: QuickFix): string {
  return edits.toReversed().reduce((all, edit) => all.slice(0, edit.start) + edit.text + all.slice(edit.end), text);
}

/** The fixes of the first finding of a rule. */
function fixesOf(code: FindingCode, text: string): readonly QuickFix[] {
  const first = findingsOf(text).find(({ finding }) => finding.code === code);
  assert(first, `${code} is found`);
  return first.rule.fixes?.(first.view, first.finding, swedish) ?? [];
}

/** `text` times a line of dialogue, so that a name is a character's. */
function speeches(name: string, count: number): string {
  return `${name}\nHej på dig.\n\n`.repeat(count);
}

const timed = 'INT. A - DAG\n\nX.\n\nINT. B - DAG\n\nX.\n\nINT. C - NATT\n\nX.\n\n';

describe('findings about scene numbers', () => {
  const table: readonly (readonly [string, string, readonly string[]])[] = [
    ['a number that stands twice', '1 INT. A\n\n2 INT. B\n\n2 INT. C\n\n3 INT. D\n', ['duplicate-scene-number: 2']],
    ['the same letter in another case', 'INT. A #1a#\n\nINT. B #1A#\n', ['duplicate-scene-number: 1A']],
    ['a number that is too low', '1 INT. A\n\n5 INT. B\n\n2 INT. C\n\n3 INT. D\n', ['scene-number-out-of-order: 5']],
    [
      'a lettered number after the next',
      'INT. A #1#\n\nINT. B #2#\n\nINT. C #1A#\n\nINT. D #3#\n',
      ['scene-number-out-of-order: 1A'],
    ],
    ['a scene without a number', '1 INT. A\n\nINT. B\n\n2 INT. C\n\n3. INT. D\n', ['unnumbered-scene: INT. B']],
  ];
  for (const [name, text, expected] of table) it(`tell ${name}`, () => assert.deepEqual(found(text), expected));

  const wellFormed: readonly (readonly [string, string])[] = [
    ['letters after and before a number', 'INT. A #A1#\n\nINT. B #1#\n\nINT. C #1A#\n\nINT. D #1B#\n\nINT. E #2#\n'],
    ['a scene between 1 and 1A', 'INT. A #1#\n\nINT. B #A1A#\n\nINT. C #1A#\n\nINT. D #1AA#\n\nINT. E #1B#\n'],
    ['numbers of other forms', 'INT. A #I-1-A#\n\nINT. B #12.1#\n\nINT. C #3.2#\n'],
    ['gaps', '1 INT. A\n\n7 INT. B\n\n110A INT. C\n'],
    ['episodes that begin anew', '# Ett\n\n1 INT. A\n\n2 INT. B\n\n# Två\n\n1 INT. C\n\n2 INT. D\n'],
    ['a script with no numbers', 'INT. A\n\nINT. B\n'],
    ['a script with few numbers', 'INT. A #1#\n\nINT. B\n\nINT. C\n'],
    ['forced headings between numbered scenes', '1 INT. A\n\n.SENARE\n\n2 INT. B\n'],
    ['an omitted scene', '1 INT. A\n\n.UTGÅR #2#\n\n/*\n2 INT. B\n*/\n\n3 INT. C\n'],
  ];
  for (const [name, text] of wellFormed) it(`are none for ${name}`, () => assert.deepEqual(found(text), []));
});

describe('findings about names', () => {
  const slips: readonly (readonly [string, string])[] = [
    ['TOMY', 'TOMMY'],
    ['TMOMY', 'TOMMY'],
    ['OTMMY', 'TOMMY'],
    ['TOMMYY', 'TOMMY'],
    ['ASA', 'ÅSA'],
    ['DR LIND', 'DR. LIND'],
    ['BERÄTTARÖST', 'BERÄTTARRÖST'],
    ['KAPTEN LNID', 'KAPTEN LIND'],
  ];
  for (const [slip, name] of slips) {
    it(`tell ${slip} in a script where ${name} speaks`, () => {
      const text = speeches(name, 4) + speeches(slip, 1);
      assert.deepEqual(found(text), [`near-miss-character: ${slip}`]);
      assert.equal(apply(text, fixesOf('near-miss-character', text)[0]!), speeches(name, 5));
    });
  }

  const different: readonly (readonly [string, string])[] = [
    ['HANNA', 'SANNA'],
    ['MARIA', 'MARIO'],
    ['JOHAN', 'JOHANNA'],
    ['POJKEN', 'POJKE'],
    ['GUARDS', 'GUARD'],
    ['MÄN', 'MAN'],
    ['MAN 1', 'MAN 2'],
    ['POLIS #1', 'POLIS #2'],
    ['VAKT A', 'VAKT B'],
    ['MR. SMITH', 'MRS. SMITH'],
    ['ANDERSSON', 'ANDERSEN'],
    ['BILLY', 'BILL'],
    ['UNGE TOMMY', 'TOMMY'],
    ['BOB', 'ROB'],
  ];
  for (const [rare, common] of different) {
    it(`let ${rare} and ${common} be two`, () => assert.deepEqual(found(speeches(common, 9) + speeches(rare, 1)), []));
  }

  it('let names be that both stand often', () => {
    assert.deepEqual(found(speeches('MARTIN', 9) + speeches('MARVIN', 3)), []);
  });

  it('let a name be that the action tells of', () => {
    assert.deepEqual(found(`${speeches('MARTIN', 9)}Marvin kommer in.\n\n${speeches('MARVIN', 1)}`), []);
  });

  it('change every cue of a slip, with its extensions', () => {
    const text = `${speeches('TOMMY', 9)}TOMY (V.O.)\nHej.\n\n@Tomy ^\nHej.\n`;
    const [, everywhere] = fixesOf('near-miss-character', text);
    assert.equal(apply(text, everywhere!), `${speeches('TOMMY', 9)}TOMMY (V.O.)\nHej.\n\n@TOMMY ^\nHej.\n`);
  });

  it('tell a place that is written otherwise once', () => {
    const home = 'INT. FYRVAKTARENS HUS - DAG\n\nX.\n\n';
    const text = `${home + home}INT. FYRVAKTRENS HUS - NATT\n\nX.\n`;
    assert.deepEqual(found(text), ['near-miss-location: FYRVAKTRENS HUS']);
    const fixed = apply(text, fixesOf('near-miss-location', text)[0]!);
    assert.equal(fixed, `${home + home}INT. FYRVAKTARENS HUS - NATT\n\nX.\n`);
  });

  it('tell a place whose dash or comma differs', () => {
    const stair = 'INT. FYREN, TRAPPAN - DAG\n\nX.\n\n';
    assert.deepEqual(found(`${stair + stair}INT. FYREN / TRAPPAN - NATT\n\nX.\n`), [
      'near-miss-location: FYREN / TRAPPAN',
    ]);
  });

  it('let places be that differ by a number', () => {
    assert.deepEqual(found(`${'INT. CELL 1 - DAG\n\nX.\n\n'.repeat(3)}INT. CELL 2 - DAG\n\nX.\n`), []);
  });

  it('compare nothing in a text of thousands of names', () => {
    const names = Array.from(
      { length: 3000 },
      (_, index) => `N${'ABCDEFGHIJ'[index % 10]}${index.toString(36).toUpperCase()}X`,
    );
    assert.deepEqual(found(names.map((name) => speeches(name, 1)).join('')), []);
  });
});

describe('findings about headings, speech and marks', () => {
  const table: readonly (readonly [string, string, readonly string[]])[] = [
    ['a slip in the prefix', 'ITN. KÖK - DAG\n\nHon går.\n', ['unknown-heading-prefix: ITN. KÖK - DAG']],
    ['a comma after the prefix', 'INT, KÖK - DAG\n\nHon går.\n', ['unknown-heading-prefix: INT, KÖK - DAG']],
    ['a heading without a prefix', 'KÖK - DAG\n\nHon går.\n', ['unknown-heading-prefix: KÖK - DAG']],
    ['the same with text directly below', 'INR. KÖK - NATT\nHon går.\n', ['unknown-heading-prefix: INR. KÖK - NATT']],
    ['a heading without a time among others', `${timed}INT. D\n\nX.\n`, ['missing-time-of-day: INT. D']],
    ['a forced cue alone', 'Hej.\n\n@Åsa\n\nHon går.\n', ['cue-without-dialogue: @Åsa']],
    ['a cue with a direction alone', 'ÅSA\n(nickar)\n\nHon går.\n', ['cue-without-dialogue: ÅSA']],
    ['a name alone', `${speeches('ÅSA', 1)}ÅSA\n\nTOMMY\nHej.\n`, ['cue-without-dialogue: ÅSA']],
    ['words parted from their cue', `${speeches('ÅSA', 1)}ÅSA\n\nHej igen.\n`, ['dialogue-cut-off: Hej igen.']],
    ['a speech parted from its cue', 'ÅSA\nHej.\n\n(viskar)\nHör du?\n', ['dialogue-cut-off: (viskar)']],
    ['italics without an end', 'Hon *går fort.\n', ['unclosed-emphasis: *']],
    ['bold that ends on the next line', 'ÅSA\n**Hej\npå dig**\n', ['unclosed-emphasis: **']],
    ['an underline without an end', 'Hon går _fort.\n', ['unclosed-emphasis: _']],
  ];
  for (const [name, text, expected] of table) it(`tell ${name}`, () => assert.deepEqual(found(text), expected));

  const wellFormed: readonly (readonly [string, string])[] = [
    ['titles and signs in capitals', 'FEM ÅR SENARE\n\nSLUT\n\nSTOCKHOLM - 1985\n\nTEXT: DAG ETT\n'],
    ['capitals with a dash', 'EN SMÄLL - OCH SEDAN TYST\n'],
    ['a time that nothing parts from its place', `${timed}INT KÖK DAG\n\nX.\n`],
    ['cues in bold', '**ANNA**\nA.\n\n**ANNA**\nB.\n\n**ANNA**\nC.\n\nANNA\nD.\n'],
    ['times in prose', 'Hon väntade - dag och natt.\n\nDet var i juni - natt.\n'],
    ['headings without time where none has one', 'INT. A\n\nX.\n\nINT. B\n\nX.\n'],
    ['dual dialogue with notes', 'ÅSA\n[[varm]]\nHej.\n\nTOMMY ^\nHej.\n'],
    ['a cue that is being written', 'ÅSA\n  \n'],
    ['sung cues', 'ÅSA\n~La la\n'],
    ['a name in action', `${speeches('ÅSA', 1)}ÅSA går.\n\nÅSA!\n`],
    ['a direction alone in action', 'ÅSA\nHej.\n\n(paus)\n\nTOMMY\nHej.\n'],
    ['stars and underscores of other use', 'f*ck, 5 * 3, a_b_c, *** och **** samt \\*stjärna.\n\n* punkt\n'],
    ['nested emphasis', 'Hon ***går** fort* och _**ser** ut_.\n\n_**FYREN**_\n'],
    ['stars in notes', 'Hon går [[*kanske]] ut.\n'],
  ];
  for (const [name, text] of wellFormed) it(`are none for ${name}`, () => assert.deepEqual(found(text), []));

  const sample = fs.readFileSync(path.resolve(import.meta.dirname, '../../media/sample/fyren-201.screenplay'), 'utf8');
  it('are none for the sample, with any line ends', () => {
    assert.deepEqual(found(sample), []);
    assert.deepEqual(found(sample.replaceAll('\n', '\r\n')), []);
  });

  it('are none for long scripts', () => {
    for (const seed of [1, 2, 3]) assert.deepEqual(found(syntheticScript(60_000, seed)), []);
  });
});

describe('quick fixes', () => {
  const table: readonly (readonly [FindingCode, string, string])[] = [
    ['heading-needs-blank-line', 'Hej.\nINT. KÖK - DAG\n', 'Hej.\n\nINT. KÖK - DAG\n'],
    ['heading-needs-blank-line-after', 'INT. KÖK - DAG\nHej.\n', 'INT. KÖK - DAG\n\nHej.\n'],
    ['unclosed-note', 'Hon [[varför\nnu\n\nHej.\n', 'Hon [[varför\nnu]]\n\nHej.\n'],
    ['unclosed-note', 'Hon [[varför]\n', 'Hon [[varför]]\n'],
    ['unclosed-boneyard', '/* Bort\n\nHej.\n', '/* Bort */\n\nHej.\n'],
    ['unclosed-emphasis', 'Hon **går fort. \n', 'Hon **går fort.** \n'],
    ['unknown-heading-prefix', 'ITN. KÖK - DAG\n\nHej.\n', 'INT. KÖK - DAG\n\nHej.\n'],
    ['unknown-heading-prefix', '27. EXR, KÖK - DAG\n\nHej.\n', '27. EXT. KÖK - DAG\n\nHej.\n'],
    ['unknown-heading-prefix', 'KÖK - DAG\n\nHej.\n', 'INT. KÖK - DAG\n\nHej.\n'],
    ['missing-time-of-day', `${timed}INT. D #4#\n\nX.\n`, `${timed}INT. D - NATT #4#\n\nX.\n`],
    ['duplicate-scene-number', '1 INT. A\n\n1 INT. B\n\n2 INT. C\n', '1 INT. A\n\n1A INT. B\n\n2 INT. C\n'],
    [
      'scene-number-out-of-order',
      '1 INT. A\n\n9 INT. B\n\n2 INT. C\n\n3 INT. D\n',
      '1 INT. A\n\n1A INT. B\n\n2 INT. C\n\n3 INT. D\n',
    ],
    ['unnumbered-scene', 'INT. A #1#\n\nINT. B\n\nINT. C #2#\n', 'INT. A #1#\n\nINT. B #1A#\n\nINT. C #2#\n'],
    ['dialogue-cut-off', `${speeches('ÅSA', 1)}ÅSA\n\nHej.\n`, `${speeches('ÅSA', 1)}ÅSA\nHej.\n`],
    ['dialogue-cut-off', 'ÅSA\r\nHej.\r\n\r\n(ser upp)\r\nDu?\r\n', 'ÅSA\r\nHej.\r\n(ser upp)\r\nDu?\r\n'],
    ['cue-without-dialogue', 'Hej.\n\n@Åsa\n\nHej.\n', 'Hej.\n\n!Åsa\n\nHej.\n'],
  ];
  for (const [code, text, expected] of table) {
    it(`put right ${code} in ${JSON.stringify(text.slice(-40))}`, () => {
      const [fix] = fixesOf(code, text);
      assert(fix);
      assert.equal(apply(text, fix), expected);
      const left = findingsOf(expected).filter(({ finding }) => finding.code === code);
      assert.deepEqual(
        left.map(({ finding }) => finding.code),
        [],
      );
    });
  }

  it('offer at most one that is preferred', () => {
    for (const [code, text] of table) {
      assert(fixesOf(code, text).filter(({ isPreferred }) => isPreferred).length <= 1, code);
    }
  });

  it('take a star literally', () => {
    const [, literally] = fixesOf('unclosed-emphasis', 'Hon *går fort.\n');
    assert.equal(apply('Hon *går fort.\n', literally!), 'Hon \\*går fort.\n');
  });
});
