/** Answers about who and where: hover, references, definition, highlights and rename. */
import {
  LSPErrorCodes,
  type TextEdit as LspTextEdit,
  MarkupKind,
  type Position,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { fill, hoverText } from './features/hoverText.ts';
import type { Renaming } from './features/rename.ts';
import { answer, type Server } from './serverFeatures.ts';
import { rangeOf } from './serverLsp.ts';

/** Where a client asks: its document and place. */
interface Place {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
}

/** Registers the handlers that ask what is named at a place. */
export function answerNames(server: Server): void {
  const { connection, service } = server;
  connection.onHover(async ({ textDocument: { uri }, position }) => {
    const [hover] = await answer(server, uri, ({ document, script, settings, texts }) => {
      const facts = service.facts(script, document.offsetAt(position), settings.paper);
      const value = facts && hoverText(facts, texts.features);
      return facts && value
        ? [{ contents: { kind: MarkupKind.Markdown, value }, range: rangeOf(document, facts.span) }]
        : [];
    });
    return hover;
  });
  connection.onDocumentHighlight(({ textDocument: { uri }, position }) =>
    answer(server, uri, ({ document, script }) =>
      service
        .documentHighlights(script, document.offsetAt(position))
        .map((span) => ({ range: rangeOf(document, span) })),
    ),
  );
  connection.onReferences(({ textDocument: { uri }, position, context }) =>
    answer(server, uri, ({ document, script, settings }) => {
      const found = service.references(script, document.offsetAt(position), settings);
      return found.slice(context.includeDeclaration ? 0 : 1).map((span) => ({ uri, range: rangeOf(document, span) }));
    }),
  );
  connection.onDefinition(({ textDocument: { uri }, position }) =>
    answer(server, uri, ({ document, script }) => {
      const found = service.definition(script, document.offsetAt(position));
      if (!found) return [];
      return [
        {
          originSelectionRange: rangeOf(document, found.origin),
          targetUri: uri,
          targetRange: rangeOf(document, found.targetElement),
          targetSelectionRange: rangeOf(document, found.target),
        },
      ];
    }),
  );
  connection.onPrepareRename((asked) => prepareRename(server, asked));
  connection.onRenameRequest((asked) => renamed(server, asked, asked.newName));
}

/** A refusal that VS Code shows beside the name. */
function refusal(message: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, message);
}

async function prepareRename(server: Server, { textDocument: { uri }, position }: Place) {
  const [target] = await answer(server, uri, ({ document, script, settings }) => {
    const found = server.service.renameTarget(script, document.offsetAt(position), settings);
    return found ? [{ range: rangeOf(document, found.span), placeholder: found.words }] : [];
  });
  return target ?? refusal(server.texts?.features.renameNothing ?? '');
}

async function renamed(server: Server, { textDocument: { uri }, position }: Place, newName: string) {
  const [edit] = await answer(
    server,
    uri,
    ({ document, script, settings, texts }): (WorkspaceEdit | ResponseError)[] => {
      const { features } = texts;
      const renaming = server.service.rename(script, document.offsetAt(position), newName, settings);
      if (!renaming) return [refusal(features.renameNothing)];
      if ('problem' in renaming) {
        return [refusal(renaming.problem === 'empty' ? features.renameEmpty : features.renameUnreadable)];
      }
      return [toWorkspaceEdit(document, renaming, fill(features.renameTaken, newName.trim()))];
    },
  );
  return edit ?? null;
}

/** With a version, so that what was typed meanwhile is not overwritten. */
function toWorkspaceEdit(
  document: TextDocument,
  { edits, isTaken }: Extract<Renaming, { edits: unknown }>,
  warning: string,
): WorkspaceEdit {
  const { uri, version } = document;
  const changes: LspTextEdit[] = edits.map((edit) => ({
    range: rangeOf(document, edit),
    newText: edit.text,
    ...(isTaken && { annotationId: 'taken' }),
  }));
  return {
    documentChanges: [{ textDocument: { uri, version }, edits: changes }],
    ...(isTaken && { changeAnnotations: { taken: { label: warning, needsConfirmation: true } } }),
  };
}
