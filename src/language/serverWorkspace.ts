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
import { answer, type Server, textOf } from './serverFeatures.ts';
import { pathOf, type ScriptFile, type ScriptFiles } from './serverFiles.ts';
import { rangeOf } from './serverLsp.ts';

/** What was found on disk, until something changes there. */
interface Known {
  files: Promise<readonly ScriptFile[]> | undefined;
  readonly symbols: Map<string, readonly SymbolInformation[]>;
}

/** Registers the search; nothing is read before the first one. */
export function answerWorkspace(server: Server, files: ScriptFiles, folders: () => readonly WorkspaceFolder[]): void {
  const { connection } = server;
  const known: Known = { files: undefined, symbols: new Map() };
  connection.onWorkspaceSymbol(async ({ query }) => {
    const open = openSymbols(server);
    const openPaths = new Set(server.documents.keys().map((uri) => pathOf(uri) ?? uri));
    known.files ??= files.find(folders().map(({ uri }) => uri));
    const symbols = [...open];
    for (const file of await known.files) {
      if (!openPaths.has(file.path)) symbols.push(...(await symbolsOf(known, files, file)));
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

function openSymbols(server: Server): readonly SymbolInformation[] {
  return server.documents
    .keys()
    .flatMap((uri) => answer(server, uri, (document) => toSymbols(document, server.service.names(textOf(document)))));
}

async function symbolsOf(known: Known, files: ScriptFiles, file: ScriptFile): Promise<readonly SymbolInformation[]> {
  const found = known.symbols.get(file.path);
  if (found) return found;
  const text = (await files.read(file)) ?? '';
  const document = TextDocument.create(file.uri, 'screenplay', 0, text);
  const symbols = toSymbols(document, scriptNames(createScriptView(text)));
  known.symbols.set(file.path, symbols);
  return symbols;
}

function toSymbols(document: TextDocument, names: readonly ScriptName[]): SymbolInformation[] {
  const containerName = path.basename(pathOf(document.uri) ?? document.uri);
  return names.map(({ kind, name, span }) => ({
    name,
    kind: kind === 'scene' ? SymbolKind.Event : SymbolKind.Object,
    location: { uri: document.uri, range: rangeOf(document, span) },
    containerName,
  }));
}
