import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const script = `# Akt 1

201 INT. KÖK - DAG

Hon går
genom rummet.

ÅSA
Hej på dig.

TOMMY
Hej, hej.

EXT. HAMN - NATT

POLIS
Stopp.

`;

/** Resolves when the diagnostics of a document are as asked for. */
function diagnosticsOf(
  uri: vscode.Uri,
  areRight: (diagnostics: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  return new Promise((resolve) => {
    const look = () => {
      const diagnostics = vscode.languages.getDiagnostics(uri);
      if (!areRight(diagnostics)) return;
      subscription.dispose();
      resolve(diagnostics);
    };
    const subscription = vscode.languages.onDidChangeDiagnostics(look);
    look();
  });
}

function openScript(content: string): Thenable<vscode.TextDocument> {
  return vscode.workspace.openTextDocument({ language: 'screenplay', content });
}

async function insert({ uri }: vscode.TextDocument, line: number, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(uri, new vscode.Position(line, 0), text);
  assert.equal(await vscode.workspace.applyEdit(edit), true);
}

/** What is offered at the end of a script. */
async function completionsAtEnd(content: string): Promise<readonly vscode.CompletionItem[]> {
  const document = await openScript(content);
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    document.positionAt(content.length),
  );
  return list.items.toSorted((a, b) => (a.sortText ?? '').localeCompare(b.sortText ?? ''));
}

const labelOf = ({ label }: vscode.CompletionItem) => (typeof label === 'string' ? label : label.label);

describe('language features', () => {
  before('the server starts with the first screenplay', async () => {
    const { uri } = await openScript('Hej [[\n');
    await diagnosticsOf(uri, (diagnostics) => diagnostics.length > 0);
  });

  after(async () => {
    const settings = vscode.workspace.getConfiguration('screenplay');
    await settings.update('editor.completion', undefined, vscode.ConfigurationTarget.Global);
  });

  it('shows sections and scenes in the outline', async () => {
    const { uri } = await openScript(script);
    const [act, ...others] = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      uri,
    );
    assert.deepEqual([act?.name, others.length], ['Akt 1', 0]);
    assert.deepEqual(
      act?.children.map(({ name, selectionRange }) => [name, selectionRange.start.line]),
      [
        ['201 INT. KÖK - DAG', 2],
        ['EXT. HAMN - NATT', 13],
      ],
    );
  });

  it('shows a section above its scenes, and characters as persons', async () => {
    const { uri } = await openScript(script);
    const [act] = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      uri,
    );
    assert.deepEqual([act?.kind, act?.children[0]?.kind], [vscode.SymbolKind.Struct, vscode.SymbolKind.Event]);
    const [speaker, , , prefix] = await completionsAtEnd(`${script}ÅSA\nHej.\n\n`);
    const kinds = [vscode.CompletionItemKind.User, vscode.CompletionItemKind.Keyword];
    assert.deepEqual([speaker?.kind, prefix?.kind], kinds);
  });

  it('folds scenes', async () => {
    const { uri } = await openScript(script);
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      uri,
    );
    assert.deepEqual(
      folds.map(({ start, end }) => [start, end]),
      [
        [0, 16],
        [2, 11],
        [13, 16],
      ],
    );
  });

  it('offers the next speaker, then the rest of the cast and heading prefixes', async () => {
    const items = await completionsAtEnd(`${script}ÅSA\nHej.\n\n`);
    assert.deepEqual(items.map(labelOf).slice(0, 4), ['POLIS', 'ÅSA', 'TOMMY', 'INT.']);
  });

  it('offers locations after a prefix and times after a dash', async () => {
    assert.deepEqual((await completionsAtEnd(`${script}INT. `)).map(labelOf), ['HAMN', 'KÖK']);
    assert.deepEqual((await completionsAtEnd(`${script}INT. KÖK - `)).map(labelOf).slice(0, 2), ['NATT', 'DAG']);
  });

  it('offers nothing when completion is switched off', async () => {
    const settings = vscode.workspace.getConfiguration('screenplay');
    await settings.update('editor.completion', false, vscode.ConfigurationTarget.Global);
    assert.deepEqual(await completionsAtEnd(`${script}INT. `), []);
    await settings.update('editor.completion', undefined, vscode.ConfigurationTarget.Global);
    assert.deepEqual((await completionsAtEnd(`${script}INT. `)).map(labelOf), ['HAMN', 'KÖK']);
  });

  it('warns of a heading without a blank line before it until there is one', async () => {
    const document = await openScript('Hon går.\nINT. KÖK - DAG\n');
    const [found] = await diagnosticsOf(document.uri, (diagnostics) => diagnostics.length > 0);
    assert.equal(found?.code, 'heading-needs-blank-line');
    assert.equal(found.severity, vscode.DiagnosticSeverity.Warning);
    assert.deepEqual([found.range.start.line, found.range.end.character], [1, 14]);
    await insert(document, 1, '\n');
    assert.deepEqual(await diagnosticsOf(document.uri, (diagnostics) => diagnostics.length === 0), []);
  });

  it('warns of an unclosed note and boneyard', async () => {
    const { uri } = await openScript('Hej [[ du\n\nHej /* du\n');
    const found = await diagnosticsOf(uri, (diagnostics) => diagnostics.length === 2);
    assert.deepEqual(found.map(({ code }) => code).sort(), ['unclosed-boneyard', 'unclosed-note']);
  });

  it('follows edits in the outline', async () => {
    const document = await openScript('INT. KÖK - DAG\n\n');
    await insert(document, 2, 'EXT. HAMN\n');
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ['INT. KÖK - DAG', 'EXT. HAMN'],
    );
  });
});
