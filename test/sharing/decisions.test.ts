import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { SetAside } from '../../src/extension/library/replicaStore.ts';
import { canSendAgain, decidedLine, withLineBack } from '../../src/extension/sharing/decisions.ts';
import type { ScriptElement } from '../../src/language/document.ts';

const line = (id: string, text: string, type: ScriptElement['type'] = 'action'): ScriptElement => ({ id, type, text });
const aside = (reason: SetAside['reason'], detail: SetAside['detail']): SetAside => ({
  ...{ table: 'rewrite_scene_content', id: 'b', setAsideId: 's', projectId: 'p', setAsideAt: '' },
  ...{ reason, detail },
});

describe('the writer’s decision about a change that was set aside', () => {
  const script = [
    line('a', 'Tove tänder lampan.'),
    line('b', 'Vem där?', 'dialogue'),
    line('n', 'Hallå?', 'note'),
    line('c', 'Tystnad.'),
  ];
  const both = aside('bothChanged', { noteId: 'n', mine: 'Hallå?', theirs: 'Vem där?' });
  const texts = (elements: readonly ScriptElement[]) => elements.map(({ text }) => text);

  it('puts mine into the line and takes the note away', () => {
    assert.deepEqual(texts(decidedLine(script, both, 'mine')), ['Tove tänder lampan.', 'Hallå?', 'Tystnad.']);
    assert.equal(decidedLine(script, both, 'mine')[1]?.id, 'b', 'its voice stays with it');
  });

  it('leaves theirs in the line and takes the note away', () => {
    assert.deepEqual(texts(decidedLine(script, both, 'theirs')), ['Tove tänder lampan.', 'Vem där?', 'Tystnad.']);
  });

  it('does nothing to a script in which line and note are gone', () => {
    assert.deepEqual(decidedLine([line('c', 'Tystnad.')], both, 'mine'), [line('c', 'Tystnad.')]);
  });

  const deleted = (after: string | undefined) =>
    aside('deletedThere', { type: 'dialogue', text: 'Jag är här.', after });

  it('puts a deleted line back after the one that it stood after', () => {
    const back = withLineBack(script, deleted('b'), 'ny');
    assert.deepEqual(texts(back), ['Tove tänder lampan.', 'Vem där?', 'Jag är här.', 'Hallå?', 'Tystnad.']);
    assert.deepEqual(back[2], line('ny', 'Jag är här.', 'dialogue'));
  });

  it('puts it at the end where that line is gone too', () => {
    assert.equal(withLineBack(script, deleted('borta'), 'ny').at(-1)?.text, 'Jag är här.');
    assert.equal(withLineBack([], deleted(undefined), 'ny').length, 1);
  });

  it('offers to send again what was refused and is known, and nothing else', () => {
    assert.ok(canSendAgain(aside('refused', { row: { id: 'b' } })));
    assert.ok(!canSendAgain(aside('refused', { row: null })));
    assert.ok(!canSendAgain(both));
  });
});
