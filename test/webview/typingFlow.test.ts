import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type ElementType, elementTypes } from '../../src/language/document.ts';
import {
  type FlowContext,
  findSpeakerBeforeLast,
  nameInCue,
  planBackspace,
  planReturn,
  planShiftTab,
  planTab,
} from '../../src/webview/editor/typingFlow.ts';

type Neighbour = FlowContext['previous'];

/** An element's text with a `|` for the caret. */
function at(type: ElementType, marked: string, around: Partial<FlowContext> = {}): FlowContext {
  const offset = marked.indexOf('|');
  const nothing: Pick<FlowContext, 'previous' | 'next' | 'speakerBeforeLast'> = {
    previous: undefined,
    next: undefined,
    speakerBeforeLast: undefined,
  };
  return { type, text: marked.replace('|', ''), offset, ...nothing, ...around };
}

const dialogue: Neighbour = { type: 'dialogue', text: 'Nej.' };
const parenthetical: Neighbour = { type: 'parenthetical', text: '(viskar)' };
const action: Neighbour = { type: 'action', text: 'Regn.' };
const empty: Neighbour = { type: 'action', text: '' };

describe('Return', () => {
  const atEnd: readonly [ElementType, string, ElementType][] = [
    ['sceneHeading', 'INT. HUS - DAG|', 'action'],
    ['action', 'Regn.|', 'action'],
    ['character', 'TOVE|', 'dialogue'],
    ['dialogue', 'Nej.|', 'action'],
    ['transition', 'KLIPP TILL:|', 'sceneHeading'],
    ['lyrics', 'Och havet|', 'lyrics'],
    ['centered', 'SLUT|', 'action'],
    ['note', 'Fråga|', 'action'],
  ];
  for (const [type, text, next] of atEnd) {
    it(`begins ${next} after ${type}`, () => assert.deepEqual(planReturn(at(type, text)), { do: 'split', type: next }));
  }

  it('turns every empty element but action into action', () => {
    for (const type of elementTypes) {
      const expected = type === 'action' ? { do: 'nothing' } : { do: 'retype', type: 'action' };
      assert.deepEqual(planReturn(at(type, '|')), expected, type);
    }
  });

  it('turns an empty parenthetical into action, parentheses and all', () => {
    assert.deepEqual(planReturn(at('parenthetical', '(|)')), { do: 'retype', type: 'action' });
  });

  it('makes action of what follows the caret in dialogue', () => {
    assert.deepEqual(planReturn(at('dialogue', 'Nej. |Han går.')), { do: 'split', type: 'action' });
  });

  it('goes into the speech that a cue already has', () => {
    assert.deepEqual(planReturn(at('character', 'TOVE|', { next: dialogue })), { do: 'goToNext' });
    assert.deepEqual(planReturn(at('character', 'TOVE|', { next: parenthetical })), { do: 'goToNext' });
  });

  it('leaves a parenthetical for its dialogue, from before or behind the parenthesis', () => {
    for (const text of ['(viskar|)', '(viskar)|']) {
      assert.deepEqual(planReturn(at('parenthetical', text)), { do: 'insertAfter', type: 'dialogue' });
      assert.deepEqual(planReturn(at('parenthetical', text, { next: dialogue })), { do: 'goToNext' });
    }
  });

  it('breaks the line within a parenthetical', () => {
    assert.deepEqual(planReturn(at('parenthetical', '(viskar |tyst)')), { do: 'insertText', text: '\n' });
  });

  it('makes room before an element at its start', () => {
    assert.deepEqual(planReturn(at('sceneHeading', '|INT. HUS')), { do: 'insertBefore', type: 'action' });
  });
});

