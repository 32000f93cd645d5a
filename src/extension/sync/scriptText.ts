/** A screenplay's text with its elements and their ids, kept equal to a document edit by edit. Knows no VS Code. */
import { caretAt } from '../../language/carets.ts';
import type { TextChange } from '../../language/carryIds.ts';
import type { Screenplay, ScriptElement, TitlePageEntry } from '../../language/document.ts';
import { diffElements } from '../../language/edits.ts';
import { createLiveIds, type LiveIds } from '../../language/liveIds.ts';
import { changedRange } from '../../language/mergeText.ts';
import { parse, reparse } from '../../language/parse.ts';
import { type PlacedElement, placeElements } from '../../language/placedElements.ts';
import { type TextEdit, textEditFor } from '../../language/textEdit.ts';
import type { DocumentEdit } from './documentEdit.ts';

/** A write of ours that the document is expected to report. */
interface ExpectedEdit {
  readonly edit: TextEdit;
  readonly intended: readonly ScriptElement[];
}

export class ScriptText {
  readonly #newId: () => string;
  #ids: LiveIds;
  #screenplay: Screenplay;
  #elements: readonly PlacedElement[];
  #expected: ExpectedEdit | undefined;

  /** Reads a text; every element gets a new id, until {@link adoptIds}. */
  constructor(text: string, newId: () => string) {
    this.#newId = newId;
    this.#screenplay = parse(text);
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

  /** Announces a write, so that its report is known as ours by what it says. The result tells whether it came, and ends the waiting. */
  expect(edit: TextEdit, intended: readonly ScriptElement[]): () => boolean {
    const expected = { edit, intended };
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
    const own = this.#takeExpected(changes);
    const before = this.#elements;
    const last = changes.at(-1);
    const removed = last ? this.text.slice(last.offset, last.offset + last.deleted) : '';
    this.#screenplay = reparse(this.#screenplay, text);
    const now = { text, elements: this.#screenplay.elements };
    const ids = own ? this.#ids.fulfil(before, own, now) : this.#ids.follow(before, changes, now);
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

  #takeExpected(changes: readonly TextChange[]): readonly ScriptElement[] | undefined {
    const [change] = changes;
    const expected = this.#expected;
    if (!expected || !change || changes.length !== 1) return undefined;
    const { start, end, text } = expected.edit;
    const isOurs =
      change.offset === start && change.deleted === end - start && change.inserted.replace(/\r\n?/g, '\n') === text;
    if (!isOurs) return undefined;
    this.#expected = undefined;
    return expected.intended;
  }
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
