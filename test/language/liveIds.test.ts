import assert from 'node:assert/strict';
import { ScriptText } from '../../src/extension/sync/scriptText.ts';
import { changedRange } from '../../src/language/mergeText.ts';

/** A script whose ids are a, b, c … in the order they were given. */
function open(text: string) {
  let given = 0;
  const script = new ScriptText(text, () => String.fromCharCode(97 + given++));
  return {
    script,
    /** The ids in the order of the text, or `a:text` of each. */
    ids: () => script.elements.map((element) => element.id).join(''),
    said: () => script.elements.map(({ id, text: words }) => `${id}:${words}`),
    /** One replacement of `from` (its first occurrence) by `to`. */
    replace(from: string, to: string, cause: 'external' | 'undo' = 'external') {
      const at = script.text.indexOf(from);
      assert.ok(at >= 0, `"${from}" is in the text`);
      const next = script.text.slice(0, at) + to + script.text.slice(at + from.length);
      return script.follow(next, cause, [{ offset: at, deleted: from.length, inserted: to }]);
    },
    become(text: string, cause: 'external' | 'undo' = 'external') {
      const { start, aEnd, bEnd } = changedRange(script.text, text);
      script.follow(text, cause, [{ offset: start, deleted: aEnd - start, inserted: text.slice(start, bEnd) }]);
    },
  };
}

const SCENE = 'INT. HUS - DAG\n\nEn katt sover.\n\nTOVE\nHej du.\n\nBO\nJa.\n';

