import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../host/until.ts';

const script = `INT. VARDAGSRUM - DAG

Tove står vid fönstret och ser ut över havet. Det regnar.

TOVE
(viskar)
Det var en gång ett hus vid havet.

ANNIKA
Nej, det tror jag inte på.
`;

interface SpokenLine {
  readonly assetId: string;
  readonly durationMs: number;
  readonly isNew: boolean;
}

async function openAsText(name: string): Promise<vscode.TextEditor> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert(folder);
  const uri = vscode.Uri.joinPath(folder.uri, name);
  await vscode.workspace.fs.writeFile(uri, Buffer.from(script));
  await vscode.commands.executeCommand('vscode.openWith', uri, 'default');
  return until('the text editor', () => {
    const editor = vscode.window.activeTextEditor;
    return editor?.document.uri.toString() === uri.toString() ? editor : undefined;
  });
}

function putCaretIn(editor: vscode.TextEditor, words: string): void {
  const position = editor.document.positionAt(editor.document.getText().indexOf(words) + 1);
  editor.selection = new vscode.Selection(position, position);
}

function generate(argument?: object): Thenable<SpokenLine | undefined> {
  return vscode.commands.executeCommand<SpokenLine | undefined>('screenplay.generateVoiceForLine', argument);
}

/** Titles of the lenses over the cue of a character, in order. */
async function lensesOver({ document }: vscode.TextEditor, cue: string): Promise<readonly string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
    100,
  );
  const line = document.positionAt(document.getText().indexOf(cue)).line;
  return lenses.filter(({ range }) => range.start.line === line).map(({ command }) => command?.title ?? '');
}

describe('voices in the text editor', () => {
  let editor: vscode.TextEditor;

  before(async () => {
    await vscode.workspace.getConfiguration('screenplay.voice').update('playWhenGenerated', false, true);
  });
  after(async () => {
    await vscode.workspace.getConfiguration('screenplay.voice').update('playWhenGenerated', undefined, true);
  });
  beforeEach(async () => {
    editor = await openAsText(`voices-${Date.now()}.screenplay`);
    await until('the code lens', async () => (await lensesOver(editor, 'INT.')).length > 0);
  });
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  for (const words of ['TOVE', '(viskar)', 'Det var en']) {
    it(`gives the line of the caret its voice, with the caret in ${words}`, async () => {
      putCaretIn(editor, words);
      const line = await generate();
      assert(line);
      assert(line.durationMs > 1000 && line.durationMs < 5000, `${line.durationMs} ms`);
    });
  }

  it('finds the voice again when nothing changed', async () => {
    putCaretIn(editor, 'Nej');
    const first = await generate();
    const second = await generate();
    assert(first && second);
    assert.deepEqual([second.isNew, second.assetId], [false, first.assetId]);
  });

  it('plays a line through the timeline, which it opens when nothing else can sound', async () => {
    putCaretIn(editor, 'Nej');
    await generate();
    assert.equal(await vscode.commands.executeCommand('screenplay.playLine'), true);
    await vscode.commands.executeCommand('screenplay.stopPlaying');
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    assert(tabs.some(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('timeline')));
  });

  it('does not play a line that has no voice', async () => {
    putCaretIn(editor, 'Nej');
    assert.equal(await vscode.commands.executeCommand('screenplay.playLine'), undefined);
  });

  it('generates nothing with the caret in an action', async () => {
    putCaretIn(editor, 'Tove står');
    assert.equal(await generate(), undefined);
  });

  it('offers the line at the caret over its scene, and over a cue only what is stale', async () => {
    putCaretIn(editor, 'Nej');
    const over = async () => (await lensesOver(editor, 'INT.')).slice(1).join();
    await until('the line of the caret', async () => (await over()) === 'Generate voice · ANNIKA');
    putCaretIn(editor, 'Det var en');
    await until('the other line', async () => (await over()) === 'Generate voice · TOVE');
    assert.deepEqual(await lensesOver(editor, 'TOVE'), []);
    await generate();
    await until('nothing left to offer', async () => (await over()) === '');
    assert.deepEqual(await lensesOver(editor, 'TOVE'), []);
    assert.deepEqual(await lensesOver(editor, 'ANNIKA'), []);
    const end = editor.document.positionAt(editor.document.getText().indexOf('vid havet.'));
    await editor.edit((edit) => edit.insert(end, 'långt '));
    await until('the stale lens', async () => {
      const [regenerate, play] = await lensesOver(editor, 'TOVE');
      return regenerate === 'changed · Regenerate' && play?.startsWith('▶');
    });
  });

  it('lists what was done, without the words', async () => {
    putCaretIn(editor, 'Nej');
    await generate();
    await vscode.commands.executeCommand('screenplay.showRecentActivity');
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, 'screenplay-activity');
    const text = document?.getText() ?? '';
    assert.match(text, /^\d\d:\d\d:\d\d {2}Generate voice {2}done {2}\d+ ms$/m);
    assert.ok(!/tror|ANNIKA/.test(text));
  });
});
