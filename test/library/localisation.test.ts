import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const swedish: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(root, 'l10n/bundle.l10n.sv.json'), 'utf8'),
);

/** The first argument of every call of `t`, which must be a literal for the translation to find it. */
function sentencesOf(source: string): readonly string[] {
  const call = source.includes('= vscode.l10n;') ? /(?:l10n\.t|(?<![\w.])t)\(\s*/g : /l10n\.t\(\s*/g;
  return [...source.matchAll(call)].flatMap(({ index, 0: { length } }) => {
    const literal = /^(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/.exec(source.slice(index + length));
    return literal ? [(literal[1] ?? literal[2] ?? '').replace(/\\(.)/g, '$1')] : [];
  });
}

function sourcesBelow(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'));
}

const placeholders = (text: string) => [...text.matchAll(/\{\d+\}/g)].map(([name]) => name).sort();

describe('the Swedish translation', () => {
  it('has every sentence that the extension says', () => {
    const said = new Set(sourcesBelow('src/extension').flatMap(sentencesOf));
    assert.ok(said.size > 100);
    assert.deepEqual([...said].filter((sentence) => !(sentence in swedish)).sort(), []);
  });

  it('has the sentences of a library that cannot be used', () => {
    const source = readFileSync(join(root, 'src/extension/library/sqliteErrors.ts'), 'utf8');
    const sentences = [...source.matchAll(/^ {2}\w+: '(.+\.)',$/gm)].map(([, sentence = '']) => sentence);
    assert.equal(sentences.length, 7);
    assert.deepEqual(
      sentences.filter((sentence) => !(sentence in swedish)),
      [],
    );
  });

  it('has the sentences of sharing that the code keeps in tables', () => {
    const files = ['connection.ts', 'account.ts', 'members.ts', 'remoteProject.ts'];
    const sentences = files.flatMap((file) => {
      const source = readFileSync(join(root, 'src/extension/sharing', file), 'utf8');
      return [...source.matchAll(/^ {2}\w+:\s+'(.+\.)',$/gm)].map(([, sentence = '']) => sentence);
    });
    assert.ok(sentences.length >= 25);
    assert.deepEqual(
      sentences.filter((sentence) => !(sentence in swedish)),
      [],
    );
  });

  it('keeps the placeholders of every sentence and leaves none empty', () => {
    for (const [english, translation] of Object.entries(swedish)) {
      assert.notEqual(translation, '', english);
      assert.deepEqual(placeholders(translation), placeholders(english), english);
    }
  });
});
