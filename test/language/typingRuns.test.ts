import assert from 'node:assert/strict';
import { sharedPause } from '../../src/extension/editor/writeQueue.ts';
import { studio, texts } from './simulation/studio.ts';

describe('a page whose script is shared', () => {
  const shared = (text: string) => {
    const made = studio(text, '\n', sharedPause);
    /** A letter a call, `ms` apart. */
    const typeOn = async (index: number, letters: string, ms = 120) => {
      for (const letter of letters) {
        made.write(made.page, index, { text: `${made.page.elements[index]?.text}${letter}` });
        await made.pass(ms);
      }
    };
    const step = async (command: 'undo' | 'redo') => {
      made.page.undo(() => made.document[command]());
      made.page.deliverAll();
      await made.pass(0);
    };
    return { ...made, typeOn, step };
  };

  it('writes a letter after a short pause, and a run without one in parts', async () => {
    const { document, typeOn } = shared('En.\n');
    await typeOn(0, 'a', 100);
    assert.equal(document.text, 'En.a\n');
    await typeOn(0, 'bcdefgh', 40);
    assert.ok(document.undoStops.length > 1, 'the first words are on their way while the last are typed');
  });

  it('takes a run that was written in parts back in one step, and forth again', async () => {
    const { document, page, typeOn, step } = shared('En.\n');
    await typeOn(0, ' katt sover');
    assert.ok(document.undoStops.length > 5);
    await step('undo');
    assert.deepEqual([document.text, texts(page.elements)], ['En.\n', ['En.']]);
    await step('redo');
    assert.equal(document.text, 'En. katt sover\n');
  });

  it('takes back a run at a time: a pause ends one, and so does another line', async () => {
    const { document, pass, typeOn, step } = shared('En.\n\nTvå.\n');
    await typeOn(0, ' ab');
    await pass(400);
    await typeOn(0, ' cd');
    await typeOn(1, ' ef');
    await typeOn(0, ' gh');
    const seen: string[] = [];
    for (let turn = 0; turn < 4; turn++) {
      await step('undo');
      seen.push(document.text);
    }
    assert.deepEqual(seen, ['En. ab cd\n\nTvå. ef\n', 'En. ab cd\n\nTvå.\n', 'En. ab\n\nTvå.\n', 'En.\n\nTvå.\n']);
  });

  it('never takes back what another wrote between two parts of a run', async () => {
    const { document, page, typeOn, step } = shared('En.\n\nTvå.\n');
    await typeOn(0, ' ab');
    document.replace(document.text.length - 1, document.text.length - 1, ' Deras.');
    page.deliverAll();
    await typeOn(0, 'cd');
    await step('undo');
    assert.equal(document.text, 'En. ab\n\nTvå. Deras.\n');
  });

  it('goes on to the end of a run when VS Code’s menu undid a part of it', async () => {
    const { document, session, typeOn, pass } = shared('En.\n');
    await typeOn(0, ' katt');
    document.undo();
    assert.ok(session.isWithinRun);
    void session.finishStep(async () => void document.undo());
    await pass(0);
    assert.equal(document.text, 'En.\n');
  });

  it('stops where a run ended, though another once went on from there', async () => {
    const { document, pass, typeOn, step, write, page } = shared('En.\n');
    await typeOn(0, 'ab');
    await pass(400);
    write(page, 0, { text: 'En.a' });
    await pass(400);
    await typeOn(0, 'x');
    await step('undo');
    assert.equal(document.text, 'En.a\n');
  });
});
