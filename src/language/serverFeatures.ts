/** Answers to what a client asks about one open document. */
import type { CompletionList, Connection, TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ServerTexts } from './requests.ts';
import { toCompletionItem, toDocumentSymbol, toFoldingRange } from './serverLsp.ts';
import type { DocumentSettings, Settings } from './serverSettings.ts';
import type { ScreenplayService, ScriptText } from './service.ts';

/** UTF-16 code units. A longer text is no script (War and Peace has three million), and nothing is said of it. */
const longestText = 4_000_000;

/** What the handlers share. */
export interface Server {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly service: ScreenplayService;
  readonly settings: DocumentSettings;
  /** Known from `initialize` on, before which nothing is asked. */
  texts: ServerTexts | undefined;
}

/** What an answer is made from: an open document as it is now. */
export interface Asked {
  readonly document: TextDocument;
  /** The document as the service takes it. */
  readonly script: ScriptText;
  readonly settings: Settings;
  readonly texts: ServerTexts;
}

/**
 * Runs an answer about an open document that is not {@link longestText too long}, once its settings are known, which say how it is
 * read. A failure is logged without the writer's text and answered with nothing.
 */
export async function answer<T>(server: Server, uri: string, make: (asked: Asked) => T[]): Promise<T[]> {
  const { connection, documents, texts } = server;
  if (!documents.get(uri)) return [];
  const settings = await server.settings.get(uri);
  const document = documents.get(uri);
  if (!document || !texts || document.getText().length > longestText) return [];
  try {
    const { words } = settings;
    const script = { uri, version: document.version, text: document.getText(), words };
    return make({ document, script, settings, texts });
  } catch (cause) {
    connection.console.error(`A request failed: ${cause instanceof Error ? cause.stack : 'no error given'}`);
    return [];
  }
}

/** Registers the handlers of the features. */
export function answerFeatures(server: Server): void {
  const { connection, service } = server;
  connection.onDocumentSymbol(({ textDocument }) =>
    answer(server, textDocument.uri, ({ document, script, texts }) =>
      service.documentSymbols(script).map((symbol) => toDocumentSymbol(document, symbol, texts)),
    ),
  );
  connection.onFoldingRanges(({ textDocument }) =>
    answer(server, textDocument.uri, ({ document, script }) =>
      service.foldingRanges(script).map((fold) => toFoldingRange(document, fold)),
    ),
  );
  connection.onCompletion(async ({ textDocument: { uri }, position }): Promise<CompletionList> => {
    const [found] = await answer(server, uri, ({ document, script, settings }) => {
      if (!settings.completion) return [];
      const suggestions = service.completion(script, document.offsetAt(position), settings);
      return [suggestions.map((suggestion, index) => toCompletionItem(document, suggestion, index))];
    });
    // What fits changes with each letter (a name, or the start of action), so every letter asks anew.
    return { isIncomplete: found !== undefined, items: found ?? [] };
  });
}
