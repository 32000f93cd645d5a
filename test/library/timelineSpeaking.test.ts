import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { wordHeard } from '../../src/extension/timeline/spokenWord.ts';

describe('the word that is heard', () => {
  const text = 'Den blinkade (viskar) igen.';
  const wordOf = (heard: Parameters<typeof wordHeard>[1], beginnings?: readonly number[]) => {
    const span = wordHeard(text, heard, beginnings);
    return span && text.slice(span.start, span.end);
  };

  for (const [name, soundMs, word] of [
    ['the first before it begins', 0, 'Den'],
    ['by the times that the voice told', 400, 'blinkade'],
    ['the last until the end', 5000, 'igen'],
  ] as const) {
    it(`is ${name}`, () => assert.equal(wordOf({ part: 0, soundMs }, [50, 300, 900]), word));
  }

  for (const [part, word] of [
    [0, 'Den'],
    [0.5, 'blinkade'],
    [0.99, 'igen'],
    [1, undefined],
  ] as const) {
    it(`is shared out evenly when no times are known: at ${part}`, () => assert.equal(wordOf({ part }), word));
  }

  it('is never a direction', () => {
    for (let part = 0; part < 1; part += 0.05) assert.notEqual(wordOf({ part }), 'viskar');
  });

  it('is none in a line without words', () => assert.equal(wordHeard('…', { part: 0.5 }), undefined));
});
