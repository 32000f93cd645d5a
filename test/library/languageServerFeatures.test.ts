import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as esbuild from 'esbuild';
import {
  CompletionRequest,
  DidChangeConfigurationNotification,
  DocumentOnTypeFormattingRequest,
  DocumentSymbolRequest,
  HoverRequest,
  InlayHintRequest,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  SemanticTokensRequest,
  WorkspaceSymbolRequest,
} from 'vscode-languageserver-protocol/node';
import { tokenTypes } from '../../src/language/features/semanticTokens.ts';
import { diskFiles } from '../../src/language/serverFiles.ts';
import { type LanguageServerProcess, startLanguageServer } from './languageServerProcess.ts';

const script = 'INT. KÖK - DAG\n\nTove går. Åsa ser Tove.\n\nTOVE\nHej.\n\nÅSA\nHej.\n';

describe('language server, names and ranges', () => {
  let folder: string;
  let server: LanguageServerProcess;

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'screenplay-server-'));
    const module = path.join(folder, 'server.cjs');
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

  /** Settings in the order of `settingSections`. */
  const set = async (settings: readonly unknown[]) => {
    server.settings = settings;
    await server.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
  };
  const cue = { line: 4, character: 1 };

  it('reads the writer’s own words as soon as they are set', async () => {
    const textDocument = { uri: 'untitled:words' };
    await server.open(textDocument.uri, 'STUDIO. HALLEN - DAG\n\nÅsa väntar.\n\n');
    const names = async () => {
      const found = await server.connection.sendRequest(DocumentSymbolRequest.type, { textDocument });
      return (found ?? []).map(({ name }) => name);
    };
    assert.deepEqual(await names(), []);
    await set([true, 'sv', 'a4', {}, false, false, { interior: ['Studio'] }]);
    assert.deepEqual(await names(), ['STUDIO. HALLEN - DAG']);
    const position = { line: 4, character: 0 };
    const offered = await server.connection.sendRequest(CompletionRequest.type, { textDocument, position });
    const labels = (Array.isArray(offered) ? offered : (offered?.items ?? [])).map(({ label }) => label);
    assert.ok(labels.includes('STUDIO.'), labels.join());
    await set([true, 'auto', 'a4', {}]);
    assert.deepEqual(await names(), []);
  });

  it('takes mentions in action for the character when that is set', async () => {
    const textDocument = { uri: 'untitled:mentions' };
    await server.open(textDocument.uri, script);
    const lines = async () => {
      const context = { includeDeclaration: true };
      const found = await server.connection.sendRequest(ReferencesRequest.type, {
        textDocument,
        position: cue,
        context,
      });
      return found?.map(({ range }) => range.start);
    };
    const renamed = async () => {
      const params = { textDocument, position: cue, newName: 'Tova' };
      const edit = await server.connection.sendRequest(RenameRequest.type, params);
      const [change] = edit?.documentChanges ?? [];
      assert.ok(change && 'edits' in change);
      return change.edits.map((each) => ('newText' in each ? each.newText : ''));
    };
    assert.deepEqual(await lines(), [{ line: 4, character: 0 }]);
    assert.deepEqual(await renamed(), ['TOVA']);
    await set([true, 'auto', 'a4', {}, true, false]);
    assert.deepEqual(await lines(), [
      { line: 2, character: 0 },
      { line: 2, character: 18 },
      { line: 4, character: 0 },
    ]);
    assert.deepEqual(await renamed(), ['Tova', 'Tova', 'TOVA']);
    await set([true, 'auto', 'a4', {}, false, false]);
    assert.deepEqual(await renamed(), ['TOVA']);
  });

  it('shows scene durations when that is set', async () => {
    const textDocument = { uri: 'untitled:durations' };
    await server.open(textDocument.uri, script);
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const hints = () => server.connection.sendRequest(InlayHintRequest.type, { textDocument, range });
    assert.deepEqual(await hints(), []);
    await set([true, 'auto', 'a4', {}, false, true]);
    const [hint, ...others] = (await hints()) ?? [];
    assert.deepEqual([hint?.position, others], [{ line: 0, character: 14 }, []]);
    assert.match(String(hint?.label), /^0:\d\d$/);
    await set([true, 'auto', 'a4', {}, false, false]);
  });

  it('asks before two characters become one', async () => {
    const textDocument = { uri: 'untitled:taken' };
    await server.open(textDocument.uri, script);
    const params = { textDocument, position: cue, newName: 'Åsa' };
    const edit = await server.connection.sendRequest(RenameRequest.type, params);
    assert.deepEqual(edit?.changeAnnotations, { taken: { label: 'renameTaken Åsa', needsConfirmation: true } });
    const [change] = edit.documentChanges ?? [];
    assert.ok(change && 'textDocument' in change);
    assert.deepEqual(change.textDocument, { uri: textDocument.uri, version: 1 });
    assert.deepEqual(
      change.edits.map((each) => 'annotationId' in each && each.annotationId),
      ['taken'],
    );
  });

  it('refuses names that would change what the script says', async () => {
    const textDocument = { uri: 'untitled:refused' };
    await server.open(textDocument.uri, script);
    const refusal = (position: typeof cue, newName: string) =>
      assert.rejects(server.connection.sendRequest(RenameRequest.type, { textDocument, position, newName }), {
        message: newName.trim() === '' ? 'renameEmpty' : position === cue ? 'renameUnreadable' : 'renameNothing',
      });
    await refusal(cue, ' ');
    await refusal(cue, 'TOVE (V.O.)');
    await refusal({ line: 5, character: 1 }, 'Tova');
    await assert.rejects(
      server.connection.sendRequest(PrepareRenameRequest.type, { textDocument, position: { line: 5, character: 1 } }),
      { message: 'renameNothing' },
    );
  });

  it('puts a heading right when its line is ended', async () => {
    const textDocument = { uri: 'untitled:typed' };
    await server.open(textDocument.uri, 'int kök - dag\n');
    const params = {
      textDocument,
      position: { line: 1, character: 0 },
      ch: '\n',
      options: { tabSize: 4, insertSpaces: true },
    };
    const edits = await server.connection.sendRequest(DocumentOnTypeFormattingRequest.type, params);
    assert.deepEqual(
      edits?.map(({ newText }) => newText),
      ['INT. KÖK - DAG'],
    );
  });

  it('knows nothing of a document that is not open', async () => {
    const textDocument = { uri: 'untitled:never' };
    assert.equal(await server.connection.sendRequest(HoverRequest.type, { textDocument, position: cue }), null);
    const tokens = await server.connection.sendRequest(SemanticTokensRequest.type, { textDocument });
    assert.deepEqual(tokens?.data, []);
    const params = { textDocument, position: cue, newName: 'Tova' };
    assert.equal(await server.connection.sendRequest(RenameRequest.type, params), null);
  });

  it('names tokens by a legend without gaps', async () => {
    const textDocument = { uri: 'untitled:tokens' };
    await server.open(textDocument.uri, 'INT. KÖK\n\n[[ a\nb ]]\n');
    const tokens = await server.connection.sendRequest(SemanticTokensRequest.type, { textDocument });
    const note = tokenTypes.indexOf('note');
    assert.deepEqual(tokens?.data, [
      ...[0, 0, 4, tokenTypes.indexOf('headingPrefix'), 0],
      ...[0, 5, 3, tokenTypes.indexOf('location'), 0],
      ...[2, 0, 4, note, 0],
      ...[1, 0, 4, note, 0],
    ]);
  });

  it('finds names in open scripts alone when no folder is open', async () => {
    await server.open('untitled:search', 'EXT. SÖKPLATS\n');
    const found = await server.connection.sendRequest(WorkspaceSymbolRequest.type, { query: 'sokplats' });
    assert.deepEqual(
      found?.map(({ name }) => name),
      ['EXT. SÖKPLATS'],
    );
  });
});

