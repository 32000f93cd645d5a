import assert from 'node:assert/strict';
import { allWords } from '../../src/language/words/allWords.ts';
import { printedMarks } from '../../src/language/words/printedMarks.ts';

describe('marks where a speech crosses a page', () => {
  for (const [language, more, continued] of [
    ['sv', '(MER)', '(FORTS.)'],
    ['sv-SE', '(MER)', '(FORTS.)'],
    ['en', '(MORE)', "(CONT'D)"],
    ['xx', '(MORE)', "(CONT'D)"],
  ] as const) {
    it(`are ${more} and ${continued} in ${language}`, () => {
      assert.deepEqual(printedMarks(language), { more, continued });
    });
  }

  it('are known as a continuation in every language', () => {
    for (const { language, continued } of allWords) {
      const mark = printedMarks(language).continued.slice(1, -1).toUpperCase();
      assert.ok(
        continued.some((word) => mark.startsWith(word.toUpperCase())),
        `${language}: ${mark} is none of ${continued.join(', ')}`,
      );
    }
  });
});