describe('ids of an open script', () => {
  it('stay while words change', () => {
    const { ids, replace } = open(SCENE);
    replace('katt', 'hund');
    replace('Hej du.', 'Hej på dig.');
    assert.equal(ids(), 'abcdef');
  });

  it('of a split element go to its first part with words', () => {
    const { said, replace } = open('En katt sover.');
    replace(' sover', '\n\nsover');
    assert.deepEqual(said(), ['a:En katt', 'b:sover.']);
  });

  it('of an element split before its first word go to the part that has the words', () => {
    const { said, replace } = open('!En katt.');
    replace('!En', '!\n\nEn');
    assert.deepEqual(said(), ['b:', 'a:En katt.']);
  });

  it('of joined elements: the first survives', () => {
    const { said, replace } = open('En katt.\n\nEn hund.');
    replace('\n\n', ' ');
    assert.deepEqual(said(), ['a:En katt. En hund.']);
  });

  it('come back when a join is taken apart again', () => {
    const { said, replace } = open('En katt.\n\nEn hund.\n\nSlut.');
    replace('\n\nEn', ' En');
    replace('Slut.', 'Slutet.');
    replace(' En hund', '\n\nEn hund');
    assert.deepEqual(said(), ['a:En katt.', 'b:En hund.', 'c:Slutet.']);
  });

  it('stay when an element changes its type', () => {
    const { script, ids, replace } = open('En katt.\n\nSlut.');
    replace('En katt', '.En katt');
    assert.equal(script.elements[0]?.type, 'sceneHeading');
    assert.equal(ids(), 'ab');
  });

  it('stay when a line below makes a cue of action', () => {
    const { script, ids, replace } = open('Hus.\n\nTOVE\n');
    replace('TOVE\n', 'TOVE\nHej.');
    assert.equal(script.elements[1]?.type, 'character');
    assert.equal(ids(), 'abc');
  });

  it('go with what is cut and pasted', () => {
    const { said, replace } = open(SCENE);
    replace('TOVE\nHej du.\n\n', '');
    replace('BO\nJa.\n', 'BO\nJa.\n\nTOVE\nHej du.\n');
    assert.deepEqual(said(), ['a:INT. HUS - DAG', 'b:En katt sover.', 'e:BO', 'f:Ja.', 'c:TOVE', 'd:Hej du.']);
  });

  it('of a copy are new', () => {
    const { said, replace } = open('En katt.\n\nEn hund.');
    replace('En hund.', 'En hund.\n\nEn katt.');
    assert.deepEqual(said(), ['a:En katt.', 'b:En hund.', 'c:En katt.']);
  });

  it('of a copy are new even when the same words were deleted some edits ago', () => {
    const { said, replace } = open('Ja.\n\nNej.\n\nJa.\n\nKanske.\n\nSlut.');
    replace('Ja.\n\nNej.', 'Nej.');
    replace('Kanske.\n\n', '');
    replace('Slut.', 'Slut.\n\nJa.');
    assert.deepEqual(said(), ['b:Nej.', 'c:Ja.', 'e:Slut.', 'f:Ja.']);
  });

  it('go with lines that are moved past each other in one edit', () => {
    const { said, become } = open('En.\n\nTvå.\n\nTre.');
    become('Två.\n\nEn.\n\nTre.');
    assert.deepEqual(said(), ['b:Två.', 'a:En.', 'c:Tre.']);
  });

  it('go with lines that are moved line by line past others, which they join on their way', () => {
    const { script, said } = open(SCENE.replace('BO\nJa.', 'TOVE\nJa.'));
    /** What VS Code's Move Line Up does: the line above goes below the block. */
    const moveUp = (block: string) => {
      const { text } = script;
      const start = text.indexOf(block);
      const above = text.lastIndexOf('\n', start - 2) + 1;
      const line = text.slice(above, start);
      const end = start + block.length;
      script.follow(text.slice(0, above) + block + line + text.slice(end), 'external', [
        { offset: above, deleted: line.length, inserted: '' },
        { offset: end, deleted: 0, inserted: line },
      ]);
    };
    moveUp('TOVE\nHej du.\n\n');
    assert.equal(said()[1], 'b:En katt sover.\nTOVE\nHej du.');
    moveUp('TOVE\nHej du.\n\n');
    assert.deepEqual(said().slice(0, 4), ['a:INT. HUS - DAG', 'c:TOVE', 'd:Hej du.', 'b:En katt sover.']);
  });

  it('stay with words that were rewritten when a new line says what they said before', () => {
    const { said, replace } = open('En.\n\nTvå.\n\nTre.');
    replace('En.\n\nTvå.', 'En. Två.');
    replace('En. Två.', 'Fyra.');
    replace('Tre.', 'Tre.\n\nEn.');
    assert.deepEqual(said().slice(0, 2), ['a:Fyra.', 'c:Tre.']);
  });

  it('stay when a whole line is written over', () => {
    const { said, replace } = open(SCENE);
    replace('TOVE', 'TOVA');
    replace('Hej du.', 'God natt!');
    assert.deepEqual(said().slice(2, 4), ['c:TOVA', 'd:God natt!']);
  });

  it('stay when a name is replaced everywhere in one edit', () => {
    const { script, ids } = open('TOVE\nHej.\n\nTOVE\nHallå.\n');
    const first = script.text.indexOf('TOVE');
    const second = script.text.lastIndexOf('TOVE');
    const next = script.text.replaceAll('TOVE', 'ANNA-KLARA');
    script.follow(next, 'external', [
      { offset: second, deleted: 4, inserted: 'ANNA-KLARA' },
      { offset: first, deleted: 4, inserted: 'ANNA-KLARA' },
    ]);
    assert.equal(ids(), 'abcd');
  });

  it('are exactly those of before after undo and redo, whatever happened between', () => {
    const { script, ids, become } = open(SCENE);
    const texts = [SCENE];
    const known = [ids()];
    const edits: [string, string][] = [
      ['En katt sover.\n\n', ''],
      ['Ja.', 'Ja.\n\nSlut.'],
      ['TOVE\nHej du.', 'Hej du.'],
      ['INT. HUS - DAG\n\n', ''],
    ];
    for (const [from, to] of edits) {
      become(script.text.replace(from, to));
      texts.push(script.text);
      known.push(ids());
    }
    for (let at = texts.length - 2; at >= 0; at--) {
      become(texts[at] ?? '', 'undo');
      assert.equal(ids(), known[at]);
    }
    become(texts[3] ?? '', 'undo');
    assert.equal(ids(), known[3]);
  });

  it('are aligned when everything is replaced from outside', () => {
    const { said, become } = open(SCENE);
    become('EXT. SKOG - NATT\n\nEn räv.\n\nINT. HUS - DAG\n\nEn katt sover tungt.\n\nTOVE\nHej du.\n\nBO\nJa.\n');
    const after = said();
    for (const kept of ['a:INT. HUS - DAG', 'b:En katt sover tungt.', 'c:TOVE', 'd:Hej du.', 'e:BO', 'f:Ja.']) {
      assert.ok(after.includes(kept), `${kept} in ${after.join(' | ')}`);
    }
  });

  it('are new for what is new', () => {
    const { said, replace } = open('En.\n\nTvå.');
    replace('Två.', 'Halv.\n\nTvå.');
    assert.deepEqual(said(), ['a:En.', 'c:Halv.', 'b:Två.']);
  });

  it('never occur twice', () => {
    const { script, become } = open('Ja.\n\nJa.\n\nJa.\n');
    for (const text of [
      'Ja.\n\nJa.\n',
      'Ja.\n\nJa.\n\nJa.\n\nJa.\n',
      'Ja. Ja.\n\nJa.\n',
      'Ja.\n\nJa.\n\nJa.\n',
      '',
      'Ja.\n',
    ]) {
      become(text);
      assert.equal(new Set(script.elements.map((element) => element.id)).size, script.elements.length, text);
    }
  });

  it('survive line ends that change everywhere', () => {
    const { script, ids } = open(SCENE);
    script.follow(SCENE.replaceAll('\n', '\r\n'), 'external');
    assert.equal(ids(), 'abcdef');
  });
});

