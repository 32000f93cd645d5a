import assert from 'node:assert/strict';
import { documentSymbols, type ScriptSymbol } from '../../src/language/features/documentSymbols.ts';
import { findEnclosures } from '../../src/language/features/enclosures.ts';
import { foldingRanges } from '../../src/language/features/folding.ts';
import { createScriptView } from '../../src/language/features/scriptView.ts';

/** An outline as indented lines. */
function outline(symbols: readonly ScriptSymbol[], indent = ''): readonly string[] {
  return symbols.flatMap(({ name, children }) => [`${indent}${name}`, ...outline(children, `${indent}  `)]);
}

function symbolsOf(text: string): readonly ScriptSymbol[] {
  return documentSymbols(createScriptView(text));
}

describe('document symbols', () => {
  it('lists scenes in order with their numbers', () => {
    assert.deepEqual(outline(symbolsOf('INT. KÖK - DAG #1#\n\nHej.\n\n27. EXT. HAMN - NATT\n\n.DRÖM\n')), [
      '1 INT. KÖK - DAG',
      '27 EXT. HAMN - NATT',
      'DRÖM',
    ]);
  });

  it('puts scenes and deeper sections in the section above them', () => {
    const text = '# Akt 1\n\nINT. A\n\n## Sekvens\n\nINT. B\n\n## Sekvens 2\n\n# Akt 2\n\nINT. C\n';
    assert.deepEqual(
      outline(symbolsOf(text)),
      ['# Akt 1', 'INT. A', '## Sekvens', 'INT. B', '## Sekvens 2', '# Akt 2', 'INT. C'].map((line) => {
        const depth = { 'INT. A': 1, '## Sekvens': 1, 'INT. B': 2, '## Sekvens 2': 1, 'INT. C': 1 }[line] ?? 0;
        return '  '.repeat(depth) + line.replace(/^#+ /, '');
      }),
    );
  });

  it('puts a section that skips a level in the one above', () => {
    assert.deepEqual(outline(symbolsOf('# Ett\n\n### Tre\n\n## Två\n')), ['Ett', '  Tre', '  Två']);
  });

  it('ends a scene where its last element ends', () => {
    const text = 'INT. KÖK - DAG\n\nHon går.\n\nÅSA\nHej.\n\n\nEXT. HAMN\n';
    const [kitchen, harbour] = symbolsOf(text);
    assert.equal(text.slice(kitchen?.start, kitchen?.end), 'INT. KÖK - DAG\n\nHon går.\n\nÅSA\nHej.');
    assert.equal(text.slice(kitchen?.nameSpan.start, kitchen?.nameSpan.end), 'INT. KÖK - DAG');
    assert.equal(text.slice(harbour?.start, harbour?.end), 'EXT. HAMN');
  });

  it('holds each child and name within its parent', () => {
    const check = ({ start, end, nameSpan, children }: ScriptSymbol) => {
      assert.ok(start <= nameSpan.start && nameSpan.end <= end);
      for (const child of children) {
        assert.ok(start <= child.start && child.end <= end);
        check(child);
      }
    };
    symbolsOf('# A\n## B\nINT. C\n\nText.\n\n# D\n').forEach(check);
  });

  it('estimates a section as long as its scenes', () => {
    const [act] = symbolsOf('# Akt\n\nINT. A\n\nHon går länge i rummet.\n\nINT. B\n\nÅSA\nHej på dig du.\n');
    const scenes = act?.children.reduce((sum, { seconds }) => sum + seconds, 0) ?? 0;
    assert.ok(act && scenes > 0 && act.seconds >= scenes);
  });

  it('is empty for a text without headings', () => assert.deepEqual(symbolsOf('Hej.\n'), []));

  it('leaves out headings in notes and boneyards', () => {
    assert.deepEqual(symbolsOf('[[\nINT. A\n]]\n\n/*\n\nINT. B\n\n*/\n'), []);
  });
});

describe('folding', () => {
  /** First and last line of each fold, 0-based. */
  function folds(text: string): readonly string[] {
    const lineOf = (offset: number) => text.slice(0, offset).split(/\r?\n/).length - 1;
    return foldingRanges(createScriptView(text)).map(
      ({ kind, start, end }) => `${lineOf(start)}-${lineOf(end)} ${kind}`,
    );
  }

  it('folds scenes up to their last line with words', () => {
    assert.deepEqual(folds('INT. A\n\nHej.\n\n\nINT. B\n\nDu.\n'), ['0-2 region', '5-7 region']);
  });

  it('folds sections with their scenes', () => {
    assert.deepEqual(folds('# Akt\n\nINT. A\n\nHej.\n\n# Akt 2\n'), ['0-4 region', '2-4 region']);
  });

  it('folds notes and boneyards of several lines, also within action', () => {
    const text = 'Hon [[en\nnot]] går.\n\n/*\n\nBort\n*/\n\n[[ kort ]]\n';
    assert.deepEqual(folds(text), ['0-1 comment', '3-6 comment']);
  });

  it('folds nothing that stands on one line', () => assert.deepEqual(folds('INT. A\n\nINT. B'), []));

  it('folds lines that end in CR LF or CR', () => {
    assert.deepEqual(folds('INT. A\r\n\r\nHej.\r\n'), ['0-2 region']);
    assert.equal(foldingRanges(createScriptView('INT. A\r\rHej.\r')).length, 1);
  });
});

describe('enclosures', () => {
  /** Each enclosure's source, with `?` before one that is not closed. */
  function enclosures(text: string): readonly string[] {
    return findEnclosures(text).map(({ start, end, closed }) => `${closed ? '' : '?'}${text.slice(start, end)}`);
  }

  const table: readonly (readonly [string, string, readonly string[]])[] = [
    ['finds both kinds in order', 'a [[b]] /* c */ [[d]]', ['[[b]]', '/* c */', '[[d]]']],
    ['takes brackets within one for words', '/* [[a */ b]] [[ /* ]]', ['/* [[a */', '[[ /* ]]']],
    ['tells what is not closed', 'a [[b\n\nc]] /* d', ['?[[', '?/*']],
    ['keeps a note over a line of two spaces', '[[a\n  \nb]]', ['[[a\n  \nb]]']],
    ['finds none in plain words', 'a [b] / * c', []],
  ];
  for (const [name, text, expected] of table) it(name, () => assert.deepEqual(enclosures(text), expected));
});
