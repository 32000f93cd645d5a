import * as vscode from 'vscode';
import { sourceOffsetOf } from '../../language/carets.ts';
import { type Disposable, Disposables } from '../platform/disposables.ts';
import type { ScriptSession, Scripts } from '../sync/scripts.ts';
import type { OpenPages } from './openPages.ts';

/** What is heard now; `word` is a range of the element's text in UTF-16 units. */
export interface Speaking {
  readonly elementId: string;
  readonly word?: { readonly start: number; readonly end: number };
}

export interface SpeakingMarks extends Disposable {
  /** Shows what is heard in every page and text editor of its script; nothing without it. */
  show(speaking: Speaking | undefined): void;
}

/** Marks the line that is heard, and its word, in all editors alike. */
export function createSpeakingMarks(scripts: Scripts, pages: OpenPages): SpeakingMarks {
  const own = new Disposables();
  const line = own.add(
    vscode.window.createTextEditorDecorationType({
      backgroundColor: new vscode.ThemeColor('editor.rangeHighlightBackground'),
      border: '1px solid',
      borderColor: new vscode.ThemeColor('editor.rangeHighlightBorder'),
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    }),
  );
  const word = own.add(
    vscode.window.createTextEditorDecorationType({
      backgroundColor: new vscode.ThemeColor('editor.wordHighlightStrongBackground'),
      textDecoration: 'underline 2px',
    }),
  );
  let shownId: string | undefined;

  function showInText(session: ScriptSession | undefined, speaking: Speaking | undefined): void {
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document.languageId !== 'screenplay') continue;
      const ranges = session?.document === editor.document && speaking ? rangesOf(session, speaking) : undefined;
      editor.setDecorations(line, ranges ? [ranges.line] : []);
      editor.setDecorations(word, ranges?.word ? [ranges.word] : []);
      if (!ranges || speaking?.elementId === shownId) continue;
      editor.revealRange(ranges.line, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }
  }

  return {
    show(speaking) {
      const session = speaking && scripts.withElement(speaking.elementId);
      for (const { script, page } of pages.all) page.showSpeaking(script === session ? speaking : undefined);
      showInText(session, speaking);
      shownId = speaking?.elementId;
    },
    dispose: () => own.dispose(),
  };
}

function rangesOf(
  { document, elements }: ScriptSession,
  { elementId, word }: Speaking,
): { readonly line: vscode.Range; readonly word: vscode.Range | undefined } | undefined {
  const element = elements.find(({ id }) => id === elementId);
  if (!element) return undefined;
  const text = document.getText();
  const at = (offset: number) => document.positionAt(sourceOffsetOf(text, element, offset));
  return {
    line: new vscode.Range(document.positionAt(element.start), document.positionAt(element.end)),
    word: word && new vscode.Range(at(word.start), at(word.end)),
  };
}
