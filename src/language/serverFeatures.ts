/** Answers to what a client asks about one open document. */
import type { CompletionList, Connection, TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ServerTexts } from './requests.ts';
import { toCompletionItem, toDocumentSymbol, toFoldingRange } from './serverLsp.ts';
import type { DocumentSettings } from './serverSettings.ts';
import type { ScreenplayService, ScriptText } from './service.ts';

/** UTF-16 code units. A longer text is no script (War and Peace has three million), and nothing is said of it. */
const longestText = 4_000_000;

/** A document as the service takes it. */
export function textOf(document: TextDocument): ScriptText {
  return { uri: document.uri, version: document.version, text: document.getText() };
}

/** What the handlers share. */
export interface Server {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly service: ScreenplayService;
  readonly settings: DocumentSettings;
  /** Known from `initialize` on, before which nothing is asked. */
  texts: ServerTexts | undefined;
}

/** Runs an answer about an open document that is not {@link longestText too long}. A failure is logged without the writer's text and answered with nothing. */
export function answer<T>(server: Server, uri: string, make: (document: TextDocument, texts: ServerTexts) => T[]): T[] {
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

/** Registers the handlers of the features. */
export function answerFeatures(server: Server): void {
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
