/** The language server's process: LSP in, the pure service's answers out. The files `server*.ts` are the impure ones of this folder. */

import {
  CodeActionKind,
  type Connection,
  createConnection,
  DidChangeConfigurationNotification,
  type InitializeParams,
  type InitializeResult,
  ProposedFeatures,
  TextDocumentSyncKind,
  TextDocuments,
  type WorkspaceFolder,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { initializationOptions, type ScriptLength, scriptLengthMethod } from './requests.ts';
import { answer, answerFeatures, type Server, textOf } from './serverFeatures.ts';
import { diskFiles } from './serverFiles.ts';
import { answerFixes } from './serverFixes.ts';
import { toDiagnostic } from './serverLsp.ts';
import { answerNames } from './serverNames.ts';
import { answerFormatting, answerRanges, tokenLegend } from './serverRanges.ts';
import { createSettings } from './serverSettings.ts';
import { answerWorkspace, watchWorkspace } from './serverWorkspace.ts';
import { createScreenplayService } from './service.ts';

/** Beyond this a text is looked at only when its writer pauses. */
const largeText = 1_000_000;
const pauseMilliseconds = 400;
/** Lets the requests that come with a keystroke be answered before what is wrong is looked for. */
const momentMilliseconds = 10;
const lengthMilliseconds = 250;

/** Does work for changed documents later: once for all changes meanwhile, or, for a large text, when its writer pauses. */
function createLater(milliseconds: number, work: (document: TextDocument) => void) {
  const timers = new Map<string, NodeJS.Timeout>();
  const cancel = (uri: string) => {
    clearTimeout(timers.get(uri));
    timers.delete(uri);
  };
  return {
    cancel,
    request(document: TextDocument): void {
      const { uri } = document;
      const isLarge = document.getText().length > largeText;
      if (isLarge) cancel(uri);
      if (timers.has(uri)) return;
      const run = () => {
        timers.delete(uri);
        work(document);
      };
      timers.set(uri, setTimeout(run, isLarge ? pauseMilliseconds : milliseconds));
    },
  };
}

/** Says what is wrong in the text as it is when the settings are known; it may be gone or longer by then. */
async function tellFindings(server: Server, { uri }: TextDocument): Promise<void> {
  const { silenced } = await server.settings.get(uri);
  const version = server.documents.get(uri)?.version;
  if (version === undefined) return;
  const diagnostics = answer(server, uri, (document, texts) =>
    server.service.diagnostics(textOf(document), silenced).map((finding) => toDiagnostic(document, finding, texts)),
  );
  void server.connection.sendDiagnostics({ uri, version, diagnostics });
}

async function tellLength(server: Server, { uri }: TextDocument): Promise<void> {
  const { paper } = await server.settings.get(uri);
  const [length] = answer(server, uri, (document) => [server.service.length(textOf(document), paper)]);
  if (length) void server.connection.sendNotification(scriptLengthMethod, { uri, ...length } satisfies ScriptLength);
}

function followDocuments(server: Server): void {
  const { connection, documents, service, settings } = server;
  const findings = createLater(momentMilliseconds, (document) => void tellFindings(server, document));
  const lengths = createLater(lengthMilliseconds, (document) => void tellLength(server, document));
  documents.onDidChangeContent(({ document }) => {
    findings.request(document);
    lengths.request(document);
  });
  connection.onDidChangeConfiguration(() => {
    settings.clear();
    connection.languages.inlayHint.refresh().catch(() => {
      // A client without inlay hints has none to refresh.
    });
    for (const document of documents.all()) {
      findings.request(document);
      lengths.request(document);
    }
  });
  documents.onDidClose(({ document: { uri } }) => {
    findings.cancel(uri);
    lengths.cancel(uri);
    settings.forget(uri);
    service.forget(uri);
    void connection.sendDiagnostics({ uri, diagnostics: [] });
  });
  documents.listen(connection);
}

const readingCapabilities = {
  hoverProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  documentLinkProvider: {},
  selectionRangeProvider: true,
  inlayHintProvider: true,
  semanticTokensProvider: { legend: tokenLegend, full: true, range: true },
};

function initialize(server: Server, params: InitializeParams): InitializeResult {
  server.texts = initializationOptions.parse(params.initializationOptions).texts;
  return {
    capabilities: {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      documentSymbolProvider: true,
      foldingRangeProvider: true,
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
      completionProvider: { triggerCharacters: [' ', '@', '('] },
      ...readingCapabilities,
      documentFormattingProvider: true,
      documentRangeFormattingProvider: true,
      documentOnTypeFormattingProvider: { firstTriggerCharacter: '\n' },
      renameProvider: { prepareProvider: true },
      workspaceSymbolProvider: true,
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}

/** Serves one client; everything it keeps ends with the process. */
function serve(connection: Connection): void {
  const server: Server = {
    connection,
    documents: new TextDocuments(TextDocument),
    service: createScreenplayService(),
    settings: createSettings(connection),
    texts: undefined,
  };
  let folders: readonly WorkspaceFolder[] = [];
  let hasFolders = false;
  connection.onInitialize((params) => {
    folders = params.workspaceFolders ?? [];
    hasFolders = params.capabilities.workspace?.workspaceFolders ?? false;
    return initialize(server, params);
  });
  connection.onInitialized(() => {
    void connection.client.register(DidChangeConfigurationNotification.type, { section: 'screenplay' });
    if (!hasFolders) return;
    watchWorkspace(server, (changed) => {
      folders = changed;
    });
  });
  answerFeatures(server);
  answerFixes(server);
  answerNames(server);
  answerRanges(server);
  answerFormatting(server);
  answerWorkspace(server, diskFiles, () => folders);
  followDocuments(server);
  connection.listen();
}

serve(createConnection(ProposedFeatures.all));
