/** The language client: a bundle of its own, loaded when the first screenplay is there (437 KB that activation does not pay). */
import * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions, type Middleware, TransportKind } from 'vscode-languageclient/node';
import {
  type ScriptLength,
  type ServerTexts,
  scriptLength,
  scriptLengthMethod,
  serverArguments,
  serverEnvironment,
} from '../../language/requests.ts';
import type { Disposable } from './disposables.ts';

export interface StartOptions {
  /** Absolute path of the built server. */
  readonly serverModule: string;
  readonly log: vscode.LogOutputChannel;
  readonly texts: ServerTexts;
  /** Told of a script's length after each change of its text. */
  readonly onScriptLength: (length: ScriptLength) => void;
}

/** A character is shown as a person, for which LSP has no kind: the server says `Value`, and of nothing else. */
const provideCompletionItem: Middleware['provideCompletionItem'] = async (document, position, context, token, next) => {
  const found = await next(document, position, context, token);
  for (const item of (Array.isArray(found) ? found : found?.items) ?? []) {
    if (item.kind === vscode.CompletionItemKind.Value) item.kind = vscode.CompletionItemKind.User;
  }
  return found;
};

/** Starts the language server's process and speaks LSP with it until disposed. Rejects when the process cannot start. */
export async function startLanguageClient(options: StartOptions): Promise<Disposable> {
  const { serverModule, log, texts, onScriptLength } = options;
  const module = {
    module: serverModule,
    transport: TransportKind.ipc,
    options: { execArgv: [...serverArguments], env: serverEnvironment },
  };
  const clientOptions: LanguageClientOptions = {
    documentSelector: [{ language: 'screenplay' }],
    diagnosticCollectionName: 'screenplay',
    initializationOptions: { texts },
    outputChannel: log,
    middleware: { provideCompletionItem },
  };
  const client = new LanguageClient('screenplay', 'Screenplay', { run: module, debug: module }, clientOptions);
  client.onNotification(scriptLengthMethod, (params: unknown) => {
    const parsed = scriptLength.safeParse(params);
    if (parsed.success) onScriptLength(parsed.data);
    else log.warn('The language server sent a length that did not parse');
  });
  await client.start();
  return {
    dispose() {
      client.dispose().catch((cause: unknown) => log.warn('The language server did not stop cleanly', cause));
    },
  };
}
