import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ElementType } from '../../src/language/document.ts';
import { toCapitals, writesCapitals } from '../../src/webview/editor/capitals.ts';

describe('capitals as typed', () => {
  const places: readonly [what: string, type: ElementType, marked: string, expected: boolean][] = [
    ['in a heading', 'sceneHeading', 'INT. |', true],
    ['in an empty cue', 'character', '|', true],
    ['in a transition', 'transition', 'KLIPP |', true],
    ['not in action', 'action', 'REGN |', false],
    ['not in dialogue', 'dialogue', 'NEJ |', false],
    ['not where the writer has lower case', 'character', 'Mc|', false],
    ['not in the extension of a cue', 'character', 'TOVE (på |', false],
    ['after the extension of a cue', 'character', 'TOVE (på radio) |', true],
    ['although the extension has lower case', 'character', '|TOVE (på radio)', true],
    ['although there is an ß', 'character', 'GROß|', true],
  ];
  for (const [what, type, marked, expected] of places) {
    it(what, () => assert.equal(writesCapitals(type, marked.replace('|', ''), marked.indexOf('|')), expected));
  }

  const letters: readonly [typed: string, language: string, expected: string][] = [
    ['å', 'sv', 'Å'],
    ['é', 'fr', 'É'],
    ['i', 'en', 'I'],
    ['i', 'tr', 'İ'],
    ['ß', 'de', 'ß'],
    ['ŉ', 'en', 'ŉ'],
    ['e\u0301', 'fr', 'E\u0301'],
    ['\u0345', 'el', '\u0345'],
    ['đ', 'hr', 'Đ'],
    ['ж', 'ru', 'Ж'],
    ['7', 'sv', '7'],
    ['a', 'auto', 'A'],
    ['a', 'not a language!', 'A'],
  ];
  for (const [typed, language, expected] of letters) {
    it(`writes ${JSON.stringify(typed)} as ${JSON.stringify(expected)} (${language})`, () => {
      assert.equal(toCapitals(typed, language), expected);
      assert.equal(toCapitals(typed, language).length, typed.length);
    });
  }
});
