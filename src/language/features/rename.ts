import type { Cue, Element } from '../document.ts';
import { isAllCapitals } from '../letterCase.ts';
import type { TextEdit } from '../textEdit.ts';
import { cueParts } from './cueParts.ts';
import { sameName } from './headingParts.ts';
import { titleCase } from './mentions.ts';
import type { ScriptView, Span } from './scriptView.ts';
import {
  castNames,
  findNameAt,
  findNamePlaces,
  type NameOptions,
  type NamePlace,
  type StoryName,
} from './storyNames.ts';
import { visibleText } from './visibleText.ts';

/** A name that can be changed. */
export interface RenameTarget {
  readonly named: StoryName;
  readonly span: Span;
  /** As it is written there, without notes. */
  readonly words: string;
}

/** What a new name does to a script. */
export type Renaming =
  | {
      readonly edits: readonly TextEdit[];
      /** Someone who speaks already has the new name, or a place there: the two become one. */
      readonly isTaken: boolean;
    }
  /** `empty`: the new name has no words. `unreadable`: with it the text would not read as it was meant. */
  | { readonly problem: 'empty' | 'unreadable' };

/** The name at an offset, to be changed; undefined where none stands. */
export function findRenameTarget(view: ScriptView, offset: number, options: NameOptions): RenameTarget | undefined {
  const found = findNameAt(view, offset, options);
  if (!found) return undefined;
  const words = visibleText(view, found.span).text.replace(/\s+/g, ' ').trim();
  return { named: found.named, span: found.span, words };
}

/**
 * Changes a name wherever it stands. Cues and headings keep capitals, extensions, numbers and marks; a forced cue and prose get the
 * name as it is typed, or with capitals first where the old one stood so. Nothing is changed when the text would not read back with
 * the same elements and the new name in them.
 */
export function rename(view: ScriptView, { named }: RenameTarget, newName: string, options: NameOptions): Renaming {
  const words = newName.normalize('NFC').trim().replace(/\s+/g, ' ');
  if (words === '') return { problem: 'empty' };
  // An opening bracket may be closed by what is written later.
  if (/\[\[|\]\]|\/\*|\*\//.test(words)) return { problem: 'unreadable' };
  const places = findNamePlaces(view, named, options);
  const edits = places.map((place) => editAt(view, place, words)).filter((edit) => isChange(view, edit));
  const isTaken = isOther(named, words) && isKnown(view, named, words);
  return readsBack(view, edits, places, words) ? { edits, isTaken } : { problem: 'unreadable' };
}

function editAt(view: ScriptView, place: NamePlace, words: string): TextEdit {
  const { span } = place;
  const { text, hidden } = visibleText(view, span);
  const notes = hidden.map(({ start, end }) => view.text.slice(start, end));
  return { ...span, text: [newWords(view, place, text, words), ...notes].join(' ') };
}

function newWords(view: ScriptView, place: NamePlace, old: string, words: string): string {
  const capitals = words.toUpperCase();
  const element = view.screenplay.elements[place.elementIndex];
  switch (place.in) {
    case 'cue':
      if (element && cueParts(view, element).isForced) return isAllCapitals(old) ? capitals : words;
      return isAllCapitals(capitals) ? capitals : `@${words}`;
    case 'heading':
      return isAllCapitals(old) ? capitals : words;
    case 'action':
      if (isAllCapitals(old)) return capitals;
      return words === capitals || words === words.toLowerCase() ? titleCase(words) : words;
  }
}

function isChange({ text }: ScriptView, edit: TextEdit): boolean {
  return text.slice(edit.start, edit.end) !== edit.text;
}

function isOther(named: StoryName, words: string): boolean {
  const old = named.kind === 'character' ? named.name : named.path.at(-1);
  return old !== sameName(words);
}

function isKnown(view: ScriptView, named: StoryName, words: string): boolean {
  const name = sameName(words);
  if (named.kind === 'character') return castNames(view).has(name);
  const path = [...named.path.slice(0, -1), name];
  return findNamePlaces(view, { kind: 'place', path }, { mentionsInAction: false }).length > 0;
}

/** The text with some edits made; they are in its order and do not overlap. */
export function withEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** Whether each element stays what it is, and each cue and heading that is renamed has the new name and all else it had. */
function readsBack(view: ScriptView, edits: readonly TextEdit[], places: readonly NamePlace[], words: string): boolean {
  const before = view.screenplay.elements;
  const after = view.read(withEdits(view.text, edits)).elements;
  if (after.length !== before.length || after.some(({ type }, index) => type !== before[index]?.type)) return false;
  const name = sameName(words);
  return places.every((place) => isRenamed(before[place.elementIndex], after[place.elementIndex], place, name));
}

function isRenamed(before: Element | undefined, after: Element | undefined, place: NamePlace, name: string): boolean {
  switch (place.in) {
    case 'cue':
      return after?.cue !== undefined && sameName(after.cue.name) === name && sameRest(before?.cue, after.cue);
    case 'heading':
      return (
        after?.heading !== undefined &&
        sameName(after.heading.location).includes(name) &&
        before?.heading?.timeOfDay === after.heading.timeOfDay &&
        before?.heading?.sceneNumber === after.heading.sceneNumber
      );
    case 'action':
      return true;
  }
}

function sameRest(before: Cue | undefined, { extensions, dual }: Cue): boolean {
  return before?.dual === dual && before.extensions.join('\n') === extensions.join('\n');
}
