import assert from 'node:assert/strict';
import { rules } from '../../src/language/diagnostics/rules.ts';
import { createScriptView } from '../../src/language/features/scriptView.ts';

/** What the rules find, as `code: source`. */
function findings(text: string): readonly string[] {
  const view = createScriptView(text);
  return rules.flatMap((rule) => rule.check(view)).map(({ code, start, end }) => `${code}: ${text.slice(start, end)}`);
}

describe('diagnostics', () => {
  const table: readonly (readonly [string, string, readonly string[]])[] = [
    [
      'a heading under action',
      'INT. A - DAG\n\nHon går.\nEXT. HAMN - NATT\n\nHej.\n',
      ['heading-needs-blank-line: EXT. HAMN - NATT'],
    ],
    ['a heading under dialogue', 'ÅSA\nHej.\n201 INT. KÖK\n', ['heading-needs-blank-line: 201 INT. KÖK']],
    ['a heading under a cue', 'ÅSA\nINT. KÖK - DAG\n', ['heading-needs-blank-line: INT. KÖK - DAG']],
    [
      'a heading in lower case with a time',
      'Hon går.\n  int. kök - natt\n',
      ['heading-needs-blank-line: int. kök - natt'],
    ],
    ['a heading under lines that end in CR LF', 'Hej.\r\nINT. KÖK\r\n', ['heading-needs-blank-line: INT. KÖK']],
    [
      'a heading under a heading, and the one above',
      'INT. A - DAG\nINT. B - DAG\n',
      ['heading-needs-blank-line: INT. B - DAG', 'heading-needs-blank-line-after: INT. A - DAG'],
    ],
    ['text directly under a heading', 'INT. A - DAG\nHon går.\n', ['heading-needs-blank-line-after: INT. A - DAG']],
    ['the same with CR LF', 'INT. A - DAG\r\nHon går.\r\n', ['heading-needs-blank-line-after: INT. A - DAG']],
    ['a note that a blank line cuts', 'Hon [[varför?\n\ngår.\n', ['unclosed-note: [[']],
    ['a note at the end', 'Hej. [[', ['unclosed-note: [[']],
    ['a boneyard without end', 'Hej.\n\n/* Bort\n\nINT. A - DAG\n', ['unclosed-boneyard: /*']],
  ];
  for (const [name, text, expected] of table) it(`finds ${name}`, () => assert.deepEqual(findings(text), expected));

  const wellFormed: readonly (readonly [string, string])[] = [
    ['prose that begins like a heading', 'Hon läser.\nInt. var allt bra.\nEst. 1998 av två bröder.\nACME\nEST. 1998\n'],
    ['dialogue that begins like a heading', 'ÅSA\nInt vet jag.\nExt fråga.\n'],
    ['forced action', 'Hej.\n!INT. KÖK - DAG\n'],
    ['a forced heading in action', 'Hej.\n.DRÖM\n\nHon sover.\n'],
    ['headings in notes and boneyards', 'Hej [[\nINT. KÖK - DAG\n]] du.\n\n/*\nHej.\nINT. KÖK - DAG\n*/\n'],
    ['a heading under a section or synopsis', '# Akt 1\nINT. A - DAG\n\n= Kort.\nINT. B - DAG\n'],
    ['a note or synopsis under a heading', 'INT. A - DAG\n[[ not ]]\n\nINT. B - DAG\n= Kort.\n'],
    ['closed notes and boneyards', 'a [[b]] c\n\n/*\n\n[[\n*/\n\n[[ två\n  \nrader ]]\n'],
    ['an empty text', ''],
    ['a title page', 'Title: INT. KÖK - DAG\nAuthor: Åsa\n\nINT. KÖK - DAG\n'],
  ];
  for (const [name, text] of wellFormed)
    it(`has nothing to say of ${name}`, () => assert.deepEqual(findings(text), []));

  it('names each rule after its findings', () => {
    const broken = 'INT. A - DAG\nHej.\nINT. B - DAG\n\nITN. C - DAG\n\n*Hej\n\n@Åsa\n\n[[\n\n/*';
    const view = createScriptView(broken);
    for (const rule of rules) {
      const codes = new Set(rule.check(view).map(({ code }) => code));
      assert.deepEqual(
        [...codes].filter((code) => code !== rule.code),
        [],
      );
    }
  });
});