describe('a write of ours', () => {
  it('is known by what it says, and gives the ids that were meant', () => {
    const { script } = open('En katt.\n\nSlut.');
    const [cat, end] = script.elements;
    assert.ok(cat && end);
    const intended = [{ ...cat, text: 'En' }, { id: 'NEW', type: 'action' as const, text: 'katt.' }, end];
    const edit = script.planWrite(intended);
    assert.ok(edit);
    const hasCome = script.expect([edit], intended);
    const next = script.text.slice(0, edit.start) + edit.text + script.text.slice(edit.end);
    const report = script.follow(next, 'external', [
      { offset: edit.start, deleted: edit.end - edit.start, inserted: edit.text },
    ]);
    assert.equal(report.cause, 'own');
    assert.ok(hasCome());
    assert.deepEqual(
      script.elements.map((element) => element.id),
      ['a', 'NEW', 'b'],
    );
  });

  it('is not taken for another change that comes first', () => {
    const { script, replace } = open('En katt.\n\nSlut.');
    const [cat, end] = script.elements;
    assert.ok(cat && end);
    const intended = [{ ...cat, text: 'En hund.' }, end];
    const edit = script.planWrite(intended);
    assert.ok(edit);
    const hasCome = script.expect([edit], intended);
    assert.equal(replace('Slut', 'Slutet').cause, 'external');
    assert.ok(!hasCome());
  });

  it('that Fountain reads otherwise keeps the ids of the words', () => {
    const { script } = open('En katt.');
    const intended = [{ id: 'a', type: 'dialogue' as const, text: 'En katt.' }];
    assert.equal(script.planWrite(intended), undefined);
    const report = script.restate(intended);
    assert.deepEqual(report.assumed, intended);
    assert.deepEqual(
      script.elements.map(({ id, type }) => [id, type]),
      [['a', 'action']],
    );
  });
});

describe('the caret of a change', () => {
  const cases: [string, string, string, string, [string, number]][] = [
    ['words put in', 'En katt.\n', 'En', 'En svart', ['a', 8]],
    ['words taken out', 'En svart katt.\n', ' svart', '', ['a', 2]],
    ['words taken out at the start of an element', 'En.\n\nEtt Två.\n', 'Ett ', '', ['b', 0]],
    ['an element put in above another', 'En.\n\nTre.\n', 'Tre', 'Två.\n\nTre', ['c', 4]],
    ['an element taken out above another', 'En.\n\nTvå.\n\nTre.\n', 'Två.\n\n', '', ['a', 3]],
  ];
  for (const [name, source, from, to, [elementId, offset]] of cases) {
    it(`stands at the end of ${name}`, () => {
      const { script } = open(source);
      const start = source.indexOf(from);
      // Trimmed as a write is: what both have in common at the end stays out of the change.
      const tail = to.endsWith(from) ? from.length : 0;
      const change = { offset: start, deleted: from.length - tail, inserted: to.slice(0, to.length - tail) };
      const next = source.slice(0, start) + to + source.slice(start + from.length);
      assert.deepEqual(script.follow(next, 'undo', [change]).caret, { elementId, offset });
    });
  }
});
