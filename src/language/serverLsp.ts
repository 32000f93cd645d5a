/** The service's answers in LSP's shapes. */
import {
  type CodeAction,
  CodeActionKind,
  type CompletionItem,
  CompletionItemKind,
  type Diagnostic,
  DiagnosticSeverity,
  type DocumentSymbol,
  type FoldingRange,
  FoldingRangeKind,
  type Range,
  SymbolKind,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from './diagnostics/finding.ts';
import type { Suggestion } from './features/completion.ts';
import type { ScriptSymbol } from './features/documentSymbols.ts';
import type { Fold } from './features/folding.ts';
import { clock, fill } from './features/hoverText.ts';
import type { Span } from './features/scriptView.ts';
import type { ServerTexts } from './requests.ts';
import type { FindingFix } from './service.ts';

/** A span of a document by line and character. */
export function rangeOf(document: TextDocument, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

/** VS Code refuses a symbol without a name. The icon of a structure is a box above two boxes: a section above its scenes. */
export function toDocumentSymbol(document: TextDocument, symbol: ScriptSymbol, texts: ServerTexts): DocumentSymbol {
  const isScene = symbol.kind === 'scene';
  const range = rangeOf(document, symbol);
  return {
    name: symbol.name.trim() || (isScene ? texts.untitledScene : texts.untitledSection),
    detail: clock(symbol.seconds),
    kind: isScene ? SymbolKind.Event : SymbolKind.Struct,
    range,
    selectionRange: { start: range.start, end: document.positionAt(symbol.nameSpan.end) },
    ...(symbol.children.length > 0 && {
      children: symbol.children.map((child) => toDocumentSymbol(document, child, texts)),
    }),
  };
}

/** A fold from its first line to its last. */
export function toFoldingRange(document: TextDocument, { kind, start, end }: Fold): FoldingRange {
  return {
    startLine: document.positionAt(start).line,
    endLine: document.positionAt(end).line,
    kind: kind === 'comment' ? FoldingRangeKind.Comment : FoldingRangeKind.Region,
  };
}

const completionKinds: Readonly<Record<Suggestion['kind'], CompletionItemKind>> = {
  character: CompletionItemKind.Value,
  extension: CompletionItemKind.EnumMember,
  headingPrefix: CompletionItemKind.Keyword,
  location: CompletionItemKind.Folder,
  timeOfDay: CompletionItemKind.Constant,
  titleKey: CompletionItemKind.Property,
  transition: CompletionItemKind.Event,
};

/** `index` keeps the order of likelihood, which the client would otherwise sort by name. */
export function toCompletionItem(
  document: TextDocument,
  { kind, text, replace }: Suggestion,
  index: number,
): CompletionItem {
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

/** A finding with its sentence in the writer's language. */
export function toDiagnostic(document: TextDocument, finding: Finding, texts: ServerTexts): Diagnostic {
  const { code, severity } = finding;
  return {
    code,
    source: 'screenplay',
    message: fill(texts.findings[code], ...(finding.values ?? [])),
    severity: severity === 'warning' ? DiagnosticSeverity.Warning : DiagnosticSeverity.Information,
    range: rangeOf(document, finding),
  };
}

/** A quick fix as an edit of the document, with the diagnostic that it puts right. */
export function toCodeAction(document: TextDocument, { finding, fix }: FindingFix, texts: ServerTexts): CodeAction {
  const edits = fix.edits.map((edit) => ({ range: rangeOf(document, edit), newText: edit.text }));
  return {
    title: fill(texts.fixes[fix.kind], ...(fix.values ?? [])),
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(document, finding, texts)],
    isPreferred: fix.isPreferred,
    edit: { changes: { [document.uri]: edits } },
  };
}
