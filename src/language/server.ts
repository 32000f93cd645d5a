/** The language server's process: LSP in, the pure service's answers out. The one impure file of this folder. */

import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type Connection,
  createConnection,
  type Diagnostic,
  DiagnosticSeverity,
  DidChangeConfigurationNotification,
  type DocumentSymbol,
  type FoldingRange,
  FoldingRangeKind,
  type InitializeParams,
  type InitializeResult,
  ProposedFeatures,
  type Range,
  SymbolKind,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding, FindingCode } from './diagnostics/finding.ts';
import type { Suggestion } from './features/completion.ts';
import type { ScriptSymbol } from './features/documentSymbols.ts';
import type { Fold } from './features/folding.ts';
import type { Span } from './features/scriptView.ts';
import type { PaperSize } from './pageLines.ts';
import {
  initializationOptions,
  type ScriptLength,
  type ServerTexts,
  scriptLengthMethod,
  scriptSettings,
  settingSections,
} from './requests.ts';
import {
  createScreenplayService,
  type ScreenplayService,
  type ScriptLanguageSetting,
  type ScriptText,
} from './service.ts';

interface Settings {
  readonly completion: boolean;
  readonly language: ScriptLanguageSetting;
  readonly paper: PaperSize;
}

/** UTF-16 code units. A longer text is no script (War and Peace has three million), and nothing is said of it. */
const longestText = 4_000_000;
/** Beyond this a text is looked at only when its writer pauses. */
const largeText = 1_000_000;
const pauseMilliseconds = 400;
/** Lets the requests that come with a keystroke be answered before what is wrong is looked for. */
const momentMilliseconds = 10;
const lengthMilliseconds = 250;

function textOf(document: TextDocument): ScriptText {
  return { uri: document.uri, version: document.version, text: document.getText() };
}

