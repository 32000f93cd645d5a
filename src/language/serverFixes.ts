/** Answers to what a client asks for at what is wrong. */
import { CodeActionKind } from 'vscode-languageserver/node';
import { answer, type Server } from './serverFeatures.ts';
import { toCodeAction } from './serverLsp.ts';

/** Registers the handler of quick fixes. */
export function answerFixes(server: Server): void {
  const { connection, service } = server;
  connection.onCodeAction(async ({ textDocument: { uri }, range, context }) => {
    const isWanted = context.only?.some((kind) => CodeActionKind.QuickFix.startsWith(kind)) ?? true;
    if (!isWanted) return [];
    return answer(server, uri, ({ document, script, settings, texts }) => {
      const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
      return service.quickFixes(script, span, settings).map((found) => toCodeAction(document, found, texts));
    });
  });
}
