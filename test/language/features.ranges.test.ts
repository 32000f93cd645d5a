import assert from 'node:assert/strict';
import { documentLinks } from '../../src/language/features/documentLinks.ts';
import { foldingRanges } from '../../src/language/features/folding.ts';
import { createScriptView } from '../../src/language/features/scriptView.ts';
import { selectionSpans } from '../../src/language/features/selectionRanges.ts';
import { atCaret, marking } from './featureCarets.ts';

describe('selection ranges', () => {
  const grown = (marked: string) => {
    const { view, offset } = atCaret(marked);
    return selectionSpans(view, offset).map(({ start, end }) => view.text.slice(start, end));
  };

  it('grow from word over line, element, speech, scene and section to everything', () => {
    const speech = 'ÅSA (V.O.)\n(lågt)\nNu kommer\nde snart.';
    const scene = `INT. KÖK - DAG\n\nHon går.\n\n${speech}\n\nTOVE\nJa.`;
    const section = `## Sekvens\n\n${scene}`;
    const act = `# Akt\n\n${section}\n\n## Sekvens 2`;
    const text = `${act}\n\n# Akt 2\n`;
    assert.deepEqual(grown(text.replace('kommer', 'kom|mer')), [
      'kommer',
      'Nu kommer',
      'Nu kommer\nde snart.',
      speech,
      scene,
      section,
      act,
      text,
    ]);
  });

  it('take each step once', () => {
    assert.deepEqual(grown('Hej|\n'), ['Hej', 'Hej\n']);
    assert.deepEqual(grown('Hej på |dig.\n\nHej.'), ['dig', 'Hej på dig.', 'Hej på dig.\n\nHej.']);
  });

  it('hold words with apostrophes and hyphens together', () => {
    assert.equal(grown('Let’s g|o to the x-ray.')[0], 'go');
    assert.equal(grown('Le|t’s go.')[0], 'Let’s');
    assert.equal(grown('The x-ra|y.')[0], 'x-ray');
  });

  it('take all that stands between blank lines from a blank line', () => {
    assert.deepEqual(grown('Ett.\n\n|\n\nTvå.'), ['Ett.\n\n\n\nTvå.']);
  });

  it('are none in an empty text', () => assert.deepEqual(grown('|'), []));
});

describe('document links', () => {
  const links = (text: string) => {
    const found = documentLinks(createScriptView(text));
    return [marking(text, found), ...found.map(({ target }) => target)];
  };

  const table: readonly (readonly [string, readonly string[]])[] = [
    [
      'Se [[ https://example.org/bild?x=1&y=å ]] nu.',
      ['Se [[ ‹https://example.org/bild?x=1&y=å› ]] nu.', 'https://example.org/bild?x=1&y=å'],
    ],
    ['Se www.example.org.', ['Se ‹www.example.org›.', 'https://www.example.org']],
    ['(http://example.org/a_(b))', ['(‹http://example.org/a_(b)›)', 'http://example.org/a_(b)']],
    ['*https://example.org*, ja', ['*‹https://example.org›*, ja', 'https://example.org']],
    ['Contact: a.b@example.org\n', ['Contact: ‹a.b@example.org›\n', 'mailto:a.b@example.org']],
    ['@McCOY\nHej.', ['@McCOY\nHej.']],
    ['http:// www. a@b', ['http:// www. a@b']],
  ];
  for (const [text, expected] of table) it(`in ${JSON.stringify(text)}`, () => assert.deepEqual(links(text), expected));
});

describe('folding of the title page', () => {
  it('folds it to its first line', () => {
    const [first] = foldingRanges(createScriptView('Title: Ön\nAuthor: Åsa\n\nINT. KÖK\n\nHej.\n'));
    assert.deepEqual(first, { kind: 'region', start: 0, end: 21 });
  });

  it('leaves a title page of one line alone', () => {
    assert.deepEqual(foldingRanges(createScriptView('Title: Ön\n\nHej.\n')), []);
  });
});