describe('scripts on disk', () => {
  let folder: string;
  const write = (name: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  };
  const uri = () => new URL(`file://${folder}`).href;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'screenplay-scripts-'));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  it('are found in folders within folders, but not in hidden ones', async () => {
    for (const name of ['a.screenplay', 'säsong 1/b.FOUNTAIN', '.git/c.fountain', 'node_modules/d.fountain', 'e.txt'])
      write(name, 'x');
    const found = await diskFiles.find([uri(), 'untitled:x', 'vscode-vfs://github/x']);
    assert.deepEqual(found.map(({ path: file }) => path.relative(folder, file)).sort(), [
      'a.screenplay',
      'säsong 1/b.FOUNTAIN',
    ]);
  });

  it('are at most five hundred', async () => {
    for (let index = 0; index < 510; index++) write(`${index}.fountain`, '');
    assert.equal((await diskFiles.find([uri()])).length, 500);
  });

  it('are read, unless they are gone or too large', async () => {
    write('a.fountain', 'INT. KÖK\n');
    write('b.fountain', 'x'.repeat(4_000_001));
    const files = await diskFiles.find([uri()]);
    write('a.fountain', 'EXT. HAMN\n');
    const texts = await Promise.all(files.map(diskFiles.read));
    assert.deepEqual(
      texts.filter((text) => text !== undefined),
      ['EXT. HAMN\n'],
    );
    const [first] = files;
    assert.ok(first);
    fs.rmSync(first.path);
    assert.equal(await diskFiles.read(first), undefined);
  });

  it('are none below a folder that is not there', async () => {
    assert.deepEqual(await diskFiles.find([`${uri()}/nowhere`]), []);
  });
});
