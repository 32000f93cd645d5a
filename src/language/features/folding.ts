import { documentSymbols, type ScriptSymbol } from './documentSymbols.ts';
import type { ScriptView, Span } from './scriptView.ts';

/** What an editor may fold to its first line: the title page, a scene, a section, or a note or boneyard (`comment`). */
export interface Fold extends Span {
  readonly kind: 'region' | 'comment';
}

/** Everything that spans several lines; a line that opens two folds gives the outer one first. */
export function foldingRanges(view: ScriptView): readonly Fold[] {
  const folds: Fold[] = [];
  const add = (kind: Fold['kind'], { start, end }: Span) => {
    if (spansLines(view.text, start, end)) folds.push({ kind, start, end });
  };
  const addSymbols = (symbols: readonly ScriptSymbol[]) => {
    for (const symbol of symbols) {
      add('region', symbol);
      addSymbols(symbol.children);
    }
  };
  const [title] = view.screenplay.titlePage;
  if (title) add('region', { start: title.start, end: view.screenplay.titlePage.at(-1)?.end ?? title.end });
  addSymbols(documentSymbols(view));
  for (const enclosure of view.enclosures) if (enclosure.closed) add('comment', enclosure);
  return folds;
}

function spansLines(text: string, start: number, end: number): boolean {
  const feed = text.indexOf('\n', start);
  if (feed !== -1 && feed < end) return true;
  return text.slice(start, end).includes('\r');
}
