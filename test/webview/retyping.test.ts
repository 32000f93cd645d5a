import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ElementType } from '../../src/language/document.ts';
import { createWordIndex } from '../../src/language/words/wordIndex.ts';
import { retypeAsHeading, retypeAsTransition } from '../../src/webview/editor/headingTyping.ts';
import { findRetyping, type Retyping } from '../../src/webview/editor/retyping.ts';

/** Types the last letter before the `|`. */
function type(
  element: ElementType,
  marked: string,
  more: { dual?: boolean; depth?: number } = {},
): Retyping | undefined {
  const offset = marked.indexOf('|') - 1;
  const typed = marked.charAt(offset);
  const text = marked.slice(0, offset) + marked.slice(offset + 2);
  return findRetyping(
    { type: element, text, offset, typed, dual: more.dual ?? false, depth: more.depth ?? 1 },
    { retypeAsHeading, retypeAsTransition },
  );
}

describe('retyping', () => {
  const headings: readonly [marked: string, text: string, sceneNumber?: string][] = [
    ['INT. |', 'INT. '],
    ['int. |', 'int. '],
    ['EXT. |', 'EXT. '],
    ['INT./EXT. |', 'INT./EXT. '],
    ['27. INT. |', 'INT. ', '27'],
    ['201 EXT. |', 'EXT. ', '201'],
  ];
  for (const [marked, text, sceneNumber] of headings) {
    it(`makes a heading of ${marked.slice(0, -1)}`, () => {
      const expected: Retyping = { type: 'sceneHeading', text, offset: text.length };
      assert.deepEqual(type('action', marked), sceneNumber ? { ...expected, sceneNumber } : expected);
    });
  }

  it('knows the writer’s own words', () => {
    const words = createWordIndex({ extraWords: { interior: ['STUDIO'], transitions: ['SVART'] } });
    assert.equal(retypeAsHeading('STUDIO. ', '', words)?.type, 'sceneHeading');
    assert.equal(retypeAsHeading('STUDIO. ', ''), undefined);
    assert.equal(retypeAsHeading('studio. ', '', words), undefined);
    assert.equal(retypeAsTransition('svart:', words)?.text, 'SVART:');
  });

  it('keeps what stands after the prefix', () => {
    assert.deepEqual(type('action', 'INT. |huset'), { type: 'sceneHeading', text: 'INT. huset', offset: 5 });
  });

  for (const marked of ['Interior |', 'ESTELLA |', 'Inre |', 'Int |', 'He said INT. |', '... |', ' |']) {
    it(`leaves ${JSON.stringify(marked.slice(0, -1))} action`, () => assert.equal(type('action', marked), undefined));
  }

  const marks: readonly [marked: string, expected: Retyping][] = [
    ['@|', { type: 'character', text: '', offset: 0 }],
    ['>|', { type: 'transition', text: '', offset: 0 }],
    ['~|', { type: 'lyrics', text: '', offset: 0 }],
    ['# |', { type: 'section', text: '', offset: 0, depth: 1 }],
    ['### |', { type: 'section', text: '', offset: 0, depth: 3 }],
    ['= |', { type: 'synopsis', text: '', offset: 0 }],
    ['[[|', { type: 'note', text: '', offset: 0 }],
    ['===|', { type: 'pageBreak', text: '===', offset: 3 }],
    ['.f|', { type: 'sceneHeading', text: 'f', offset: 1 }],
    ['@|Tove', { type: 'character', text: 'Tove', offset: 0 }],
  ];
  for (const [marked, expected] of marks) {
    it(`reads the mark ${marked.replace('|', '')}`, () => assert.deepEqual(type('action', marked), expected));
  }

  it('reads marks in an empty heading, as after a transition', () => {
    assert.equal(type('sceneHeading', '@|')?.type, 'character');
    assert.equal(type('sceneHeading', 'HUS @|'), undefined);
  });

  it('makes a transition of capitals that end so', () => {
    assert.equal(type('action', 'CUT TO:|')?.type, 'transition');
    assert.equal(type('action', 'Han säger till:|'), undefined);
    assert.equal(type('action', 'Om: Klipp till:|'), undefined);
  });

  it('makes a transition of a whole one in small letters', () => {
    assert.deepEqual(type('action', 'klipp till:|'), { type: 'transition', text: 'KLIPP TILL:', offset: 11 });
    assert.equal(type('action', 'Cut to:|')?.text, 'CUT TO:');
  });

  it('centers a transition closed with <', () => {
    assert.deepEqual(type('transition', 'SLUT <|'), { type: 'centered', text: 'SLUT', offset: 4 });
  });

  it('opens a parenthetical in an empty dialogue only', () => {
    assert.deepEqual(type('dialogue', '(|'), { type: 'parenthetical', text: '()', offset: 1 });
    assert.equal(type('dialogue', 'Nej (|'), undefined);
  });

  it('sets and takes off dual dialogue with ^', () => {
    assert.deepEqual(type('character', 'ÅKE ^|'), { type: 'character', text: 'ÅKE', offset: 3, dual: true });
    assert.equal(type('character', 'ÅKE^|', { dual: true })?.dual, false);
  });

  it('deepens a section with #', () => {
    assert.deepEqual(type('section', '#|Akt', { depth: 1 }), { type: 'section', text: 'Akt', offset: 0, depth: 2 });
  });
});
