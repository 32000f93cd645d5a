import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ElementType, ScriptElement } from '../../src/language/document.ts';
import { continuedCue, findDualCue } from '../../src/webview/editor/speechMarks.ts';

/** `c` cue, `d` dialogue, `a` action, `h` heading, `p` parenthetical; `^` marks a dual cue. */
function script(...lines: readonly string[]): ScriptElement[] {
  const types: Readonly<Record<string, ElementType>> = {
    c: 'character',
    d: 'dialogue',
    a: 'action',
    h: 'sceneHeading',
    p: 'parenthetical',
  };
  return lines.map((line, index): ScriptElement => {
    const dual = line.endsWith('^');
    const element = { id: `e${index}`, type: types[line[0] ?? ''] ?? 'action', text: line.slice(2).replace('^', '') };
    return dual ? { ...element, dual } : element;
  });
}

describe('a speaker who goes on', () => {
  const mark = '(FORTS.)';
  const cases: readonly [string, readonly string[], string | undefined][] = [
    ['after an interruption', ['c TOVE', 'd Nej.', 'a Regn.', 'c TOVE'], 'TOVE (FORTS.)'],
    ['after a speech of the same', ['c TOVE', 'd Nej.', 'c TOVE'], 'TOVE (FORTS.)'],
    ['with an extension', ['c TOVE', 'd Nej.', 'a Regn.', 'c TOVE (V.O.)'], 'TOVE (V.O.) (FORTS.)'],
    ['not when someone else has spoken', ['c TOVE', 'd Nej.', 'c ÅKE', 'd Jo.', 'c TOVE'], undefined],
    ['not in a new scene', ['c TOVE', 'd Nej.', 'h INT. HUS', 'c TOVE'], undefined],
    ['not twice', ['c TOVE', 'd Nej.', 'a Regn.', 'c TOVE (FORTS.)'], undefined],
    ['not beside another mark of the same', ['c TOVE', 'd Nej.', 'a Regn.', "c TOVE (CONT'D)"], undefined],
    ['not in a dual dialogue', ['c TOVE', 'd Nej.', 'c TOVE^'], undefined],
    ['not without a name', ['c TOVE', 'd Nej.', 'a Regn.', 'c '], undefined],
  ];
  for (const [name, lines, expected] of cases) {
    it(name, () => assert.equal(continuedCue(script(...lines), lines.length - 1, mark), expected));
  }
});

describe('dual dialogue by command', () => {
  const lines = ['c TOVE', 'p (tyst)', 'd Nej.', 'c ÅKE', 'd Jo.', 'a Regn.', 'c SIGRID', 'd Va?'];
  it('is for the speech of the caret when one stands before it', () => {
    assert.equal(findDualCue(script(...lines), 4), 3);
  });
  it('is for the speech after when none stands before', () => {
    assert.equal(findDualCue(script(...lines), 1), 3);
  });
  it('is nothing for a speech that stands alone, or outside of one', () => {
    assert.equal(findDualCue(script(...lines), 7), undefined);
    assert.equal(findDualCue(script(...lines), 5), undefined);
  });
  it('ends from either side', () => {
    const dual = lines.with(3, 'c ÅKE^');
    assert.equal(findDualCue(script(...dual), 0), 3);
    assert.equal(findDualCue(script(...dual), 4), 3);
  });
});
