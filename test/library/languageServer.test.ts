import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as esbuild from 'esbuild';
import {
  CodeAction,
  CodeActionRequest,
  CompletionRequest,
  DidChangeConfigurationNotification,
  type DocumentSymbol,
  DocumentSymbolRequest,
  FoldingRangeRequest,
} from 'vscode-languageserver-protocol/node';
import { type LanguageServerProcess, startLanguageServer } from './languageServerProcess.ts';

const script = `# Akt 1

INT. KÖK - DAG #1#

Hon går
genom rummet.

ÅSA
Hej på dig.

TOMMY
Hej, hej.

`;

describe('language server', () => {
  let folder: string;
  let module: string;
  let server: LanguageServerProcess;

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'screenplay-server-'));
    module = path.join(folder, 'server.cjs');
    await esbuild.build({
      entryPoints: [new URL('../../src/language/server.ts', import.meta.url).pathname],
      outfile: module,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      mainFields: ['module', 'main'],
    });
    server = await startLanguageServer(module);
  });

  after(async () => {
    await server.stop();
    fs.rmSync(folder, { recursive: true });
  });

  const symbolsOf = async (uri: string) =>
    (await server.connection.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri } })) as DocumentSymbol[];

  const completionsAt = async (uri: string, line: number, character: number) => {
    const list = await server.connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri },
      position: { line, character },
    });
    assert.ok(list && !Array.isArray(list));
    return list.items.map(({ label }) => label);
  };

  it('answers with sections and scenes by line and character', async () => {
    const uri = 'untitled:symbols';
    await server.open(uri, script);
    const [act] = await symbolsOf(uri);
    assert.deepEqual([act?.name, act?.children?.map(({ name }) => name)], ['Akt 1', ['1 INT. KÖK - DAG']]);
    assert.deepEqual(act?.children?.[0]?.range, { start: { line: 2, character: 0 }, end: { line: 11, character: 9 } });
    assert.match(act?.children?.[0]?.detail ?? '', /^\d+:\d\d$/);
  });

  it('gives a heading without words a name, as VS Code asks for one', async () => {
    const uri = 'untitled:empty-heading';
    await server.open(uri, '#\n\n.\n');
    const [section] = await symbolsOf(uri);
    assert.deepEqual([section?.name, section?.children?.[0]?.name], ['untitledSection', 'untitledScene']);
  });

  it('folds by line', async () => {
    const uri = 'untitled:folds';
    await server.open(uri, script);
    const folds = await server.connection.sendRequest(FoldingRangeRequest.type, { textDocument: { uri } });
    assert.deepEqual(
      folds?.map(({ startLine, endLine, kind }) => [startLine, endLine, kind]),
      [
        [0, 11, 'region'],
        [2, 11, 'region'],
      ],
    );
  });

  it('follows keystrokes', async () => {
    const uri = 'untitled:keys';
    await server.open(uri, script);
    server.type(uri, 2, { line: 13, character: 0 }, 'EXT. ');
    assert.deepEqual(await completionsAt(uri, 13, 5), ['KÖK']);
    server.type(uri, 3, { line: 13, character: 5 }, 'HAMN\n');
    const [act] = await symbolsOf(uri);
    assert.deepEqual(
      act?.children?.map(({ name }) => name),
      ['1 INT. KÖK - DAG', 'EXT. HAMN'],
    );
  });

  it('offers the next speaker first and replaces what is typed', async () => {
    const uri = 'untitled:speakers';
    await server.open(uri, `${script}å`);
    const list = await server.connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri },
      position: { line: 13, character: 1 },
    });
    assert.ok(list && !Array.isArray(list));
    const [first] = list.items.toSorted((a, b) => (a.sortText ?? '').localeCompare(b.sortText ?? ''));
    assert.deepEqual(first?.textEdit, {
      range: { start: { line: 13, character: 0 }, end: { line: 13, character: 1 } },
      newText: 'ÅSA',
    });
  });

  it('obeys the settings and hears when they change', async () => {
    const uri = 'untitled:settings';
    server.settings = [false, 'sv', 'a4'];
    await server.open(uri, 'INT. KÖK - ');
    assert.deepEqual(await completionsAt(uri, 0, 11), []);
    server.settings = [true, 'sv', 'a4'];
    await server.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    assert.equal((await completionsAt(uri, 0, 11))[0], 'DAG');
    server.settings = [true, 'en', 'a4'];
    await server.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    assert.equal((await completionsAt(uri, 0, 11))[0], 'DAY');
  });

  it('takes settings that make no sense for the defaults', async () => {
    const uri = 'untitled:odd-settings';
    server.settings = ['yes'];
    await server.open(uri, 'Hej.\n\nI');
    assert.equal((await completionsAt(uri, 2, 1))[0], 'INT.');
    server.settings = [true, 'auto', 'a4'];
  });

  it('says what is wrong until it is right', async () => {
    const uri = 'untitled:wrong';
    const { diagnostics } = await server.open(uri, 'Hon går.\nINT. KÖK - DAG\n');
    assert.deepEqual(
      diagnostics.map(({ code, message, range }) => [code, message, range.start.line]),
      [['heading-needs-blank-line', 'heading-needs-blank-line: {0}, {1}', 1]],
    );
    const fixed = server.diagnosticsOf(uri, 2);
    server.type(uri, 2, { line: 0, character: 8 }, '\n');
    assert.deepEqual((await fixed).diagnostics, []);
  });

  it('names what is likely meant and puts it right', async () => {
    const uri = 'untitled:slip';
    const text = `${'TOMMY\nHej.\n\n'.repeat(4)}TOMY\nHej.\n`;
    const { diagnostics } = await server.open(uri, text);
    assert.deepEqual(
      diagnostics.map(({ code, message, range }) => [code, message, range.start.line]),
      [['near-miss-character', 'near-miss-character: TOMY, TOMMY', 12]],
    );
    const place = { line: 12, character: 2 };
    const actions = await server.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: { start: place, end: place },
      context: { diagnostics },
    });
    const action = actions?.find((each) => CodeAction.is(each));
    assert.ok(action && CodeAction.is(action));
    assert.equal(action.title, 'changeTo: TOMMY, {1}');
    assert.equal(action.isPreferred, true);
    const range = { start: { line: 12, character: 0 }, end: { line: 12, character: 4 } };
    assert.deepEqual(action.edit, { changes: { [uri]: [{ range, newText: 'TOMMY' }] } });
  });

  it('looks for nothing that a setting turns off, from the moment on that it does', async () => {
    const uri = 'untitled:silenced';
    const open = await server.open(uri, 'Hon går.\nINT. KÖK - DAG\n\nHon [[går.\n');
    assert.equal(open.diagnostics.length, 2);
    const quiet = server.diagnosticsOf(uri, 1);
    server.settings = [true, 'auto', 'a4', { 'heading-needs-blank-line': false, 'no-such-rule': 7 }];
    await server.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    assert.deepEqual(
      (await quiet).diagnostics.map(({ code }) => code),
      ['unclosed-note'],
    );
    server.settings = [true, 'auto', 'a4', {}];
    await server.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
  });

  it('says how long a script is, by the paper that is set', async () => {
    const uri = 'untitled:length';
    server.settings = [true, 'auto', 'letter'];
    const first = server.nextLength(uri);
    await server.open(uri, `${'Hon går.\n\n'.repeat(28)}`);
    const letter = await first;
    assert.ok(letter.seconds > 0);
    assert.equal(letter.pageEighths, 8);
    const second = server.nextLength(uri);
    server.type(uri, 2, { line: 0, character: 0 }, 'Hon går.\n\n');
    assert.equal((await second).pageEighths, 9);
    server.settings = [true, 'auto', 'a4'];
    const third = server.nextLength(uri);
    await server.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    assert.equal((await third).pageEighths, 8);
  });

  it('knows nothing of a document that is not open', async () => {
    assert.deepEqual(await symbolsOf('untitled:never'), []);
    assert.deepEqual(await completionsAt('untitled:never', 0, 0), []);
  });

  it('lives through an empty text, garbage and ten megabytes', async () => {
    const garbage = randomBytes(200_000).toString('latin1');
    const brackets = 'a [[ /* b\n\n'.repeat(20_000);
    const large = `${script}\n`.repeat(Math.ceil(10_000_000 / script.length));
    for (const [name, text] of Object.entries({ empty: '', garbage, brackets, large })) {
      const uri = `untitled:${name}`;
      await server.open(uri, text);
      server.type(uri, 2, { line: 0, character: 0 }, 'x');
      await symbolsOf(uri);
      await completionsAt(uri, 0, 1);
    }
  });

  it('says nothing of a text too long to be a script', async () => {
    const uri = 'untitled:too-long';
    const { diagnostics } = await server.open(uri, `Hej [[\n\n${'INT. KÖK - DAG\n\n'.repeat(300_000)}`);
    assert.equal(diagnostics.length, 0);
    assert.equal((await symbolsOf(uri)).length, 0);
    assert.equal((await completionsAt(uri, 0, 0)).length, 0);
  });

  it('refuses a client that does not bring its sentences', async () => {
    await assert.rejects(startLanguageServer(module, { texts: { unclosedNote: 1 } }));
  });
});
