/** How an element's words are stored in `rewrite_scene_content`, and how the element is found again in them. */
import { hash } from 'node:crypto';
import type { ScriptElement } from '../../language/document.ts';
import { isAllCapitals } from '../../language/letterCase.ts';
import { parse } from '../../language/parse.ts';
import { contentOf } from '../../language/placedElements.ts';
import { printElement } from '../../language/print.ts';
import type { SceneContentRow } from '../library/rows.ts';

/** The columns that an element's own words fill. */
export type StoredText = Pick<SceneContentRow, 'type' | 'content'>;
/** An element without its id. */
export type ElementContent = Omit<ScriptElement, 'id'>;

/** Text as UTF-8 can hold it: half of a surrogate pair becomes U+FFFD, as the database would make it. */
export function wellFormed(text: string): string {
  return /\p{Surrogate}/u.test(text) ? text.replace(/\p{Surrogate}/gu, '\ufffd') : text;
}

/** SHA-256 (hex) of a content in NFC: equal for both ways to write Å. */
export function contentHash(content: string): string {
  return hash('sha256', content.normalize('NFC'), 'hex');
}

/**
 * The four types that the rows know are stored as they read; a cue of dual dialogue keeps its `^`. Every other type is an `action` with
 * its Fountain text, and so is an action that would read as something else without its `!`.
 */
export function storedText(element: ElementContent): StoredText & { readonly content: string } {
  const text = wellFormed(element.text);
  switch (element.type) {
    case 'character':
      return { type: 'character', content: element.dual ? `${text} ^` : text };
    case 'dialogue':
    case 'parenthetical':
      return { type: element.type, content: text };
    case 'action':
      return { type: 'action', content: readsAsItself(text) ? text : fountainText({ ...element, text }) };
    default:
      return { type: 'action', content: fountainText({ ...element, text }) };
  }
}

/**
 * True when a stored row says what {@link storedText} would store, found without reading Fountain. False may also mean "look closer":
 * text that starts with a mark, or is all capitals, may have been another type's Fountain text.
 */
export function isStoredAs(row: StoredText, element: ElementContent): boolean {
  if (row.type !== element.type || row.content !== (element.dual ? `${element.text} ^` : element.text)) return false;
  return element.type !== 'action' || !mayReadOtherwise(element.text);
}

/** The element that a stored row stands for. */
export function elementOfStored(row: StoredText): ElementContent {
  const content = row.content ?? '';
  switch (row.type) {
    case 'character':
      return content.endsWith(' ^')
        ? { type: 'character', text: content.slice(0, -2), dual: true }
        : { type: 'character', text: content };
    case 'dialogue':
    case 'parenthetical':
      return { type: row.type, text: content };
    case 'action':
      return elementOfFountain(content);
  }
}

/** The first blank line keeps `Key: value` from being a title page. */
function elementOfFountain(content: string): ElementContent {
  const elements = parse(`\n${content}`).elements;
  const [only] = elements;
  return only && elements.length === 1 ? contentOf(only) : { type: 'action', text: content };
}

function fountainText(element: ElementContent): string {
  return printElement(element, { previous: 'action', adjacent: false, followed: false });
}

function readsAsItself(text: string): boolean {
  const read = elementOfFountain(text);
  return read.type === 'action' && read.text === text;
}

/** Capitals may be a transition or a heading; a mark may be any type's own. */
function mayReadOtherwise(text: string): boolean {
  return /^\s*[.!@>~#=[/]/.test(text) || isAllCapitals(text);
}
