/** A screenplay's text with its elements and their ids, kept equal to a document edit by edit. Knows no VS Code. */
import { caretAt } from '../../language/carets.ts';
import type { TextChange } from '../../language/carryIds.ts';
import type { Screenplay, ScriptElement, TitlePageEntry } from '../../language/document.ts';
import { diffElements } from '../../language/edits.ts';
import { createLiveIds, type LiveIds } from '../../language/liveIds.ts';
import { changedRange } from '../../language/mergeText.ts';
import { parseLike, reparse } from '../../language/parse.ts';
import { type PlacedElement, placeElements } from '../../language/placedElements.ts';
import { type TextEdit, textEditFor } from '../../language/textEdit.ts';
import { textEditsFor } from '../../language/textEdits.ts';
import { titlePageEdit, titlePageText } from '../../language/titlePageText.ts';
import type { WordIndex } from '../../language/words/wordIndex.ts';
import type { DocumentEdit } from './documentEdit.ts';
import type { ScriptImage } from './scriptImage.ts';

/** A write of ours that the document is expected to report. */
interface ExpectedEdit {
  readonly edits: readonly TextEdit[];
  readonly intended: readonly ScriptElement[];
  /** The pages wrote what they say already; other hands changed the rows, and the pages are to be told. */
  readonly by: 'pages' | 'rows';
}

export class ScriptText {
  readonly #newId: () => string;
  #ids: LiveIds;
  #screenplay: Screenplay;
  #elements: readonly PlacedElement[];
  #expected: ExpectedEdit | undefined;

  /** Reads a text with the writer's words; every element gets a new id, until {@link adoptIds}. */
  constructor(text: string, newId: () => string, words?: WordIndex) {
    this.#newId = newId;
    this.#screenplay = parseLike({ words }, text);
    this.#elements = placeElements(this.#screenplay, this.#screenplay.elements.map(newId));
    this.#ids = this.#startIds();
  }

  get text(): string {
    return this.#screenplay.source;
  }

  get elements(): readonly PlacedElement[] {
    return this.#elements;
  }

  get titlePage(): readonly TitlePageEntry[] {
    return this.#screenplay.titlePage;
  }

