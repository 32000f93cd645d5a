/** Scripts whose file was moved, renamed or deleted without our being told. */
import type { ScriptElement } from '../../language/document.ts';
import type { Change, Library } from '../library/library.ts';
import { imageOfRows } from './scriptImage.ts';

/** What is known of a file that no script has yet. */
export interface FoundFile {
  readonly elements: readonly Pick<ScriptElement, 'type' | 'text'>[];
  /** Whether a file is there. */
  readonly exists: (uri: string) => boolean;
  /** Whether a script is being edited at this moment, so that no other file can be it. */
  readonly isInUse: (scriptId: string) => boolean;
}

/** So much of the longer of two texts must be said by both, and so many elements at least, to know a script again. */
const leastShared = 0.5;
const fewestShared = 3;

/**
 * The script that a file is, though it was never told to have moved there: none of its own files is there any more, and its words are,
 * for the greater part. The most alike wins. A copy beside its original is a script of its own.
 */
export function findLostScript(library: Library, file: FoundFile): string | undefined {
  const words = wordsIn(file.elements);
  if (words.length < fewestShared) return undefined;
  let best: { readonly id: string; readonly shared: number } | undefined;
  for (const { id } of library.projects().flatMap((project) => library.scripts(project.id))) {
    if (file.isInUse(id) || library.filesOfScript(id).some(file.exists)) continue;
    const known = wordsIn(imageOfRows(library, id).elements);
    const shared = sharedCount(known, words);
    const isSame = shared >= fewestShared && shared >= leastShared * Math.max(known.length, words.length);
    if (isSame && shared > (best?.shared ?? 0)) best = { id, shared };
  }
  return best?.id;
}

/** The file that a script has now, instead of those it had. */
export function refileScript(library: Library, scriptId: string, fileUri: string): readonly Change[] {
  return [
    ...library.filesOfScript(scriptId).map((uri): Change => ({ table: 'script_files', kind: 'delete', id: uri })),
    { table: 'script_files', kind: 'insert', row: { uri: fileUri, script_id: scriptId } },
  ];
}

/**
 * A file, or a folder of files, was deleted: its scripts have no file any more. Their rows, voices and casting stay, so that a file that
 * comes back is known by its words, and another one of the same name does not take their place.
 */
export function endScriptFiles(library: Library, deletedUri: string): void {
  const gone = library.scriptFiles().filter(({ uri }) => uri === deletedUri || uri.startsWith(`${deletedUri}/`));
  library.apply(gone.map(({ uri }): Change => ({ table: 'script_files', kind: 'delete', id: uri })));
}

/** The texts to compare; not of headings, which rows spell their own way. */
function wordsIn(elements: readonly Pick<ScriptElement, 'type' | 'text'>[]): readonly string[] {
  return elements
    .filter(({ type, text }) => type !== 'sceneHeading' && text !== '')
    .map(({ text }) => text.normalize('NFC'));
}

/** How many texts are on both sides, each counted as often as both have it. */
function sharedCount(a: readonly string[], b: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const text of a) counts.set(text, (counts.get(text) ?? 0) + 1);
  let shared = 0;
  for (const text of b) {
    const left = counts.get(text) ?? 0;
    if (left === 0) continue;
    counts.set(text, left - 1);
    shared++;
  }
  return shared;
}
