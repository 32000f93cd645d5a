/** Search over the scenes and characters of all scripts, open or not. */
import path from 'node:path';
import {
  DidChangeWatchedFilesNotification,
  type SymbolInformation,
  SymbolKind,
  type WorkspaceFolder,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createScriptView } from './features/scriptView.ts';
import { nameMatcher, type ScriptName, scriptNames } from './features/workspaceSymbols.ts';
import type { ReadWith } from './parse.ts';
import { answer, type Server } from './serverFeatures.ts';
import { pathOf, type ScriptFile, type ScriptFiles } from './serverFiles.ts';
import { rangeOf } from './serverLsp.ts';

/** A file's symbols and the words that it was read with. */
interface KnownSymbols extends ReadWith {
  readonly symbols: readonly SymbolInformation[];
}

/** What was found on disk, until something changes there. */
interface Known {
  files: Promise<readonly ScriptFile[]> | undefined;
  readonly symbols: Map<string, KnownSymbols>;
}

/** Registers the search; nothing is read before the first one. */
export function answerWorkspace(server: Server, files: ScriptFiles, folders: () => readonly WorkspaceFolder[]): void {
  const { connection } = server;
  const known: Known = { files: undefined, symbols: new Map() };
  connection.onWorkspaceSymbol(async ({ query }) => {
    const open = await openSymbols(server);
    const openPaths = new Set(server.documents.keys().map((uri) => pathOf(uri) ?? uri));
    known.files ??= files.find(folders().map(({ uri }) => uri));
    const symbols = [...open];
    for (const file of await known.files) {
      if (!openPaths.has(file.path)) symbols.push(...(await symbolsOf(server, known, files, file)));
    }
    const isMeant = nameMatcher(query);
    return symbols.filter(({ name }) => isMeant(name));
  });
  connection.onDidChangeWatchedFiles(() => {
    known.files = undefined;
    known.symbols.clear();
  });
}

/** Asks the client to tell of changed scripts and folders. */
export function watchWorkspace({ connection }: Server, change: (folders: readonly WorkspaceFolder[]) => void): void {
  const watchers = [{ globPattern: '**/*.{screenplay,fountain}' }];
  void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  connection.workspace.onDidChangeWorkspaceFolders(async () =>
    change((await connection.workspace.getWorkspaceFolders()) ?? []),
  );
}

async function openSymbols(server: Server): Promise<readonly SymbolInformation[]> {
  const symbols = server.documents
    .keys()
    .map((uri) => answer(server, uri, ({ document, script }) => toSymbols(document, server.service.names(script))));
  return (await Promise.all(symbols)).flat();
}

async function symbolsOf(
  { settings }: Server,
  known: Known,
  files: ScriptFiles,
  file: ScriptFile,
): Promise<readonly SymbolInformation[]> {
  const { words } = await settings.get(file.uri);
  const found = known.symbols.get(file.path);
  if (found?.words === words && found) return found.symbols;
  const text = (await files.read(file)) ?? '';
  const document = TextDocument.create(file.uri, 'screenplay', 0, text);
  const symbols = toSymbols(document, scriptNames(createScriptView(text, undefined, { words })));
  known.symbols.set(file.path, { symbols, words });
  return symbols;
}

function toSymbols(document: TextDocument, names: readonly ScriptName[]): SymbolInformation[] {
  const containerName = path.basename(pathOf(document.uri) ?? document.uri);
  return names.map(({ kind, name, span }) => ({
    name,
    kind: kind === 'scene' ? SymbolKind.Event : SymbolKind.Interface,
    location: { uri: document.uri, range: rangeOf(document, span) },
    containerName,
  }));
}
