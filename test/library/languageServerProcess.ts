import { fork } from 'node:child_process';
import { once } from 'node:events';
import {
  ConfigurationRequest,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  IPCMessageReader,
  IPCMessageWriter,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  RegistrationRequest,
  ShutdownRequest,
} from 'vscode-languageserver-protocol/node';
import { findingCodes, fixKinds } from '../../src/language/diagnostics/finding.ts';
import {
  type ScriptLength,
  type ServerTexts,
  scriptLength,
  scriptLengthMethod,
  serverArguments,
  serverEnvironment,
} from '../../src/language/requests.ts';
import { englishFeatureTexts } from '../language/englishFeatureTexts.ts';

/** Each name and what is put into its sentence. */
function keyed<K extends string>(names: readonly K[]): Record<K, string> {
  return Object.fromEntries(names.map((name) => [name, `${name}: {0}, {1}`])) as Record<K, string>;
}

/** Each sentence is its own key, so that a test sees which one was chosen. */
const texts: ServerTexts = {
  findings: keyed(findingCodes),
  fixes: keyed(fixKinds),
  untitledScene: 'untitledScene',
  untitledSection: 'untitledSection',
  features: englishFeatureTexts,
};

/** A built language server in a process of its own, spoken to as VS Code does. */
export interface LanguageServerProcess {
  readonly connection: ProtocolConnection;
  readonly processId: number;
  /** What the server is answered when it asks for settings. */
  settings: readonly unknown[];
  /** Opens a document; resolves when the server has said what is wrong in it. */
  open(uri: string, text: string): Promise<PublishDiagnosticsParams>;
  /** One keystroke: puts `text` at a place. */
  type(uri: string, version: number, place: { readonly line: number; readonly character: number }, text: string): void;
  /** Resolves with the diagnostics of one version of a document, which must not have been sent yet. */
  diagnosticsOf(uri: string, version: number): Promise<PublishDiagnosticsParams>;
  /** Resolves with the next length that the server tells of a document. */
  nextLength(uri: string): Promise<ScriptLength>;
  stop(): Promise<void>;
}

/** Starts a built server and initializes it; `initializationOptions` other than the right ones make it refuse. */
export async function startLanguageServer(
  serverModule: string,
  initializationOptions: unknown = { texts },
): Promise<LanguageServerProcess> {
  const child = fork(serverModule, ['--node-ipc'], {
    silent: true,
    execArgv: [...serverArguments],
    env: { ...process.env, ...serverEnvironment },
  });
  const connection = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  const waiting = new Map<string, (params: PublishDiagnosticsParams) => void>();
  const waitingForLength = new Map<string, (length: ScriptLength) => void>();
  const server: LanguageServerProcess = {
    connection,
    processId: child.pid ?? 0,
    settings: [true, 'auto', 'a4', {}],
    open(uri, text) {
      const diagnostics = server.diagnosticsOf(uri, 1);
      const textDocument = { uri, languageId: 'screenplay', version: 1, text };
      void connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
      return diagnostics;
    },
    type(uri, version, place, text) {
      const contentChanges = [{ range: { start: place, end: place }, text }];
      void connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri, version },
        contentChanges,
      });
    },
    diagnosticsOf: (uri, version) => new Promise((resolve) => waiting.set(`${uri} ${version}`, resolve)),
    nextLength: (uri) => new Promise((resolve) => waitingForLength.set(uri, resolve)),
    async stop() {
      const exited = once(child, 'exit');
      await connection.sendRequest(ShutdownRequest.type);
      await connection.sendNotification(ExitNotification.type);
      await exited;
      connection.dispose();
    },
  };
  connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
    waiting.get(`${params.uri} ${params.version}`)?.(params);
  });
  connection.onNotification(scriptLengthMethod, (params: unknown) => {
    const length = scriptLength.parse(params);
    waitingForLength.get(length.uri)?.(length);
  });
  connection.onRequest(ConfigurationRequest.type, () => [...server.settings]);
  connection.onRequest(RegistrationRequest.type, () => {});
  connection.listen();
  try {
    const params = { processId: process.pid, rootUri: null, capabilities: {}, initializationOptions };
    await connection.sendRequest(InitializeRequest.type, params);
  } catch (cause) {
    child.kill();
    connection.dispose();
    throw cause;
  }
  await connection.sendNotification(InitializedNotification.type, {});
  return server;
}
