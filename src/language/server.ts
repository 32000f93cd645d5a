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
import { initializationOptions } from './requests.ts';
import { answerFeatures, type Server } from './serverFeatures.ts';
import { diskFiles } from './serverFiles.ts';
import { answerFixes } from './serverFixes.ts';
import { followDocuments } from './serverFollowing.ts';
import { answerNames } from './serverNames.ts';
import { createOutline } from './serverOutline.ts';
import { answerFormatting, answerRanges, tokenLegend } from './serverRanges.ts';
import { createSettings } from './serverSettings.ts';
import { answerWorkspace, watchWorkspace } from './serverWorkspace.ts';
import { createScreenplayService } from './service.ts';

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