describe('Tab', () => {
  it('leads an empty element through the circle', () => {
    let type: ElementType = 'action';
    const seen: ElementType[] = [];
    for (let step = 0; step < 4; step++) {
      const plan = planTab(at(type, '|'));
      assert.equal(plan.do, 'retype');
      if (plan.do === 'retype') type = plan.type;
      seen.push(type);
    }
    assert.deepEqual(seen, ['character', 'transition', 'sceneHeading', 'action']);
  });

  it('goes the same way back with Shift', () => {
    assert.deepEqual(planShiftTab(at('character', '|')), { do: 'retype', type: 'action' });
    assert.deepEqual(planShiftTab(at('action', '|')), { do: 'retype', type: 'sceneHeading' });
    assert.deepEqual(planShiftTab(at('action', 'Regn|')), { do: 'nothing' });
  });

  it('fills an empty cue with the speaker before the last', () => {
    assert.deepEqual(planTab(at('character', '|', { speakerBeforeLast: 'ÅKE' })), { do: 'fill', text: 'ÅKE' });
  });

  it('begins a parenthetical after a cue, or goes into the one there is', () => {
    assert.deepEqual(planTab(at('character', 'TOVE|')), { do: 'insertAfter', type: 'parenthetical' });
    assert.deepEqual(planTab(at('character', 'TOVE|', { next: parenthetical })), { do: 'goToNext' });
  });

  it('makes a parenthetical of an empty dialogue, and back', () => {
    assert.deepEqual(planTab(at('dialogue', '|')), { do: 'retype', type: 'parenthetical' });
    assert.deepEqual(planTab(at('parenthetical', '(|)')), { do: 'retype', type: 'dialogue' });
  });

  it('puts a parenthetical into dialogue at the caret', () => {
    assert.deepEqual(planTab(at('dialogue', 'Nej. |Jo.')), { do: 'split', type: 'parenthetical' });
    assert.deepEqual(planTab(at('dialogue', '|Nej.')), { do: 'insertBefore', type: 'parenthetical' });
  });

  it('begins a cue after action', () => {
    assert.deepEqual(planTab(at('action', 'Regn.|')), { do: 'insertAfter', type: 'character' });
  });

  it('leads to the time of day in a heading, once', () => {
    assert.deepEqual(planTab(at('sceneHeading', 'INT. HUS|')), { do: 'insertText', text: ' - ' });
    assert.deepEqual(planTab(at('sceneHeading', 'INT. HUS - |')), { do: 'nothing' });
  });
});

describe('Backspace at the start of an element', () => {
  const cases: readonly [string, FlowContext, ReturnType<typeof planBackspace>][] = [
    ['deletes as usual elsewhere', at('action', 'R|egn.'), undefined],
    [
      'turns an empty element into action',
      at('character', '|', { previous: action }),
      { do: 'retype', type: 'action' },
    ],
    ['takes an empty action away', at('action', '|', { previous: action }), { do: 'deleteThis' }],
    ['does nothing at the start of the script', at('action', '|'), { do: 'nothing' }],
    ['does nothing before the first words', at('action', '|Regn.'), { do: 'nothing' }],
    ['joins with the element before', at('action', '|Regn.', { previous: action }), { do: 'joinPrevious' }],
    ['takes an empty element before away', at('dialogue', '|Nej.', { previous: empty }), { do: 'deletePrevious' }],
    [
      'goes into a parenthetical before',
      at('dialogue', '|Nej.', { previous: parenthetical }),
      { do: 'goToPreviousEnd' },
    ],
    ['makes dialogue of a parenthetical', at('parenthetical', '(|viskar)'), { do: 'retype', type: 'dialogue' }],
    ['makes dialogue of an empty parenthetical', at('parenthetical', '(|)'), { do: 'retype', type: 'dialogue' }],
    [
      'takes a page break before away',
      at('action', '|Regn.', { previous: { type: 'pageBreak', text: '===' } }),
      { do: 'deletePrevious' },
    ],
  ];
  for (const [what, context, plan] of cases) it(what, () => assert.deepEqual(planBackspace(context), plan));
});

describe('the speaker before the last', () => {
  it('is the other one in a talk of two', () => assert.equal(findSpeakerBeforeLast(['TOVE', 'ÅKE', 'TOVE']), 'ÅKE'));
  it('skips the same speaker twice', () => assert.equal(findSpeakerBeforeLast(['TOVE', 'TOVE', 'ÅKE']), 'ÅKE'));
  it('is missing with one speaker', () => assert.equal(findSpeakerBeforeLast(['TOVE', 'TOVE']), undefined));
  it('counts a cue without its extensions', () => assert.equal(nameInCue('ÅKE (V.O.) (FORTS.)'), 'ÅKE'));
});
