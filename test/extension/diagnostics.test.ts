import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../host/until.ts';
import { closeEverything } from './scriptWorkspace.ts';

const speech = 'TOMMY\nHej på dig.\n\n';
const script = `1 INT. KÖK - DAG\n\n${speech.repeat(4)}TOMY\nHej.\n\n1 EXT. HAMN - NATT\n\nHan går.\n`;

function codeOf({ code }: vscode.Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}

/** Opens a script and waits until exactly these findings are told. */
async function openWith(content: string, codes: readonly string[]): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language: 'screenplay', content });
  await findings(document, codes);
  return document;
}

async function findings({ uri }: vscode.TextDocument, codes: readonly string[]): Promise<void> {
  await until(codes.join(', ') || 'nothing wrong', () => {
    const found = vscode.languages.getDiagnostics(uri).map(codeOf);
    assert.deepEqual([...found].sort(), [...codes].sort());
    return true;
  });
}

/** The quick fixes where some words stand. */
async function fixesAt(document: vscode.TextDocument, words: string): Promise<readonly vscode.CodeAction[]> {
  const at = document.positionAt(document.getText().lastIndexOf(words));
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    new vscode.Range(at, at),
    vscode.CodeActionKind.QuickFix.value,
  );
}

async function apply(fix: vscode.CodeAction | undefined): Promise<void> {
  assert(fix?.edit);
  assert(await vscode.workspace.applyEdit(fix.edit));
}

describe('what is wrong in a script', () => {
  afterEach(async () => {
    const settings = vscode.workspace.getConfiguration('screenplay');
    await settings.update('diagnostics.rules', undefined, vscode.ConfigurationTarget.Global);
    await closeEverything();
  });

  it('is told with its code and put right by its quick fix', async () => {
    const document = await openWith(script, ['duplicate-scene-number', 'near-miss-character']);
    const [name, everywhere] = await until('a fix', async () => {
      const fixes = await fixesAt(document, 'TOMY');
      return fixes.length > 0 && fixes;
    });
    assert.deepEqual([name?.title, name?.isPreferred, everywhere], ['Change to TOMMY', true, undefined]);
    await apply(name);
    await findings(document, ['duplicate-scene-number']);
    const [number] = await fixesAt(document, '1 EXT.');
    assert.equal(number?.title, 'Give the scene the number 2');
    await apply(number);
    await findings(document, []);
    assert.equal(document.getText(), script.replace('TOMY', 'TOMMY').replace('1 EXT.', '2 EXT.'));
  });

  it('is not told where a setting turns the rule off, and told again without it', async () => {
    const document = await openWith(script, ['duplicate-scene-number', 'near-miss-character']);
    const settings = vscode.workspace.getConfiguration('screenplay');
    const rules = { 'near-miss-character': false };
    await settings.update('diagnostics.rules', rules, vscode.ConfigurationTarget.Global);
    await findings(document, ['duplicate-scene-number']);
    assert.deepEqual(await fixesAt(document, 'TOMY'), []);
    await settings.update('diagnostics.rules', undefined, vscode.ConfigurationTarget.Global);
    await findings(document, ['duplicate-scene-number', 'near-miss-character']);
  });

  it('is put right in files with CR LF line ends', async () => {
    const document = await openWith('Hon går.\r\nINT. KÖK - DAG\r\n', ['heading-needs-blank-line']);
    await apply((await fixesAt(document, 'INT.'))[0]);
    assert.equal(document.getText(), 'Hon går.\r\n\r\nINT. KÖK - DAG\r\n');
  });
});
