import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type ScriptElement, withoutPlace } from '../../src/language/document.ts';
import { splicesBetween } from '../../src/language/splices.ts';
import { textEditsFor } from '../../src/language/textEdits.ts';
import { applied, SCRIPT, scriptOf } from './editedScripts.ts';

const rewritten = (elements: readonly ScriptElement[], from: string, to: string) =>
  elements.map((element) => ({ ...withoutPlace(element), text: element.text === from ? to : element.text }));

describe('splices between two lists', () => {
  const element = (id: string, text = id): ScriptElement => ({ id, type: 'action', text });

  it('stand where something changed and nowhere else', () => {
    const before = [...'abcdefg'].map((id) => element(id));
    const after = [element('a', 'A'), ...before.slice(1, 4), element('new'), ...before.slice(4, 6)];
    assert.deepEqual(splicesBetween(before, after), [
      { start: 0, deleteCount: 1, inserted: [element('a', 'A')] },
      { start: 4, deleteCount: 0, inserted: [element('new')] },
      { start: 6, deleteCount: 1, inserted: [] },
    ]);
  });
});

describe('edits of a text for a changed list', () => {
  it('are none when the text says it already', () => {
    const script = scriptOf(SCRIPT);
    assert.deepEqual(textEditsFor(script, script.elements), []);
  });

  it('are one small edit for each place that changed', () => {
    const script = scriptOf(SCRIPT);
    const target = rewritten(rewritten(script.elements, 'Kaffet kokar.', 'Kaffet svalnar.'), 'Regn.', 'Regnet öser.');
    const edits = textEditsFor(script, target);
    assert.deepEqual(
      edits.map(({ start, end, text }) => [SCRIPT.slice(start, end), text]),
      [
        ['kok', 'svaln'],
        ['', 'et öser'],
      ],
    );
    assert.equal(
      applied(SCRIPT, edits),
      SCRIPT.replace('Kaffet kokar.', 'Kaffet svalnar.').replace('Regn.', 'Regnet öser.'),
    );
  });

  it('leave the blank lines of the writer between them', () => {
    const script = scriptOf(SCRIPT);
    const kept = rewritten(script.elements, 'Hej själv.', 'Tjena.').filter(({ text }) => text !== 'Kaffet kokar.');
    const text = applied(SCRIPT, textEditsFor(script, kept));
    assert.match(text, /^INT\. KÖK - DAG\n\nTOVE/);
    assert.match(text, /Tjena\.\n\n\nEXT\./);
  });

  it('move a line by taking it away and putting it in', () => {
    const script = scriptOf(SCRIPT);
    const list = script.elements.map(withoutPlace);
    const [line] = list.splice(1, 1);
    assert(line);
    const text = applied(SCRIPT, textEditsFor(script, [...list, line]));
    assert.match(text, /^INT\. KÖK - DAG\n\nTOVE/);
    assert.match(text, /Regn\.\n\nKaffet kokar\.\n$/);
  });

  it('count in the text of Windows line ends', () => {
    const source = SCRIPT.replaceAll('\n', '\r\n');
    const script = scriptOf(source);
    const target = [
      ...rewritten(script.elements, 'Regn.', 'Snö.'),
      { id: 'new', type: 'action' as const, text: 'Vind.' },
    ].map((element) => (element.text === 'Kaffet kokar.' ? { ...element, text: 'Te.' } : element));
    const text = applied(source, textEditsFor(script, target));
    assert.equal(text.replaceAll('\r\n', '').includes('\n'), false);
    assert.match(text, /DAG\r\n\r\nTe\.\r\n\r\nTOVE/);
    assert.match(text, /Snö\.\r\n\r\nVind\.\r\n$/);
  });

  it('keep the mark that a cue below has just got', () => {
    const script = scriptOf(SCRIPT);
    const list = script.elements.map(withoutPlace);
    const target = [list[1], list[4], list[2]].filter((element) => element !== undefined);
    assert.equal(applied(SCRIPT, textEditsFor(script, target)), 'Kaffet kokar.\n\n@BO\n\n@TOVE\n');
  });
});
