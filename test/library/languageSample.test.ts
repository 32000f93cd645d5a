import assert from 'node:assert/strict';
import fs from 'node:fs';
import { rules } from '../../src/language/diagnostics/rules.ts';
import { documentSymbols } from '../../src/language/features/documentSymbols.ts';
import { createScriptView } from '../../src/language/features/scriptView.ts';
import { kindOf, loadGrammar, tokenize } from '../language/grammarTokens.ts';

const folder = new URL('../../media/sample/', import.meta.url);
const scripts = fs.readdirSync(folder).filter((file) => file.endsWith('.screenplay'));

describe('the sample', () => {
  it('is there', () => assert.ok(scripts.length > 0));

  for (const file of scripts) {
    const text = fs.readFileSync(new URL(file, folder), 'utf8').replaceAll('\r\n', '\n');
    const view = createScriptView(text);

    it(`${file} has nothing wrong`, () => {
      assert.deepEqual(
        rules.flatMap((rule) => rule.check(view)),
        [],
      );
    });

    it(`${file} has all its scenes in the outline`, () => {
      const count = (symbols: ReturnType<typeof documentSymbols>): number =>
        symbols.reduce((sum, { kind, children }) => sum + (kind === 'scene' ? 1 : 0) + count(children), 0);
      const headings = view.screenplay.elements.filter(({ type }) => type === 'sceneHeading');
      assert.equal(count(documentSymbols(view)), headings.length);
    });

    it(`${file} is coloured line by line as the parser reads it`, async () => {
      const kinds = tokenize(await loadGrammar(), text).map(kindOf);
      for (const { type, start, end } of view.screenplay.elements) {
        const first = text.slice(0, start).split('\n').length - 1;
        const lines = text.slice(start, end).split('\n');
        for (const [offset, line] of lines.entries()) {
          if (line.trim() === '') continue;
          assert.equal(kinds[first + offset], type, `line ${first + offset + 1}: ${line}`);
        }
      }
    });
  }
});
