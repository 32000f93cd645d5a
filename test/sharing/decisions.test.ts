import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { SetAside } from '../../src/extension/library/replicaStore.ts';
import {
  type Decision,
  decidedLine,
  decidedTitlePage,
  decisionsOf,
  withLineBack,
} from '../../src/extension/sharing/decisions.ts';
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

  it('lets mine stand where the note is, when somebody has deleted the line since', () => {
    const left = script.filter(({ id }) => id !== 'b');
    const mine = aside('bothChanged', { ...both.detail, type: 'dialogue' });
    assert.deepEqual(decidedLine(left, mine, 'mine')[1], line('n', 'Hallå?', 'dialogue'));
    assert.deepEqual(texts(decidedLine(left, mine, 'theirs')), ['Tove tänder lampan.', 'Tystnad.']);
  });

  it('does nothing to a script in which line and note are gone', () => {
    assert.deepEqual(decidedLine([line('c', 'Tystnad.')], both, 'mine'), [line('c', 'Tystnad.')]);
  });

  it('puts mine into the entries of the title page that I changed, and leaves the others as they are by now', () => {
    const page = aside('bothChanged', {
      base: 'Title: Fyren\nDraft: 1',
      mine: 'Title: Fyrvaktaren\nDraft: 1',
      theirs: 'Title: Ljuset\nDraft: 1\nAuthor: Åsa',
    });
    assert.equal(
      decidedTitlePage('Title: Ljuset\nDraft: 2\nAuthor: Åsa', page),
      'Title: Fyrvaktaren\nDraft: 2\nAuthor: Åsa',
    );
    assert.equal(decidedTitlePage('', page), 'Title: Fyrvaktaren', 'also where theirs is gone by now');
  });

  const row = { id: 'b' };
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

  const offers: readonly (readonly [string, SetAside, readonly Decision[]])[] = [
    ['a line that both rewrote', both, ['mine', 'theirs', 'both']],
    ['a title page that both rewrote', { ...both, table: 'rewrite_title_pages' }, ['mine', 'theirs']],
    ['a line that was deleted', deleted('b'), ['putBack', 'letGo']],
    ['a line that was rewritten', { ...deleted('b'), reason: 'changedThere' }, ['putBack', 'letGo']],
    [
      'a character that was deleted',
      { ...aside('deletedThere', { row }), table: 'rewrite_characters' },
      ['putBack', 'letGo'],
    ],
    ['a script that was deleted', { ...aside('deletedThere', { row }), table: 'rewrite_scripts' }, ['letGo']],
    ['a file that was deleted', { ...aside('deletedThere', { row }), table: 'rewrite_assets' }, ['letGo']],
    ['a change that was refused', aside('refused', { kind: 'update', row }), ['again', 'letGo']],
    ['a deletion that was refused', aside('refused', { kind: 'delete', row: null }), ['again', 'letGo']],
    ['a refused change of what is gone', aside('refused', { kind: 'update', row: null }), ['letGo']],
  ];
  for (const [what, each, decisions] of offers)
    it(`offers for ${what}: ${decisions.join(', ')}`, () => assert.deepEqual(decisionsOf(each), decisions));
});
