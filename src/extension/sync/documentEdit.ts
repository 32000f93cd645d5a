import type { ElementCaret } from '../../language/carets.ts';
import type { ScriptElement } from '../../language/document.ts';

/** What became of a wish to change a document: `same` when it says so already, `refused` when VS Code would not, for now. */
export type WriteResult = 'written' | 'same' | 'refused';

/** A document's elements changed. */
export interface DocumentEdit {
  /** Who changed it: we ourselves by a write, the writer's undo or redo, or anything else. */
  readonly cause: 'own' | 'undo' | 'redo' | 'external';
  /** What the document was taken to say: of an own write what it was meant to say, else what it said before. */
  readonly assumed: readonly ScriptElement[];
  /** What it says. */
  readonly elements: readonly ScriptElement[];
  /** Where the change ended. */
  readonly caret: ElementCaret | undefined;
}
