import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../host/until.ts';
import { closeEverything, frontTab, openOwnScripts, replaceWords, writeScript } from './scriptWorkspace.ts';

const SCENE = 'INT. HUS - DAG\n\nEn katt sover.\n\nTOVE\nHej du.\n';

/** Opens a file the way the Explorer does; the first file of a window may come before the page editor is known. */
async function openFile(uri: vscode.Uri): Promise<void> {
  await until('the page', async () => {
    await vscode.commands.executeCommand('vscode.open', uri);
    if (frontTab()?.viewType === 'screenplay.pageEditor') return true;
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    return undefined;
  });
}

function documentOf(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
}

/** A turn through VS Code and back, after which what was asked before has happened. */
async function turn(): Promise<void> {
  await vscode.workspace.applyEdit(new vscode.WorkspaceEdit());
}

describe('the page editor', () => {
  afterEach(closeEverything);

  it('is what a screenplay opens in', async () => {
    const uri = await writeScript('page.screenplay', SCENE);
    await openFile(uri);
    assert.equal(frontTab()?.uri.toString(), uri.toString());
    assert.equal(documentOf(uri)?.languageId, 'screenplay');
  });

  it('is offered for Fountain files, which open as text', async () => {
    const uri = await writeScript('page.fountain', SCENE);
    await vscode.commands.executeCommand('vscode.open', uri);
    assert.equal(frontTab()?.viewType, 'text');
    await vscode.commands.executeCommand('screenplay.openAsPage');
    await until('the page', () => frontTab()?.viewType === 'screenplay.fountainPage' || undefined);
  });

  it('gives way to the text editor and comes back', async () => {
    const uri = await writeScript('switch.screenplay', SCENE);
    await openFile(uri);
    await vscode.commands.executeCommand('screenplay.openAsText');
    await until('the text', () => frontTab()?.viewType === 'text' || undefined);
    await vscode.commands.executeCommand('screenplay.openAsPage');
    await until('the page', () => frontTab()?.viewType === 'screenplay.pageEditor' || undefined);
    assert.equal(documentOf(uri)?.getText(), SCENE);
    assert.equal(vscode.window.tabGroups.activeTabGroup.tabs.length, 1);
  });

  it('stands beside the text editor on one document: edits, dirty mark, undo and saving are one', async () => {
    const uri = await writeScript('beside.screenplay', SCENE);
    await openFile(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, vscode.ViewColumn.Beside);
    await replaceWords(document, 'katt', 'hund');
    assert.ok(document.isDirty);
    // The page may take the keyboard as it comes up, and with it an undo that VS Code has for the text editor.
    await until('the words to be taken back', async () => {
      await vscode.window.showTextDocument(document, vscode.ViewColumn.Two);
      await vscode.commands.executeCommand('undo');
      return document.getText() === SCENE || undefined;
    });
    await replaceWords(document, 'Hej', 'Hallå');
    assert.ok(await document.save());
    assert.equal(Buffer.from(await vscode.workspace.fs.readFile(uri)).toString(), SCENE.replace('Hej', 'Hallå'));
    const tabs = vscode.window.tabGroups.all.map(({ activeTab }) => activeTab?.isDirty);
    assert.deepEqual(tabs, [false, false]);
  });

  it('opens twice on one document', async () => {
    const uri = await writeScript('twice.screenplay', SCENE);
    await openFile(uri);
    await vscode.commands.executeCommand('workbench.action.splitEditor');
    await until('two pages', () => vscode.window.tabGroups.all.length === 2 || undefined);
    assert.equal(frontTab()?.viewType, 'screenplay.pageEditor');
  });

  it('starts a new screenplay without a file', async () => {
    await vscode.commands.executeCommand('screenplay.newScreenplay');
    await until('the page', () => frontTab()?.viewType === 'screenplay.pageEditor' || undefined);
    const uri = frontTab()?.uri;
    assert.equal(uri?.scheme, 'untitled');
    const document = await until('its document', () => uri && documentOf(uri));
    assert.equal(document.getText(), '');
    assert.equal(document.languageId, 'screenplay');
    assert.equal(vscode.window.tabGroups.activeTabGroup.activeTab?.label, 'Untitled-1');
  });

  for (const [name, content] of [
    ['an empty file', ''],
    ['nothing but blank lines', '\n\n\n'],
    ['mixed line ends', 'INT. HUS - DAG\r\n\r\nEn katt.\n\nTOVE\rHej.\r\n'],
    ['garbage', Uint8Array.from({ length: 2048 }, (_, index) => 1 + ((index * 89) % 255))],
    ['no line end at the end', 'TOVE\nHej.'],
  ] as const) {
    it(`opens ${name} and changes nothing by itself`, async () => {
      const uri = await writeScript(`${name.replaceAll(' ', '-')}.screenplay`, content);
      await openFile(uri);
      const document = await until('the document', () => documentOf(uri));
      assert.equal(document.isDirty, false);
      const bytes = await vscode.workspace.fs.readFile(uri);
      assert.equal(Buffer.compare(bytes, Buffer.from(content as string)), 0);
      await closeEverything();
    });
  }

  it('leaves a file that is no text to VS Code, which says so, and changes nothing', async () => {
    const bytes = Uint8Array.from({ length: 2048 }, (_, index) => (index * 89) % 256);
    const uri = await writeScript('binary.screenplay', bytes);
    await openFile(uri);
    await turn();
    assert.equal(documentOf(uri), undefined);
    assert.equal(Buffer.compare(await vscode.workspace.fs.readFile(uri), bytes), 0);
  });

  it('opens a file of 10 MB, and says in a sentence that it is too long for pages', async function () {
    this.timeout(120_000);
    const uri = await writeScript('long.screenplay', `${SCENE}\n${'Regn faller. '.repeat(200)}\n\n`.repeat(3_800));
    await openFile(uri);
    const document = await until('the document', () => documentOf(uri));
    assert.equal(document.isDirty, false);
    await vscode.workspace.fs.delete(uri);
  });

  it('shows a line of a closed script where it stands', async () => {
    const own = openOwnScripts();
    try {
      const uri = await writeScript('reveal.screenplay', SCENE);
      await openFile(uri);
      await vscode.commands.executeCommand('screenplay.openAsText');
      const editor = await until('the text', () => vscode.window.activeTextEditor);
      assert.equal(editor.document.uri.toString(), uri.toString());
      const lenses = await until('the line in the library', async () => {
        const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
          'vscode.executeCodeLensProvider',
          uri,
          100,
        );
        return found.find(({ command }) => command?.arguments?.[0]?.elementIds?.length > 0);
      });
      const line = { elementId: lenses.command?.arguments?.[0].elementIds[0] };
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await vscode.commands.executeCommand('screenplay.revealLine', line);
      await until('the page', () => frontTab()?.uri.toString() === uri.toString() || undefined);
    } finally {
      own.dispose();
    }
  });

  it('leaves the script alone when an element type is asked for without a page', async () => {
    const document = await vscode.workspace.openTextDocument(await writeScript('plain.screenplay', SCENE));
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('screenplay.element.character');
    assert.equal(document.getText(), SCENE);
  });
});
