/** The language server's process: LSP in, the pure service's answers out. The files `server*.ts` are the impure ones of this folder. */

import {
  CodeActionKind,
  type Connection,
  createConnection,
  DidChangeConfigurationNotification,
  type Disposable,
  DocumentSymbolRequest,
  type InitializeParams,
  type InitializeResult,
  ProposedFeatures,
  TextDocumentSyncKind,
  TextDocuments,
  type WorkspaceFolder,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { initializationOptions, type ScriptLength, scriptLengthMethod } from './requests.ts';
import { answer, answerFeatures, type Server } from './serverFeatures.ts';
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
  const [told] = await answer(server, uri, ({ document, script, settings, texts }) => {
    const findings = server.service.diagnostics(script, settings.silenced);
    const diagnostics = findings.map((finding) => toDiagnostic(document, finding, texts));
    return [{ version: document.version, diagnostics }];
  });
  const version = told?.version ?? server.documents.get(uri)?.version;
  if (version === undefined) return;
  void server.connection.sendDiagnostics({ uri, version, diagnostics: told?.diagnostics ?? [] });
}

async function tellLength(server: Server, { uri }: TextDocument): Promise<void> {
  const [length] = await answer(server, uri, ({ script, settings }) => [server.service.length(script, settings.paper)]);
  if (length) void server.connection.sendNotification(scriptLengthMethod, { uri, ...length } satisfies ScriptLength);
}

/** Has the client ask again for what it would keep until the next keystroke: settings may say that a script reads otherwise. */
function showAnew({ languages }: Connection, outline: Outline): void {
  const { inlayHint, semanticTokens, foldingRange } = languages;
  // A client that cannot show one of these has none to refresh.
  void Promise.allSettled([inlayHint.refresh(), semanticTokens.refresh(), foldingRange.refresh(), outline.renew()]);
}

/** The outline's provider. LSP has no word for an old outline: a client asks again when it gets another provider. */
interface Outline {
  /** Offers outlines, again and anew; does nothing when the client has been offered them for good. */
  renew(): Promise<void>;
}

function createOutline(connection: Connection, isDynamic: () => boolean): Outline {
  let offered: Promise<Disposable | undefined> = Promise.resolve(undefined);
  const replace = async (before: Disposable | undefined) => {
    const next = await connection.client.register(DocumentSymbolRequest.type, { documentSelector: null });
    before?.dispose();
    return next;
  };
  return {
    async renew() {
      if (isDynamic()) offered = offered.then(replace);
      await offered;
    },
  };
}

function followDocuments(server: Server, outline: Outline): void {
  const { connection, documents, service, settings } = server;
  const findings = createLater(momentMilliseconds, (document) => void tellFindings(server, document));
  const lengths = createLater(lengthMilliseconds, (document) => void tellLength(server, document));
  documents.onDidChangeContent(({ document }) => {
    findings.request(document);
    lengths.request(document);
  });
  connection.onDidChangeConfiguration(() => {
    settings.clear();
    showAnew(connection, outline);
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

function offersOutlineLater({ textDocument }: InitializeParams['capabilities']): boolean {
  return textDocument?.documentSymbol?.dynamicRegistration ?? false;
}

function initialize(server: Server, params: InitializeParams): InitializeResult {
  server.texts = initializationOptions.parse(params.initializationOptions).texts;
  return {
    capabilities: {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      documentSymbolProvider: !offersOutlineLater(params.capabilities),
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
  let isOutlineLater = false;
  const outline = createOutline(connection, () => isOutlineLater);
  connection.onInitialize((params) => {
    folders = params.workspaceFolders ?? [];
    isOutlineLater = offersOutlineLater(params.capabilities);
    hasFolders = params.capabilities.workspace?.workspaceFolders ?? false;
    return initialize(server, params);
  });
  connection.onInitialized(() => {
    void connection.client.register(DidChangeConfigurationNotification.type, { section: 'screenplay' });
    void outline.renew();
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
  followDocuments(server, outline);
  connection.listen();
}

serve(createConnection(ProposedFeatures.all));
