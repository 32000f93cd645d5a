import assert from 'node:assert/strict';
import { emphasisRanges, withoutEmphasis } from '../../src/language/emphasis.ts';

/** `kind:text with marks` of each range. */
function found(text: string): readonly string[] {
  return emphasisRanges(text).map(({ kind, start, end }) => `${kind}:${text.slice(start, end)}`);
}

describe('emphasis', () => {
  const table: readonly (readonly [string, readonly string[], string])[] = [
    ['Hon *går*.', ['italic:*går*'], 'Hon går.'],
    ['Hon **går**.', ['bold:**går**'], 'Hon går.'],
    ['Hon ***går***.', ['boldItalic:***går***'], 'Hon går.'],
    ['Hon _går_.', ['underline:_går_'], 'Hon går.'],
    ['*a* *b*', ['italic:*a*', 'italic:*b*'], 'a b'],
    ['**fet och *kursiv* text**', ['bold:**fet och *kursiv* text**', 'italic:*kursiv*'], 'fet och kursiv text'],
    ['_under **fet**_', ['underline:_under **fet**_', 'bold:**fet**'], 'under fet'],
    ['***båda** en*', ['italic:***båda** en*', 'bold:**båda**'], 'båda en'],
    ['***båda* en**', ['bold:***båda* en**', 'italic:*båda*'], 'båda en'],
    ['**en *båda***', ['bold:**en *båda***', 'italic:*båda*'], 'en båda'],
    ['*en **båda***', ['italic:*en **båda***', 'bold:**båda**'], 'en båda'],
    ['*a _b* c_', ['italic:*a _b*', 'underline:_b* c_'], 'a b c'],
    ['He dialed *69 and then *23, and hung up.', [], 'He dialed *69 and then *23, and hung up.'],
    ['He dialed *69 and then 23*, and hung up.', ['italic:*69 and then 23*'], 'He dialed 69 and then 23, and hung up.'],
    ['He dialed *69 and then 23\\*, and hung up.', [], 'He dialed *69 and then 23*, and hung up.'],
    ['2 * 3 * 4', [], '2 * 3 * 4'],
    ['En \\*stjärna\\* och \\_ett\\_ streck', [], 'En *stjärna* och _ett_ streck'],
    ['a\\\\*b*', ['italic:*b*'], 'a\\b'],
    ['un*frigging*believable', ['italic:*frigging*'], 'unfriggingbelievable'],
    ['snake_case_name', [], 'snake_case_name'],
    ['Dear ____, I ____ you.', [], 'Dear ____, I ____ you.'],
    ['f**** you ****', [], 'f**** you ****'],
    ['*a', [], '*a'],
    ['a*', [], 'a*'],
    ['**a*', [], '**a*'],
    ['*a\nb*', [], '*a\nb*'],
    ['*a*\n*b*', ['italic:*a*', 'italic:*b*'], 'a\nb'],
    ['*a [[b* c]] d*', ['italic:*a [[b* c]] d*'], 'a [[b* c]] d'],
    ['*a /* b */ c*', ['italic:*a /* b */ c*'], 'a /* b */ c'],
    ['/* a */ b */ c', [], '/* a */ b */ c'],
    ['*😀*', ['italic:*😀*'], '😀'],
    ['', [], ''],
  ];
  for (const [text, ranges, plain] of table) {
    it(`of ${JSON.stringify(text)}`, () => {
      assert.deepEqual(found(text), ranges);
      assert.equal(withoutEmphasis(text), plain);
    });
  }

  it('has its marks at both ends of each range', () => {
    const text = '***a** b* _c_ **d *e*** *f*';
    for (const { kind, start, end } of emphasisRanges(text)) {
      const mark = kind === 'underline' ? /^_.*_$/ : /^\*.*\*$/;
      assert.match(text.slice(start, end), mark);
    }
  });
});
