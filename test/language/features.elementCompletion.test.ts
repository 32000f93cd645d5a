import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { elementCompletion } from '../../src/language/features/elementCompletion.ts';
import { parse } from '../../src/language/parse.ts';
import { swedish } from '../../src/language/words/swedish.ts';

const scene = `INT. FYREN - NATT

TOVE
Där!

MÅRTEN
Var?

KLIPP TILL:

EXT. PIREN - GRYNING

SIGRID (V.O.)
Så börjar det.

TOVE
Nej.

ÅKE
Jo.
`;

/** What is offered in a last element with a `|` for the caret, after the scene. */
function offered(type: 'character' | 'sceneHeading' | 'transition' | 'action' | 'dialogue', marked: string) {
  const elements = parse(scene).elements.map(({ text, type: known, cue }, index) => ({
    id: `e${index}`,
    type: known,
    text,
    ...(cue?.dual && { dual: true }),
  }));
  const text = marked.replace('|', '');
  const all = [...elements, { id: 'last', type, text }];
  return elementCompletion(all, all.length - 1, marked.indexOf('|'), swedish);
}

const texts = (...parameters: Parameters<typeof offered>) => offered(...parameters)?.texts;

describe('offers within an element', () => {
  it('begin with the last speaker but one, then the scene, then the script', () => {
    assert.deepEqual(texts('character', '|'), ['TOVE', 'ÅKE', 'SIGRID', 'MÅRTEN']);
  });

  it('go on from what is typed, in any case', () => {
    assert.deepEqual(texts('character', 'Må|'), ['MÅRTEN']);
    assert.deepEqual(texts('character', 'MA\u030A|'), ['MÅRTEN']);
    assert.equal(texts('character', 'NILS|'), undefined);
  });

  it('end when a name is there in full', () => {
    assert.equal(texts('character', 'TOVE|'), undefined);
  });

  it('are the extensions that are in use, then those of the language, in a cue’s parenthesis', () => {
    const offer = offered('character', 'TOVE (|)');
    assert.deepEqual(offer?.texts.slice(0, 3), ['V.O.)', 'O.S.)', 'FORTS.)']);
    assert.deepEqual([offer?.start, offer?.end], [6, 7]);
  });

  it('say first that the last speaker goes on', () => {
    assert.equal(texts('character', 'ÅKE (|)')?.[0], 'FORTS.)');
  });

  it('are prefixes at the start of a heading, places after one, times after a dash', () => {
    assert.deepEqual(texts('sceneHeading', '|')?.slice(0, 3), ['INT. ', 'EXT. ', 'INT./EXT. ']);
    assert.deepEqual(texts('sceneHeading', 'INT. |'), ['PIREN', 'FYREN']);
    assert.deepEqual(texts('sceneHeading', 'INT. fy|'), ['FYREN']);
    assert.deepEqual(texts('sceneHeading', 'INT. FYREN - |')?.slice(0, 3), ['GRYNING', 'NATT', 'DAG']);
    assert.deepEqual(texts('sceneHeading', 'INT. FYREN - KV|'), ['KVÄLL']);
  });

  it('are the script’s transitions first', () => {
    assert.equal(texts('transition', '|')?.[0], 'KLIPP TILL:');
    assert.deepEqual(texts('transition', 'ÖV|'), ['ÖVERTONING TILL:']);
  });

  it('are none in action and dialogue, or in the middle of a text', () => {
    assert.equal(texts('action', 'T|'), undefined);
    assert.equal(texts('dialogue', 'T|'), undefined);
    assert.equal(texts('character', 'T|OVE'), undefined);
  });
});
