/** Answers to what a client asks for at what is wrong. */
import { CodeActionKind } from 'vscode-languageserver/node';
import { answer, type Server, textOf } from './serverFeatures.ts';
import { toCodeAction } from './serverLsp.ts';

/** Registers the handler of quick fixes. */
export function answerFixes(server: Server): void {
  const { connection, documents, service, settings } = server;
  connection.onCodeAction(async ({ textDocument: { uri }, range, context }) => {
    const isWanted = context.only?.some((kind) => CodeActionKind.QuickFix.startsWith(kind)) ?? true;
    if (!isWanted || !documents.get(uri)) return [];
    const options = await settings.get(uri);
    return answer(server, uri, (document, texts) => {
      const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
      return service.quickFixes(textOf(document), span, options).map((found) => toCodeAction(document, found, texts));
    });
  });
}
