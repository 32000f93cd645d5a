import assert from 'node:assert/strict';
import type { Element, Screenplay } from '../../src/language/document.ts';
import { parse, reparse } from '../../src/language/parse.ts';
import { syntheticScript } from '../fixtures/syntheticScript.ts';
import { findDifference } from './sameScreenplay.ts';

/** What stands before, `|` where the text of the edit goes in, `{}` around what it deletes. */
function edited(marked: string, inserted: string): { readonly before: string; readonly after: string } {
  const at = marked.search(/[|{]/);
  const open = marked[at] === '{';
  const close = open ? marked.indexOf('}', at) : at;
  const deleted = open ? marked.slice(at + 1, close) : '';
  return {
    before: marked.slice(0, at) + deleted + marked.slice(close + 1),
    after: marked.slice(0, at) + inserted + marked.slice(close + 1),
  };
}

function assertSame(found: Screenplay, text: string): void {
  assert.equal(findDifference(found, parse(text)), undefined);
}

const long = 'Han går.\n\n'.repeat(200);

describe('reading again after an edit', () => {
  const table: readonly (readonly [string, string, string])[] = [
    ['a letter in action', 'INT. KÖK - DAG\n\nHan |går.\n\nTOMMY\nHej.\n', 'n'],
    ['the first letter', '|an går.', 'H'],
    ['a cue that gets its dialogue', 'Han går.\n\nTOMMY\n|\n\nHan går.', 'Hej.'],
    ['a cue that loses its dialogue', 'Han går.\n\nTOMMY\n{Hej.}\n\nHan går.', ''],
    ['a blank line between cue and dialogue', 'TOMMY\n|Hej.\n(tyst)\nDu.\n\nÅSA\nJa.', '\n'],
    ['a blank line that goes', 'TOMMY\nHej.\n{\n}ÅSA\nJa.\n\nHan går.', ''],
    ['a line of two spaces that keeps dialogue open', 'TOMMY\nHej.\n|\nDu.\n\nÅSA\nJa.', '  '],
    ['a line of two spaces that loses one', 'TOMMY\nHej.\n { }\nDu.\n\nÅSA\nJa.', ''],
    ['a boneyard that opens far above its end', `A\n\n|\n\n${long}*/\n\nB`, '/*'],
    ['a boneyard that opens and is never closed', `A\n\n|\n\n${long}B`, '/*'],
    ['a boneyard that loses its beginning', `A\n\n{/*}\n\n${long}*/\n\nB`, ''],
    ['a boneyard that closes far below its beginning', `A\n\n/*\n\n${long}|\n\nB`, '*/'],
    ['a boneyard that loses its end', `A\n\n/*\n\n${long}{*/}\n\nB\n\n*/ C`, ''],
    ['a boneyard whose closing mark is completed', `A /*\n\n${long}*|\n\nB`, '/'],
    ['a boneyard whose closing mark is split', `A /*\n\n${long}*|/\n\nB`, ' '],
    ['a slash that makes an opening mark no closing one', `A {}/*/\n\n${long}*/ B`, '*'],
    ['marks that a deletion joins', `A /*\n\n${long}*{ x }/\n\nB`, ''],
    ['a boneyard that closes behind a note that hid its beginning', `[[ /* ]]\n\n${long}| B`, '*/'],
    ['a boneyard that closes behind one that is closed', `/* a */ /*\n\n${long}| B`, '*/'],
    ['a note that closes', '[[ a\nb\n|\n\nINT. KÖK - DAG', ']]'],
    ['a note that a blank line cuts', '[[ a\n|b ]]\n\nINT. KÖK - DAG', '\n'],
    ['a note that two spaces keep whole', '[[ a\n|\nb ]]\n\nINT. KÖK - DAG', '  '],
    ['a note that opens in dialogue', 'TOMMY\nHej |du\noch\nhej ]] där\n\nÅSA\nJa.', '[['],
    ['a title page that begins', '|\nAuthor: B\n\nHan går.', 'Title: A'],
    ['a title page that ends', '{Title}: A\nX\n\nHan går.', ''],
    ['a title page that a blank line shortens', 'Title: A\n|Author: B\nContact: C\n\nHan går.', '\n'],
    ['a title page that grows over a section', 'Title: A\n{# }B: C\n\nHan går.', ''],
    ['a byte order mark', '|INT. KÖK\n\nHan går.', '\ufeff'],
    ['a carriage return before a line feed', 'Han går.\n|\nÅSA\nHej.', '\r'],
    ['a line feed after a carriage return', 'A\r\r|ÅSA\rHej.\r\rB', '\n'],
    ['a carriage return that goes', 'A\r\n{\r}\nÅSA\r\nHej.', ''],
    ['a transition that is no longer free', 'A\n\nCUT TO:\n|\nB', 'x'],
    ['everything', '{Han går.}', 'INT. KÖK'],
    ['the last letter', 'Han går{.}', ''],
    ['all of it', '{Han går.\n\nTOMMY\nHej.}', ''],
  ];
  for (const [name, marked, inserted] of table) {
    it(`gives what a full parse gives: ${name}`, () => {
      const { before, after } = edited(marked, inserted);
      for (const [from, to] of [
        [before, after],
        [after, before],
      ] as const) {
        assertSame(reparse(parse(from), to), to);
        const crlf = to.replaceAll('\n', '\r\n');
        assertSame(reparse(parse(from.replaceAll('\n', '\r\n')), crlf), crlf);
      }
    });
  }

  it('gives the very screenplay when nothing has changed', () => {
    const screenplay = parse('Han går.');
    assert.equal(reparse(screenplay, 'Han går.'), screenplay);
  });

  it('reads only the paragraphs around the edit', () => {
    const before = parse(syntheticScript(60_000));
    const at = before.source.indexOf('\n\n', 30_000) - 1;
    const after = reparse(before, `${before.source.slice(0, at)}x${before.source.slice(at)}`);
    const isKept = (element: Element, index: number) => element === before.elements[index];
    const head = after.elements.findIndex((element, index) => !isKept(element, index));
    assert.ok((before.elements[head]?.end ?? 0) > at - 1000);
    const headings = after.elements.flatMap(({ heading }) => heading ?? []);
    const olds = new Set(before.elements.flatMap(({ heading }) => heading ?? []));
    assert.ok(headings.filter((heading) => !olds.has(heading)).length <= 1);
  });
});
