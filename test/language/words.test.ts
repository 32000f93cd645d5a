import assert from 'node:assert/strict';
import { isTimeOfDay } from '../../src/language/headings.ts';
import { parse } from '../../src/language/parse.ts';
import { allWords } from '../../src/language/words/allWords.ts';

const hasCapitals = (word: string): boolean => word.toLowerCase() !== word;

describe('the words of each language', () => {
  it('are there for 34 languages, each once', () => {
    const languages = allWords.map(({ language }) => language);
    assert.equal(languages.length, 34);
    assert.equal(new Set(languages).size, 34);
    assert.deepEqual(languages.slice(0, 2), ['sv', 'en']);
  });

  for (const { language, interior, exterior, timesOfDay, transitions } of allWords) {
    it(`make headings and transitions in ${language}`, () => {
      for (const [words, intExt] of [
        [interior, 'INT'],
        [exterior, 'EXT'],
      ] as const) {
        for (const word of words) {
          const line = `${word}. X - ${timesOfDay[0]}`;
          for (const text of [line, line.normalize('NFD'), `12. ${line}`]) {
            const heading = parse(text).elements[0];
            assert.equal(heading?.type, 'sceneHeading', text);
            assert.equal(heading?.heading?.intExt, intExt, text);
            assert.equal(heading?.heading?.location, 'X', text);
            assert.equal(heading?.heading?.timeOfDay?.normalize('NFC'), timesOfDay[0], text);
          }
        }
      }
      const both = parse(`${interior[0]}./${exterior[0]}. X`).elements[0];
      assert.equal(both?.heading?.intExt, 'INT/EXT');
      for (const transition of transitions) {
        assert.equal(parse(`Han går.\n\n${transition}\n`).elements[1]?.type, 'transition', transition);
      }
    });

    it(`split a location from a time of day without a dash in ${language}`, () => {
      for (const time of timesOfDay) {
        assert.ok(isTimeOfDay(time), time);
        assert.deepEqual(parse(`INT. X, ${time}`).elements[0]?.heading?.timeOfDay, time);
      }
    });
  }

  it('need a dot or a line of capitals unless they are Fountain’s own', () => {
    for (const { language, interior, exterior } of allWords) {
      for (const word of [...interior, ...exterior]) {
        if (/^(INT|EXT|EST)$/.test(word)) continue;
        const small = word.charAt(0) + word.slice(1).toLowerCase();
        assert.equal(parse(`${small} och sedan`).elements[0]?.type, 'action', `${language}: ${small}`);
        if (!hasCapitals(word)) continue;
        assert.equal(parse(`${word} HUSET - X`).elements[0]?.type, 'sceneHeading', `${language}: ${word}`);
      }
    }
  });
});
