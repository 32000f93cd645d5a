import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../host/until.ts';
import { openOwnScripts, writeScript } from './scriptWorkspace.ts';

const script = `Title: Ön
Author: Åsa

# Akt 1

201 INT. KÖK - DAG

Tove går. [[ Se https://example.org/bild ]]

TOVE
Hej *på* dig.

ÅSA (V.O.)
Hej.

TOVE (FORTS.)
Ja.

EXT. HAMN - NATT

TOVE
Där!

INT. KÖK - NATT

Tyst.
`;

/** What the server says once it has started; before that VS Code has no provider to ask. */
async function answered<T>(ask: () => Thenable<T>, isAnswer: (result: T) => boolean): Promise<T> {
  for (;;) {
    const result = await ask();
    if (isAnswer(result)) return result;
  }
}

function execute<T>(command: string, ...args: readonly unknown[]): Thenable<T> {
  return vscode.commands.executeCommand<T>(`vscode.${command}`, ...args);
}

describe('language features for names and ranges', () => {
  let document: vscode.TextDocument;
  const at = (words: string, nth = 1): vscode.Position => {
    let offset = -1;
    for (let count = 0; count < nth; count++) offset = script.indexOf(words, offset + 1);
    assert.notEqual(offset, -1);
    return document.positionAt(offset);
  };
  const wordsIn = (ranges: readonly vscode.Range[]) =>
    ranges.map((range) => [range.start.line, document.getText(range)] as const);

  before('the server starts with the first screenplay', async () => {
    document = await vscode.workspace.openTextDocument({ language: 'screenplay', content: script });
    await answered(
      () => execute<vscode.DocumentSymbol[] | undefined>('executeDocumentSymbolProvider', document.uri),
      (symbols) => (symbols?.length ?? 0) > 0,
    );
  });

  it('tells a scene and a character on hover', async () => {
    const hoverText = async (position: vscode.Position) => {
      const hovers = await execute<vscode.Hover[]>('executeHoverProvider', document.uri, position);
      return hovers
        .flatMap(({ contents }) => contents.map((each) => (typeof each === 'string' ? each : each.value)))
        .join('\n');
    };
    assert.match(
      await hoverText(at('201 INT.')),
      /201 INT\\. KÖK \\- DAG\*\*\s+2\/8 page · 0:\d\d · \d+ words\s+With TOVE, ÅSA/,
    );
    assert.match(await hoverText(at('TOVE')), /TOVE\*\*\s+3 lines · 5 words · 2 scenes/);
    assert.equal(await hoverText(at('Hej')), '');
  });

  it('finds all references of a character, and its first appearance', async () => {
    const references = await execute<vscode.Location[]>('executeReferenceProvider', document.uri, at('TOVE', 3));
    assert.deepEqual(wordsIn(references.map(({ range }) => range)), [
      [9, 'TOVE'],
      [15, 'TOVE'],
      [20, 'TOVE'],
    ]);
    const [definition] = await execute<vscode.LocationLink[]>('executeDefinitionProvider', document.uri, at('TOVE', 3));
    assert.equal(definition?.targetSelectionRange?.start.line, 9);
  });

  it('highlights every heading of a location', async () => {
    const highlights = await execute<vscode.DocumentHighlight[]>('executeDocumentHighlights', document.uri, at('KÖK'));
    assert.deepEqual(wordsIn(highlights.map(({ range }) => range)), [
      [5, 'KÖK'],
      [23, 'KÖK'],
    ]);
  });

  const renamed = async (position: vscode.Position, newName: string) => {
    const edit = await execute<vscode.WorkspaceEdit>('executeDocumentRenameProvider', document.uri, position, newName);
    return edit.get(document.uri).map(({ range, newText }) => [range.start.line, newText] as const);
  };

  it('renames a character in every cue and leaves the rest alone', async () => {
    assert.deepEqual(await renamed(at('TOVE'), 'Tova'), [
      [9, 'TOVA'],
      [15, 'TOVA'],
      [20, 'TOVA'],
    ]);
  });

  it('renames a location in every heading', async () => {
    assert.deepEqual(await renamed(at('KÖK'), 'Matsal'), [
      [5, 'MATSAL'],
      [23, 'MATSAL'],
    ]);
  });

  it('applies a rename as one edit of the script', async () => {
    const own = await vscode.workspace.openTextDocument({
      language: 'screenplay',
      content: 'TOVE (V.O.)\nHej.\n\nTOVE\nJa.\n',
    });
    const edit = await execute<vscode.WorkspaceEdit>(
      'executeDocumentRenameProvider',
      own.uri,
      new vscode.Position(0, 1),
      'Tova',
    );
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    assert.equal(own.getText(), 'TOVA (V.O.)\nHej.\n\nTOVA\nJa.\n');
  });

  it('says what a name stands for before it is renamed, and where none stands', async () => {
    const target = await execute<{ range: vscode.Range; placeholder: string }>(
      'prepareRename',
      document.uri,
      at('TOVE', 2),
    );
    assert.deepEqual([target.range.start.line, target.placeholder], [15, 'TOVE']);
    await assert.rejects(async () => execute('prepareRename', document.uri, at('Hej')), /character|location|renamed/);
    await assert.rejects(async () => renamed(at('TOVE'), 'TOVE ^'), /read differently/);
  });

  it('grows a selection from the word to the whole script', async () => {
    const [selection] = await execute<vscode.SelectionRange[]>('executeSelectionRangeProvider', document.uri, [
      at('dig'),
    ]);
    const grown: string[] = [];
    for (let range = selection; range; range = range.parent) grown.push(document.getText(range.range));
    const steps = ['dig', 'Hej *på* dig.', 'TOVE\nHej *på* dig.', script];
    for (const step of steps) assert.ok(grown.includes(step), `${JSON.stringify(step)} is a step`);
    assert.ok(grown.some((text) => text.startsWith('201 INT.') && text.endsWith('Ja.')));
    assert.ok(grown.some((text) => text.startsWith('# Akt 1') && text.endsWith('Tyst.')));
  });

  it('tells what the parts of headings and cues are', async () => {
    const legend = await execute<vscode.SemanticTokensLegend>('provideDocumentSemanticTokensLegend', document.uri);
    const { data } = await execute<vscode.SemanticTokens>('provideDocumentSemanticTokens', document.uri);
    const found: string[] = [];
    let position = new vscode.Position(0, 0);
    for (let index = 0; index < data.length; index += 5) {
      const [lines = 0, characters = 0, length = 0, type = 0] = data.slice(index, index + 4);
      position = lines > 0 ? new vscode.Position(position.line + lines, characters) : position.translate(0, characters);
      found.push(
        `${legend.tokenTypes[type]} ${document.getText(new vscode.Range(position, position.translate(0, length)))}`,
      );
    }
    assert.deepEqual(found.slice(0, 8), [
      'titleKey Title',
      'titleKey Author',
      'section # Akt 1',
      'sceneNumber 201',
      'headingPrefix INT.',
      'location KÖK',
      'timeOfDay DAG',
      'note [[ Se https://example.org/bild ]]',
    ]);
    for (const token of ['character TOVE', 'cueExtension (V.O.)', 'emphasis *på*'])
      assert.ok(found.includes(token), token);
  });

  it('links the addresses in notes', async () => {
    const links = await execute<vscode.DocumentLink[]>('executeLinkProvider', document.uri);
    assert.ok(links.some(({ target }) => target?.toString() === 'https://example.org/bild'));
  });

  it('folds the title page', async () => {
    const folds = await execute<vscode.FoldingRange[]>('executeFoldingRangeProvider', document.uri);
    assert.deepEqual([folds[0]?.start, folds[0]?.end], [0, 1]);
  });

  it('shows no durations unless they are asked for', async () => {
    const whole = new vscode.Range(new vscode.Position(0, 0), document.positionAt(script.length));
    const hints = await execute<vscode.InlayHint[]>('executeInlayHintProvider', document.uri, whole);
    assert.deepEqual(hints, []);
  });

  it('shows how long each scene is when that is asked for', async () => {
    const settings = vscode.workspace.getConfiguration('screenplay.inlayHints');
    await settings.update('sceneDuration', true, true);
    try {
      const whole = new vscode.Range(new vscode.Position(0, 0), document.positionAt(script.length));
      const hints = await answered(
        () => execute<vscode.InlayHint[]>('executeInlayHintProvider', document.uri, whole),
        (found) => found.length === 3,
      );
      for (const { label, position } of hints) {
        assert.match(typeof label === 'string' ? label : label.map(({ value }) => value).join(''), /^0:\d\d$/);
        assert.match(document.lineAt(position).text, /^(201 INT|EXT|INT)\./);
      }
    } finally {
      await settings.update('sceneDuration', undefined, true);
    }
  });

  it('formats a part of a script, and a heading as its line is ended', async () => {
    const content = 'int kök –  dag\n\nHon går.\n\n\nEXT HAMN  - natt\n';
    const own = await vscode.workspace.openTextDocument({ language: 'screenplay', content });
    const options = { tabSize: 4, insertSpaces: true };
    const changed = (edits: readonly vscode.TextEdit[] | undefined) =>
      (edits ?? []).map(({ range, newText }) => [range.start.line, newText] as const);
    const last = own.lineAt(5).range;
    const part = await execute<vscode.TextEdit[]>('executeFormatRangeProvider', own.uri, last, options);
    assert.ok(changed(part).length > 0 && changed(part).every(([line]) => line >= 3));
    const next = new vscode.Position(1, 0);
    const typed = await execute<vscode.TextEdit[]>('executeFormatOnTypeProvider', own.uri, next, '\n', options);
    const edit = new vscode.WorkspaceEdit();
    edit.set(own.uri, typed);
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    assert.equal(own.lineAt(0).text, 'INT. KÖK - DAG');
  });

  it('formats spacing and headings and no word', async () => {
    const content = 'int kök –  dag\n\n\nHon går. \n\n\nÅSA(V.O.)\n  Hej. \n';
    const own = await vscode.workspace.openTextDocument({ language: 'screenplay', content });
    const edits = await execute<vscode.TextEdit[]>('executeFormatDocumentProvider', own.uri, {
      tabSize: 4,
      insertSpaces: true,
    });
    const edit = new vscode.WorkspaceEdit();
    edit.set(own.uri, edits);
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    assert.equal(own.getText(), 'INT. KÖK - DAG\n\nHon går.\n\nÅSA (V.O.)\nHej.\n');
  });

  it('finds scenes and characters of open scripts and of files that nobody opened', async () => {
    const uri = await writeScript('sökning.fountain', 'INT. FYRTORN - SKYMNING\n\nFYRVAKTAREN\nLjus.\n');
    const search = (query: string) => execute<vscode.SymbolInformation[]>('executeWorkspaceSymbolProvider', query);
    const isFound = (symbols: readonly vscode.SymbolInformation[]) =>
      symbols.some(({ location }) => location.uri.path === uri.path);
    const found = await answered(() => search('fyr'), isFound);
    assert.deepEqual(
      found
        .filter(({ location }) => location.uri.path === uri.path)
        .map(({ name, containerName }) => [name, containerName])
        .sort(),
      [
        ['FYRVAKTAREN', 'sökning.fountain'],
        ['INT. FYRTORN - SKYMNING', 'sökning.fountain'],
      ],
    );
    const own = await search('201kok');
    assert.ok(
      own.some(
        ({ name, location }) => name === '201 INT. KÖK - DAG' && location.uri.toString() === document.uri.toString(),
      ),
    );
    await vscode.workspace.fs.delete(uri);
  });

  it('reads the writer’s own words as soon as they are set, and no longer than that', async () => {
    const own = await vscode.workspace.openTextDocument({
      language: 'screenplay',
      content: 'STUDIO. HALLEN - DAG\n\nÅsa väntar.\n',
    });
    const settings = vscode.workspace.getConfiguration('screenplay.extraWords');
    const scenes = (count: number) =>
      answered(
        () => execute<vscode.DocumentSymbol[] | undefined>('executeDocumentSymbolProvider', own.uri),
        (symbols) => (symbols?.length ?? 0) === count,
      );
    const scripts = openOwnScripts();
    try {
      const session = scripts.scripts.open(own);
      const [first] = session.elements;
      assert.equal(first?.type, 'action');
      await scenes(0);
      await settings.update('interior', ['Studio'], true);
      const [scene] = (await scenes(1)) ?? [];
      assert.equal(scene?.name, 'STUDIO. HALLEN - DAG');
      assert.deepEqual([session.elements[0]?.type, session.elements[0]?.id], ['sceneHeading', first?.id]);
      await settings.update('interior', undefined, true);
      await scenes(0);
      assert.equal(session.elements[0]?.type, 'action');
    } finally {
      scripts.dispose();
      await settings.update('interior', undefined, true);
    }
  });

  it('offers extensions in a cue’s parenthesis and transitions at its place', async () => {
    const labels = async (content: string, offset: number) => {
      const own = await vscode.workspace.openTextDocument({ language: 'screenplay', content });
      const list = await execute<vscode.CompletionList>(
        'executeCompletionItemProvider',
        own.uri,
        own.positionAt(offset),
      );
      const sorted = list.items.toSorted((a, b) => (a.sortText ?? '').localeCompare(b.sortText ?? ''));
      return sorted.map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    const base = 'INT. KÖK - DAG\n\nHon går och det är inte bra för dig.\n\nTOVE\nHej.\n\n';
    const cue = `${base}TOVE ()`;
    assert.equal((await labels(cue, cue.length - 1))[0], 'FORTS.)');
    assert.ok((await labels(base, base.length)).includes('KLIPP TILL:'));
  });
});

describe('voices of a scene in the text editor', () => {
  before(() => vscode.workspace.getConfiguration('screenplay.voice').update('playWhenGenerated', false, true));
  after(async () => {
    await vscode.workspace.getConfiguration('screenplay.voice').update('playWhenGenerated', undefined, true);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('are counted over the heading, and the missing ones generated in order', async () => {
    const content = 'INT. FYR - DAG\n\nTOVE\nDet blåser i dag.\n\nÅSA\nJa, det gör det.\n\nEXT. HAMN - NATT\n\nTyst.\n';
    const uri = await writeScript(`scene-voices-${Date.now()}.screenplay`, content);
    await vscode.commands.executeCommand('vscode.openWith', uri, 'default');
    const sceneLens = (title: string) =>
      until(`the lens "${title}"`, async () => {
        const lenses = await execute<vscode.CodeLens[]>('executeCodeLensProvider', uri, 100);
        const found = lenses.find(({ range, command }) => range.start.line === 0 && command?.title === title);
        if (!found) throw new Error(JSON.stringify(lenses.map((l) => l.command?.title)));
        return found;
      });
    const { command } = await sceneLens('Generate missing voices · 0 of 2 voiced');
    assert.ok(command);
    await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
    const done = await sceneLens('2 of 2 voiced');
    assert.equal(done.command?.command, '');
    const hovers = await execute<vscode.Hover[]>('executeHoverProvider', uri, new vscode.Position(2, 1));
    const texts = hovers.flatMap(({ contents }) =>
      contents.map((each) => (typeof each === 'string' ? each : each.value)),
    );
    assert.ok(
      texts.some((text) => /^Voice:.*\[Play\]\(command:screenplay\.playLine.*\[Generate voice\]/s.test(text)),
      'the hover over a cue names its voice and plays and renews the line',
    );
    const lenses = await execute<vscode.CodeLens[]>('executeCodeLensProvider', uri, 100);
    assert.ok(!lenses.some(({ range }) => range.start.line === 8), 'a scene without lines has no lens');
  });
});
