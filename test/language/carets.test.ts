import assert from 'node:assert/strict';
import { caretAt, sourceOffsetOf } from '../../src/language/carets.ts';
import { parse } from '../../src/language/parse.ts';
import { placeElements } from '../../src/language/placedElements.ts';

/** A script whose ids are a, b, c …; `|` is the caret. */
function open(marked: string) {
  const offset = marked.indexOf('|');
  const source = marked.replace('|', '');
  const screenplay = parse(source);
  const elements = placeElements(
    screenplay,
    screenplay.elements.map((_, index) => String.fromCharCode(97 + index)),
  );
  return { source, elements, offset };
}

describe('a caret', () => {
  const cases: [string, string, [string, number]][] = [
    ['in words', 'En k|att.\n\nTvå.', ['a', 4]],
    ['behind a forcing mark', '!|HEJ\n', ['a', 0]],
    ['in a forced word', '.HU|S\n', ['a', 2]],
    ['before the number of a heading', 'INT. HUS| #12#\n', ['a', 8]],
    ['in the words of a number-first heading', '27. INT. |HUS - DAG\n', ['a', 5]],
    ['at the end of one element', 'En.|\n\nTvå.', ['a', 3]],
    ['on the blank line between two', 'En.\n|\nTvå.', ['b', 0]],
    ['in a second line', 'TOVE\nEn\nTv|å\n', ['b', 5]],
    ['in a second line of a Windows file', 'TOVE\r\nEn\r\nTv|å\r\n', ['b', 5]],
    ['in an indented line of dialogue', 'TOVE\n    He|j\n', ['b', 2]],
    ['in an empty line of dialogue', 'TOVE\n  |\n', ['b', 0]],
    ['behind the last element', 'En.\n\n\n|', ['a', 3]],
  ];
  for (const [name, marked, [elementId, offset]] of cases) {
    it(`${name} is known by its element and the offset in its text`, () => {
      const { source, elements, offset: at } = open(marked);
      assert.deepEqual(caretAt(source, elements, at), { elementId, offset });
    });
  }

  it('has no element in an empty text', () => {
    assert.equal(caretAt('\n', [], 1), undefined);
  });

  it('comes back to its place in the source', () => {
    for (const marked of ['En k|att.', '!H|EJ', 'TOVE\r\nEn\r\nTv|å\r\n', '27. INT. |HUS', 'TOVE\n    He|j']) {
      const { source, elements, offset } = open(marked);
      const caret = caretAt(source, elements, offset);
      const element = elements.find(({ id }) => id === caret?.elementId);
      assert.ok(caret && element);
      assert.equal(sourceOffsetOf(source, element, caret.offset), offset, marked);
    }
  });
});