function rangeOf(document: TextDocument, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

/** `m:ss`, as running times are written. */
function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** VS Code refuses a symbol without a name. */
function toDocumentSymbol(document: TextDocument, symbol: ScriptSymbol, texts: ServerTexts): DocumentSymbol {
  const isScene = symbol.kind === 'scene';
  return {
    name: symbol.name.trim() || (isScene ? texts.untitledScene : texts.untitledSection),
    detail: clock(symbol.seconds),
    kind: isScene ? SymbolKind.Event : SymbolKind.Namespace,
    range: rangeOf(document, symbol),
    selectionRange: rangeOf(document, symbol.nameSpan),
    children: symbol.children.map((child) => toDocumentSymbol(document, child, texts)),
  };
}

function toFoldingRange(document: TextDocument, { kind, start, end }: Fold): FoldingRange {
  return {
    startLine: document.positionAt(start).line,
    endLine: document.positionAt(end).line,
    kind: kind === 'comment' ? FoldingRangeKind.Comment : FoldingRangeKind.Region,
  };
}

const completionKinds: Readonly<Record<Suggestion['kind'], CompletionItemKind>> = {
  character: CompletionItemKind.Value,
  headingPrefix: CompletionItemKind.Keyword,
  location: CompletionItemKind.Module,
  timeOfDay: CompletionItemKind.Constant,
};

/** `index` keeps the order of likelihood, which the client would otherwise sort by name. */
function toCompletionItem(document: TextDocument, { kind, text, replace }: Suggestion, index: number): CompletionItem {
  return {
    label: text.trim(),
    kind: completionKinds[kind],
    sortText: String(index).padStart(4, '0'),
    filterText: text,
    textEdit: { range: rangeOf(document, replace), newText: text },
    // What follows a prefix or a dash is offered at once.
    ...(text.endsWith(' ') && { command: { title: '', command: 'editor.action.triggerSuggest' } }),
  };
}

const messages: Readonly<Record<FindingCode, keyof ServerTexts>> = {
  'heading-needs-blank-line': 'headingNeedsBlankLine',
  'heading-needs-blank-line-after': 'headingNeedsBlankLineAfter',
  'unclosed-note': 'unclosedNote',
  'unclosed-boneyard': 'unclosedBoneyard',
};

function toDiagnostic(document: TextDocument, finding: Finding, texts: ServerTexts): Diagnostic {
  const { code, severity } = finding;
  return {
    code,
    source: 'screenplay',
    message: texts[messages[code]],
    severity: severity === 'warning' ? DiagnosticSeverity.Warning : DiagnosticSeverity.Information,
    range: rangeOf(document, finding),
  };
}

/** Asks the client for the settings of each document once, until it says that settings changed. */
function createSettings(connection: Connection) {
  const known = new Map<string, Promise<Settings>>();
  const ask = async (uri: string): Promise<Settings> => {
    const items = settingSections.map((section) => ({ scopeUri: uri, section }));
    const answers: unknown = await connection.workspace.getConfiguration(items).catch(() => []);
    const [completion, language, paper] = scriptSettings.parse(answers);
    return { completion, language, paper };
  };
  return {
    get(uri: string): Promise<Settings> {
      const settings = known.get(uri) ?? ask(uri);
      known.set(uri, settings);
      return settings;
    },
    forget: (uri: string) => known.delete(uri),
    clear: () => known.clear(),
  };
}

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

/** What the handlers share. */
interface Server {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly service: ScreenplayService;
  readonly settings: ReturnType<typeof createSettings>;
  /** Known from `initialize` on, before which nothing is asked. */
  texts: ServerTexts | undefined;
}

/** Runs an answer about an open document that is not {@link longestText too long}. A failure is logged without the writer's text and answered with nothing. */
function answer<T>(server: Server, uri: string, make: (document: TextDocument, texts: ServerTexts) => T[]): T[] {
  const { connection, documents, texts } = server;
  const document = documents.get(uri);
  if (!document || !texts || document.getText().length > longestText) return [];
  try {
    return make(document, texts);
  } catch (cause) {
    connection.console.error(`A request failed: ${cause instanceof Error ? cause.stack : 'no error given'}`);
    return [];
  }
}

function answerFeatures(server: Server): void {
  const { connection, documents, service, settings } = server;
  connection.onDocumentSymbol(({ textDocument }) =>
    answer(server, textDocument.uri, (document, texts) =>
      service.documentSymbols(textOf(document)).map((symbol) => toDocumentSymbol(document, symbol, texts)),
    ),
  );
  connection.onFoldingRanges(({ textDocument }) =>
    answer(server, textDocument.uri, (document) =>
      service.foldingRanges(textOf(document)).map((fold) => toFoldingRange(document, fold)),
    ),
  );
  connection.onCompletion(async ({ textDocument: { uri }, position }): Promise<CompletionList> => {
    const nothing = { isIncomplete: false, items: [] };
    if (!documents.get(uri)) return nothing;
    const { completion, language } = await settings.get(uri);
    if (!completion) return nothing;
    const items = answer(server, uri, (document) =>
      service
        .completion(textOf(document), document.offsetAt(position), language)
        .map((suggestion, index) => toCompletionItem(document, suggestion, index)),
    );
    // What fits changes with each letter (a name, or the start of action), so every letter asks anew.
    return { isIncomplete: true, items };
  });
}

function tellFindings(server: Server, { uri, version }: TextDocument): void {
  const diagnostics = answer(server, uri, (document, texts) =>
    server.service.diagnostics(textOf(document)).map((finding) => toDiagnostic(document, finding, texts)),
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
  const findings = createLater(momentMilliseconds, (document) => tellFindings(server, document));
  const lengths = createLater(lengthMilliseconds, (document) => void tellLength(server, document));
  documents.onDidChangeContent(({ document }) => {
    findings.request(document);
    lengths.request(document);
  });
  connection.onDidChangeConfiguration(() => {
    settings.clear();
    for (const document of documents.all()) lengths.request(document);
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

function initialize(server: Server, params: InitializeParams): InitializeResult {
  server.texts = initializationOptions.parse(params.initializationOptions).texts;
  return {
    capabilities: {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      documentSymbolProvider: true,
      foldingRangeProvider: true,
      completionProvider: { triggerCharacters: [' ', '@'] },
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
  connection.onInitialize((params) => initialize(server, params));
  connection.onInitialized(() => {
    void connection.client.register(DidChangeConfigurationNotification.type, { section: 'screenplay' });
  });
  answerFeatures(server);
  followDocuments(server);
  connection.listen();
}

serve(createConnection(ProposedFeatures.all));
