import assert from 'node:assert/strict';
import type { Element } from '../../src/language/document.ts';
import { parse } from '../../src/language/parse.ts';

/** `type: text` of each element; scene number, depth and dual are shown when there are any. */
export function read(text: string): readonly string[] {
  return parse(text).elements.map((element) => {
    const number = element.heading?.sceneNumber;
    const extra = `${number === undefined ? '' : ` #${number}`}${element.depth === undefined ? '' : ` ${element.depth}`}`;
    return `${element.type}${extra}${element.cue?.dual ? ' dual' : ''}: ${element.text}`;
  });
}

/** The single element of a text. */
export function only(text: string): Element {
  const { elements } = parse(text);
  assert.equal(elements.length, 1, `one element in ${JSON.stringify(text)}: ${JSON.stringify(read(text))}`);
  return elements[0]!;
}
