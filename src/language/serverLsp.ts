/** The service's answers in LSP's shapes. */
import {
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
import type { Finding, FindingCode } from './diagnostics/finding.ts';
import type { Suggestion } from './features/completion.ts';
import type { ScriptSymbol } from './features/documentSymbols.ts';
import type { Fold } from './features/folding.ts';
import type { Span } from './features/scriptView.ts';
import type { ServerTexts } from './requests.ts';

/** A span of a document by line and character. */
export function rangeOf(document: TextDocument, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

/** `m:ss`, as running times are written. */
function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** VS Code refuses a symbol without a name. */
export function toDocumentSymbol(document: TextDocument, symbol: ScriptSymbol, texts: ServerTexts): DocumentSymbol {
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
  location: CompletionItemKind.Module,
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

const messages: Readonly<Record<FindingCode, keyof ServerTexts>> = {
  'heading-needs-blank-line': 'headingNeedsBlankLine',
  'heading-needs-blank-line-after': 'headingNeedsBlankLineAfter',
  'unclosed-note': 'unclosedNote',
  'unclosed-boneyard': 'unclosedBoneyard',
};

/** A finding with its sentence in the writer's language. */
export function toDiagnostic(document: TextDocument, finding: Finding, texts: ServerTexts): Diagnostic {
  const { code, severity } = finding;
  return {
    code,
    source: 'screenplay',
    message: texts[messages[code]],
    severity: severity === 'warning' ? DiagnosticSeverity.Warning : DiagnosticSeverity.Information,
    range: rangeOf(document, finding),
  };
}
