/** The words of scripts as the replicator asks for them. What rows mean as elements, and how a file is made to say them, others know. */
import type { ScriptElement } from '../../language/document.ts';
import type { Change } from '../library/library.ts';
import type { SceneContentRow, SceneRow } from '../library/rows.ts';

/** The rows of one script's words, in any order. */
export interface WordRows {
  readonly scenes: readonly SceneRow[];
  readonly content: readonly SceneContentRow[];
}

export interface SharedWords {
  /** The elements that the rows stand for, in order. */
  elementsOf(scriptId: string, rows: WordRows): readonly ScriptElement[];
  /** The changes that make `rows` say `elements`: of scenes and content alone. None when they say so already. */
  plan(scriptId: string, rows: WordRows, elements: readonly ScriptElement[]): readonly Change[];
  /**
   * Lets someone else's changes into the rows of scripts, and makes their texts say them: what was typed reaches the rows first, then
   * `commit` is called at once and writes rows and `also` in one transaction, then the texts follow, now or as soon as they can. What
   * `commit` throws is thrown on.
   */
  applyRows(scriptIds: readonly string[], commit: (also: readonly Change[]) => void): Promise<void>;
}
