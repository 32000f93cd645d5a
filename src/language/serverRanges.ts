/** Answers that are parts of the text: tokens, selections, links, durations behind headings, and formatting. */
import {
  type InlayHint,
  type Range,
  type SelectionRange,
  SemanticTokensBuilder,
  type SemanticTokensLegend,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { clock } from './features/hoverText.ts';
import type { Span } from './features/scriptView.ts';
import { type Token, tokenModifiers, tokenTypes } from './features/semanticTokens.ts';
import { answer, type Server } from './serverFeatures.ts';
import { rangeOf } from './serverLsp.ts';
import type { TextEdit } from './textEdit.ts';

/** The names of tokens, which package.json maps to colours. */
export const tokenLegend: SemanticTokensLegend = {
  tokenTypes: [...tokenTypes],
  tokenModifiers: [...tokenModifiers],
};

/** Registers the handlers whose answers are parts of the text. */
export function answerRanges(server: Server): void {
  const { connection, service } = server;
  connection.languages.semanticTokens.on(({ textDocument: { uri } }) => tokensOf(server, uri, undefined));
  connection.languages.semanticTokens.onRange(({ textDocument: { uri }, range }) => tokensOf(server, uri, range));
  connection.onSelectionRanges(({ textDocument: { uri }, positions }) =>
    answer(server, uri, ({ document, script }) =>
      positions.map((position) => {
        const spans = service.selectionSpans(script, document.offsetAt(position));
        return toSelectionRange(document, spans) ?? { range: { start: position, end: position } };
      }),
    ),
  );
  connection.onDocumentLinks(({ textDocument: { uri } }) =>
    answer(server, uri, ({ document, script }) =>
      service.links(script).map((link) => ({ range: rangeOf(document, link), target: link.target })),
    ),
  );
  connection.languages.inlayHint.on(({ textDocument: { uri }, range }) =>
    answer(server, uri, ({ document, script, settings }): InlayHint[] => {
      const found = settings.showsDurations ? service.sceneDurations(script, spanOf(document, range)) : [];
      return found.map(({ offset, seconds }) => ({
        position: document.positionAt(offset),
        label: clock(seconds),
        paddingLeft: true,
      }));
    }),
  );
}

/** Registers the handlers that put a script's spacing and headings right. */
export function answerFormatting(server: Server): void {
  const { connection, service } = server;
  connection.onDocumentFormatting(({ textDocument: { uri } }) =>
    answer(server, uri, ({ document, script }) => toEdits(document, service.formatting(script, wholeOf(document)))),
  );
  connection.onDocumentRangeFormatting(({ textDocument: { uri }, range }) =>
    answer(server, uri, ({ document, script }) =>
      toEdits(document, service.formatting(script, spanOf(document, range))),
    ),
  );
  connection.onDocumentOnTypeFormatting(({ textDocument: { uri }, position }) =>
    answer(server, uri, ({ document, script }) =>
      toEdits(document, service.typedHeading(script, document.offsetAt(position))),
    ),
  );
}

function spanOf(document: TextDocument, { start, end }: Range): Span {
  return { start: document.offsetAt(start), end: document.offsetAt(end) };
}

function wholeOf(document: TextDocument): Span {
  return { start: 0, end: document.getText().length };
}

function toEdits(document: TextDocument, edits: readonly TextEdit[]) {
  return edits.map((edit) => ({ range: rangeOf(document, edit), newText: edit.text }));
}

async function tokensOf(server: Server, uri: string, range: Range | undefined) {
  const builder = new SemanticTokensBuilder();
  await answer(server, uri, ({ document, script }) => {
    const within = range ? spanOf(document, range) : wholeOf(document);
    for (const token of server.service.tokens(script, within)) push(builder, document, token);
    return [];
  });
  return builder.build();
}

function push(builder: SemanticTokensBuilder, document: TextDocument, { type, start, end, modifiers }: Token): void {
  const { line, character } = document.positionAt(start);
  const bits = modifiers.reduce((sum, modifier) => sum | (1 << tokenModifiers.indexOf(modifier)), 0);
  builder.push(line, character, end - start, tokenTypes.indexOf(type), bits);
}

/** The smallest span, in the next one, and so on. */
function toSelectionRange(document: TextDocument, spans: readonly Span[]): SelectionRange | undefined {
  return spans.reduceRight<SelectionRange | undefined>(
    (parent, span) => ({ range: rangeOf(document, span), ...(parent && { parent }) }),
    undefined,
  );
}
