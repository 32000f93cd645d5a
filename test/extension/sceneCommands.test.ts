import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../host/until.ts';
import { closeEverything, frontTab, openOwnScripts, writeScript } from './scriptWorkspace.ts';

const script = `1 INT. KÖK - DAG

Hon går och ser på det som är kvar.

ÅSA
Hej på dig.

INT. HALL - DAG

TOMMY
Hej, hej.

2 EXT. HAMN - NATT

Han går.
`;

/** Opens a script as text with the caret after some words. */
async function openAt(name: string, words: string, text = script): Promise<vscode.TextEditor> {
  const uri = await writeScript(name, text);
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document);
  const place = document.positionAt(text.indexOf(words) + words.length);
  editor.selection = new vscode.Selection(place, place);
  return editor;
}

async function run(command: string, ...args: readonly unknown[]): Promise<void> {
  await vscode.commands.executeCommand(`screenplay.${command}`, ...args);
}

function headings({ document }: vscode.TextEditor): readonly string[] {
  return document
    .getText()
    .split('\n')
    .filter((line) => /INT\.|EXT\.|UTGÅR/.test(line));
}

describe('scene commands', () => {
  afterEach(closeEverything);

  it('number the scenes that have no number, as one step of undo', async () => {
    const editor = await openAt('numbers.fountain', 'Hej, hej.');
    await run('numberScenes');
    assert.deepEqual(headings(editor), ['1 INT. KÖK - DAG', '1A INT. HALL - DAG', '2 EXT. HAMN - NATT']);
    await run('renumberScenes');
    assert.deepEqual(headings(editor), ['1 INT. KÖK - DAG', '2 INT. HALL - DAG', '3 EXT. HAMN - NATT']);
    await run('removeSceneNumbers');
    assert.deepEqual(headings(editor), ['INT. KÖK - DAG', 'INT. HALL - DAG', 'EXT. HAMN - NATT']);
    for (const first of ['1 INT. KÖK - DAG', '1 INT. KÖK - DAG', '1 INT. KÖK - DAG']) {
      await vscode.commands.executeCommand('undo');
      assert.equal(headings(editor)[0], first);
    }
    assert.equal(editor.document.getText(), script);
  });

  it('omit the scene at the caret and bring it back word for word', async () => {
    const editor = await openAt('omit.fountain', 'Hej på');
    await run('omitScene');
    assert.match(editor.document.getText(), /^\.UTGÅR #1#\n\n\/\*\n1 INT\. KÖK - DAG\n/);
    await run('omitScene');
    assert.match(editor.document.getText(), /^\.UTGÅR #1#\n\n\/\*\n1 INT\. KÖK - DAG\n/);
    await run('restoreScene');
    assert.equal(editor.document.getText(), script);
  });

  it('move the scene at the caret, and the caret with it', async () => {
    const editor = await openAt('move.fountain', 'TOMMY\nHej');
    await run('moveSceneUp');
    assert.deepEqual(headings(editor), ['INT. HALL - DAG', '1 INT. KÖK - DAG', '2 EXT. HAMN - NATT']);
    const { document, selection } = editor;
    assert.equal(document.getText(new vscode.Range(document.positionAt(0), selection.active)).slice(-9), 'TOMMY\nHej');
    await run('moveSceneUp');
    assert.equal(headings(editor)[0], 'INT. HALL - DAG');
    await run('moveSceneDown');
    await run('moveSceneDown');
    assert.deepEqual(headings(editor), ['1 INT. KÖK - DAG', '2 EXT. HAMN - NATT', 'INT. HALL - DAG']);
    await vscode.commands.executeCommand('undo');
    await vscode.commands.executeCommand('undo');
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), script);
  });

  it('keep the identity of what is moved', async () => {
    const own = openOwnScripts();
    try {
      const editor = await openAt('ids.fountain', 'TOMMY\nHej');
      const session = own.scripts.open(editor.document);
      const before = new Map(session.elements.map(({ id, text }) => [text, id]));
      await run('moveSceneDown');
      const after = new Map(session.elements.map(({ id, text }) => [text, id]));
      assert.deepEqual([...after.keys()].slice(-3), ['INT. HALL - DAG', 'TOMMY', 'Hej, hej.']);
      for (const [text, id] of before) assert.equal(after.get(text), id, text);
    } finally {
      own.dispose();
    }
  });

  it('select the scene at the caret', async () => {
    const editor = await openAt('select.fountain', 'Hej, hej');
    await run('selectScene');
    assert.equal(editor.document.getText(editor.selection), 'INT. HALL - DAG\n\nTOMMY\nHej, hej.');
  });

  it('make the line at the caret something else', async () => {
    const editor = await openAt('force.fountain', 'Han går');
    await run('forceElementType', 'sceneHeading');
    assert.match(editor.document.getText(), /\n\n\.Han går\.\n$/);
    await run('forceElementType', 'action');
    assert.equal(editor.document.getText(), script);
  });

  it('work in the page', async () => {
    const uri = await writeScript('scenes.screenplay', script);
    await until('the page', async () => {
      await vscode.commands.executeCommand('vscode.open', uri);
      if (frontTab()?.viewType === 'screenplay.pageEditor') return true;
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      return undefined;
    });
    const document = await vscode.workspace.openTextDocument(uri);
    await until('the caret of the page', async () => {
      await run('numberScenes');
      return document.getText().includes('1A INT. HALL') || undefined;
    });
    await run('moveSceneDown');
    assert.equal(document.getText().indexOf('1A INT. HALL'), 0);
    await vscode.commands.executeCommand('undo');
    await until('the scenes where they were', () => document.getText().startsWith('1 INT. KÖK') || undefined);
    const numbered = document.getText();
    await run('forceElementType', 'lyrics');
    await until('a line of a song', () => /^~/m.test(document.getText()) || undefined);
    await vscode.commands.executeCommand('undo');
    await until('the line as it was', () => document.getText() === numbered || undefined);
    await run('selectScene');
    await run('forceElementType', 'lyrics');
    await until('the end of the selected scene as a song', () => /\n~/.test(document.getText()) || undefined);
  });
});