  get image(): ScriptImage {
    return { titlePage: titlePageText(this.#screenplay), elements: this.#elements };
  }

  /** The words that the text is read with; missing when they are every language's. */
  get words(): WordIndex | undefined {
    return this.#screenplay.words;
  }

  /** Reads the same text with other words. What stays in its place keeps its id, whatever it is read as now. */
  readWith(words: WordIndex | undefined): DocumentEdit {
    const before = this.#elements;
    this.#screenplay = parseLike({ words }, this.text);
    this.#ids = createLiveIds(this.#newId);
    const ids = this.#ids.follow(before, [], { text: this.text, elements: this.#screenplay.elements });
    this.#elements = placeElements(this.#screenplay, ids);
    return { cause: 'external', assumed: before, elements: this.#elements, caret: undefined };
  }

  /** Takes ids that the library knows; `undefined` keeps the one there is. Returns old → new of those that changed. */
  adoptIds(ids: readonly (string | undefined)[]): ReadonlyMap<string, string> {
    const changed = new Map<string, string>();
    this.#elements = this.#elements.map((element, index) => {
      const id = ids[index];
      if (id === undefined || id === element.id) return element;
      changed.set(element.id, id);
      return { ...element, id };
    });
    if (changed.size > 0) this.#ids = this.#startIds();
    return changed;
  }

  /** The smallest edit that makes the text say `target`; missing when the text need not change for it. */
  planWrite(target: readonly ScriptElement[]): TextEdit | undefined {
    const splice = diffElements(this.#elements, target);
    return splice && textEditFor({ ...this.#screenplay, elements: this.#elements }, splice);
  }

  /** The small edits, in order of the text, that make the text say `target`. */
  planEdits(target: ScriptImage): readonly TextEdit[] {
    const script = { ...this.#screenplay, elements: this.#elements };
    const title = titlePageEdit(script, target.titlePage);
    const edits = textEditsFor(script, target.elements);
    const [first, ...others] = edits;
    if (!title) return edits;
    if (first?.start !== title.end) return [title, ...edits];
    return [{ start: title.start, end: first.end, text: title.text + first.text }, ...others];
  }

  /** Announces a write, so that its report is known as ours by what it says. The result tells whether it came, and ends the waiting. */
  expect(
    edits: readonly TextEdit[],
    intended: readonly ScriptElement[],
    by: ExpectedEdit['by'] = 'pages',
  ): () => boolean {
    const expected = { edits, intended, by };
    this.#expected = expected;
    return () => {
      const hasCome = this.#expected !== expected;
      if (!hasCome) this.#expected = undefined;
      return hasCome;
    };
  }

  /**
   * Follows the document to `text`. `changes` count in the text before; without them they are found by comparing.
   * A single change that equals the expected write is that write, whatever else is said about it.
   */
  follow(
    text: string,
    cause: 'undo' | 'redo' | 'external',
    changes: readonly TextChange[] = [changeBetween(this.text, text)],
  ): DocumentEdit {
    const expected = this.#takeExpected(changes);
    const own = expected?.by === 'pages' ? expected.intended : undefined;
    const before = this.#elements;
    const last = changes.at(-1);
    const removed = last ? this.text.slice(last.offset, last.offset + last.deleted) : '';
    this.#screenplay = reparse(this.#screenplay, text);
    const now = { text, elements: this.#screenplay.elements };
    const ids = expected ? this.#ids.fulfil(before, expected.intended, now) : this.#ids.follow(before, changes, now);
    this.#elements = placeElements(this.#screenplay, ids);
    return {
      cause: own ? 'own' : cause,
      assumed: own ?? before,
      elements: this.#elements,
      caret: last && caretAt(text, this.#elements, endOfChange(text, last, removed)),
    };
  }

  /** The text cannot say `target` otherwise than it stands; ids are taken from it, and what differs is reported as read. */
  restate(target: readonly ScriptElement[]): DocumentEdit {
    const now = { text: this.text, elements: this.#screenplay.elements };
    this.#elements = placeElements(this.#screenplay, this.#ids.fulfil(this.#elements, target, now));
    return { cause: 'own', assumed: target, elements: this.#elements, caret: undefined };
  }

  #startIds(): LiveIds {
    const ids = createLiveIds(this.#newId);
    ids.adopt(
      this.text,
      this.#elements.map((element) => element.id),
    );
    return ids;
  }

  #takeExpected(changes: readonly TextChange[]): ExpectedEdit | undefined {
    const expected = this.#expected;
    if (!expected || changes.length !== expected.edits.length) return undefined;
    const inOrder = changes.toSorted((a, b) => a.offset - b.offset);
    if (!expected.edits.every((edit, index) => isChange(inOrder[index], edit))) return undefined;
    this.#expected = undefined;
    return expected;
  }
}

function isChange(change: TextChange | undefined, { start, end, text }: TextEdit): boolean {
  return change?.offset === start && change.deleted === end - start && change.inserted.replace(/\r\n?/g, '\n') === text;
}

function changeBetween(before: string, after: string): TextChange {
  const { start, aEnd, bEnd } = changedRange(before, after);
  return { offset: start, deleted: aEnd - start, inserted: after.slice(start, bEnd) };
}

/** Where the words of a change end: line ends belong to the element above, also when trimming put them below. */
function endOfChange(text: string, { offset, inserted }: TextChange, removed: string): number {
  const words = inserted.replace(/[\r\n]+$/, '');
  if (words !== '') return offset + words.length;
  if (!/[\r\n]/.test(inserted + removed)) return offset;
  let end = offset;
  while (end > 0 && /[\r\n]/.test(text[end - 1] ?? '')) end--;
  return end;
}
