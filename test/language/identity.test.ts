import assert from 'node:assert/strict';
import { alignElements, type KnownElement } from '../../src/language/identity.ts';
import { parse } from '../../src/language/parse.ts';
import { createRandom, sentence, syntheticScript } from '../fixtures/syntheticScript.ts';

/** What an element of the new list truly was: the index of the known one, or undefined when it is new. */
interface Traced {
  readonly type: KnownElement['type'];
  readonly text: string;
  readonly was: number | undefined;
}

function knownFrom(text: string): readonly KnownElement[] {
  return parse(text).elements.map(({ type, text: words }, index) => ({ id: `${index}`, type, text: words }));
}

function traced(known: readonly KnownElement[]): readonly Traced[] {
  return known.map(({ type, text }, was) => ({ type, text, was }));
}

interface Outcome {
  /** Of the elements that were there before, how many keep their id, 0…1. */
  readonly kept: number;
  /** Ids that went to another element than they were. */
  readonly wrong: number;
}

function outcome(known: readonly KnownElement[], next: readonly Traced[]): Outcome {
  const ids = alignElements(known, next);
  const given = ids.filter((id) => id !== undefined);
  assert.equal(new Set(given).size, given.length, 'no id twice');
  let kept = 0;
  let wrong = 0;
  next.forEach(({ was }, index) => {
    if (ids[index] === undefined) return;
    if (ids[index] === `${was}`) kept++;
    else wrong++;
  });
  const old = next.filter(({ was }) => was !== undefined).length;
  return { kept: old === 0 ? 1 : kept / old, wrong };
}

/** The ids that a rewritten text keeps, beside its words. */
function realigned(before: string, after: string): readonly string[] {
  const known = knownFrom(before);
  const { elements } = parse(after);
  const ids = alignElements(known, elements);
  return elements.map(
    ({ text }, index) => `${ids[index] === undefined ? 'new' : known[Number(ids[index])]?.text} → ${text}`,
  );
}

const scene = `INT. KÖK - DAG

Tove häller upp kaffe. Regnet slår mot rutan.

TOVE
Ja.

ÅKE
(viskar)
Den blinkade igen i natt.

TOVE
Ja.

Hon går fram till fönstret.
`;

describe('elements after a small change', () => {
  it('keep their ids when a line is rewritten', () => {
    const rewritten = realigned(
      scene,
      scene.replace('Den blinkade igen i natt.', 'Den blinkade faktiskt igen, jag såg det.'),
    );
    assert.ok(rewritten.includes('Den blinkade igen i natt. → Den blinkade faktiskt igen, jag såg det.'));
    assert.ok(rewritten.every((line) => !line.startsWith('new')));
  });

  it('keep the id of a line under the same cue, whatever the line has become', () => {
    const rewritten = realigned(scene, scene.replace('Den blinkade igen i natt.', 'Tyst!'));
    assert.ok(rewritten.includes('Den blinkade igen i natt. → Tyst!'));
  });

  it('keep the id of a short line that became another between lines that stayed', () => {
    const known = `${scene}\nÅKE\nÄr du där?\n\nMÅRTEN\nKom nu.\n\nÅKE\nÄr du där?\n`;
    const rewritten = realigned(known, known.replace('Är du där?', 'Hallå?'));
    assert.ok(rewritten.includes('Är du där? → Hallå?'));
    assert.ok(rewritten.every((line) => !line.startsWith('new')));
  });

  it('keep the id of a line that became another when a speech is inserted above it, or an action', () => {
    for (const inserted of ['MÅRTEN\nVad då?\n\n', 'Dörren slår igen.\n\n']) {
      const rewritten = realigned(
        scene,
        scene.replace('ÅKE\n(viskar)\nDen blinkade igen i natt.', `${inserted}ÅKE\n(viskar)\nHallå?`),
      );
      assert.ok(rewritten.includes('Den blinkade igen i natt. → Hallå?'));
      assert.equal(rewritten.filter((line) => line.startsWith('new')).length, inserted.split('\n').length - 2);
    }
  });

  it('keep their ids when a passage is translated and the same characters speak', () => {
    const translated = scene
      .replace('(viskar)\nDen blinkade igen i natt.', '(whispers)\nIt blinked again last night.')
      .replaceAll('Ja.', 'Yes.');
    assert.ok(realigned(scene, translated).every((line) => !line.startsWith('new')));
  });

  it('keep the ids of a short exchange that moved elsewhere', () => {
    const exchange = 'ÅKE\nJo då.\n\nTOVE\nSå.\n\n';
    const other = 'INT. FYREN - NATT\n\nVinden tjuter.\n\nMÅRTEN\nSe upp med trappan.\n\n';
    const after = realigned(`${exchange}${scene}\n${other}`, `${scene}\n${other}${exchange}`);
    assert.ok(after.includes('Jo då. → Jo då.'));
    assert.ok(after.every((line) => !line.startsWith('new')));
  });

  it('are new when a short line that others say too stands where nothing was', () => {
    const after = realigned(scene, `${scene}\nINT. FYREN - NATT\n\nTOVE\nJa.\n`);
    assert.deepEqual(
      after.filter((line) => line.startsWith('new')),
      ['new → INT. FYREN - NATT', 'new → TOVE', 'new → Ja.'],
    );
  });

  it('do not follow the name of a character to a speech of other words', () => {
    const before = `${scene}\nMÅRTEN\nVi måste ro innan det mörknar.\n\nHan lyfter årorna.\n`;
    const deleted = before.replace('MÅRTEN\nVi måste ro innan det mörknar.\n\n', '');
    const after = realigned(before, `MÅRTEN\nHär är ingen.\n\n${deleted}`);
    assert.ok(after.includes('new → MÅRTEN'));
    assert.ok(after.includes('new → Här är ingen.'));
  });

  it('stay with the right one of two equal lines when the scene of one moved', () => {
    const quiet =
      'EXT. PIREN - NATT\n\nVågorna bryter över stenarna.\n\nISLA\nVi ser ert ljus.\n\nHon släcker lampan.\n\n';
    const loud = 'INT. KONTOR - DAG\n\nTelefonen ringer.\n\nÅKE\nVi ser ert ljus.\n\nHan lägger på.\n\n';
    const known = knownFrom(`${quiet}${scene}\n${loud}`);
    const { elements } = parse(`${loud.replace('Telefonen ringer.', 'En telefon ringer.')}${scene}\n${quiet}`);
    const ids = alignElements(known, elements);
    elements.forEach(({ type, text }, index) => {
      if (type === 'dialogue') assert.equal(known[Number(ids[index]) - 1]?.text, elements[index - 1]?.text, text);
    });
  });

  it('do not hand an id to something else that stands in the same place', () => {
    const rewritten = realigned(scene, scene.replace('Hon går fram till fönstret.', 'En explosion skakar huset.'));
    assert.ok(rewritten.includes('new → En explosion skakar huset.'));
  });

  it('keep their ids when only letter case, accents or spaces changed', () => {
    const rewritten = realigned(scene, scene.normalize('NFD').replace('fönstret.'.normalize('NFD'), 'Fönstret!'));
    assert.ok(rewritten.every((line) => !line.startsWith('new')));
  });

  it('tell equal lines apart by their neighbours when one is inserted before', () => {
    const known = knownFrom(scene);
    const { elements } = parse(scene.replace('TOVE\nJa.', 'TOVE\nNej, det tror jag inte alls.\n\nTOVE\nJa.'));
    const ids = alignElements(known, elements);
    assert.deepEqual(ids, ['0', '1', undefined, undefined, '2', '3', '4', '5', '6', '7', '8', '9']);
  });

  it('tell equal lines apart by their neighbours when the first is deleted', () => {
    const known = knownFrom(scene);
    const { elements } = parse(scene.replace('TOVE\nJa.\n\n', ''));
    assert.deepEqual(alignElements(known, elements), ['0', '1', '4', '5', '6', '7', '8', '9']);
  });

  it('keep the id of the first part when a line is split', () => {
    const rewritten = realigned(
      scene,
      scene.replace('Tove häller upp kaffe. Regnet', 'Tove häller upp kaffe.\n\nRegnet'),
    );
    assert.ok(rewritten.includes('Tove häller upp kaffe. Regnet slår mot rutan. → Tove häller upp kaffe.'));
    assert.ok(rewritten.includes('new → Regnet slår mot rutan.'));
  });

  it('keep the id of the first when two are merged', () => {
    const split = scene.replace('kaffe. Regnet', 'kaffe.\n\nRegnet');
    assert.ok(
      realigned(split, scene).includes('Tove häller upp kaffe. → Tove häller upp kaffe. Regnet slår mot rutan.'),
    );
  });

  it('keep their ids when the type changes and the words stay', () => {
    const rewritten = realigned(scene, scene.replace('Hon går fram', '> Hon går fram'));
    assert.ok(rewritten.includes('Hon går fram till fönstret. → Hon går fram till fönstret.'));
  });

  it('keep the scene when its heading is rewritten', () => {
    const rewritten = realigned(scene, scene.replace('INT. KÖK - DAG', 'EXT. PIREN - NATT'));
    assert.ok(rewritten.includes('INT. KÖK - DAG → EXT. PIREN - NATT'));
  });

  it('give a scene that takes the place of another a new id', () => {
    const other = 'EXT. PIREN - NATT\n\nVågorna bryter över stenarna.\n\nMÅRTEN\nStanna där du är!\n';
    assert.ok(realigned(scene, other).every((line) => line.startsWith('new')));
  });

  it('are all new when there were none, and none when all are gone', () => {
    assert.deepEqual(alignElements([], parse('Han går.').elements), [undefined]);
    assert.deepEqual(alignElements(knownFrom(scene), []), []);
  });
});

const script = syntheticScript(24_000, 3);
const known = knownFrom(script);

/** The scenes of the script as lists of elements. */
function scenesOf(elements: readonly Traced[]): readonly (readonly Traced[])[] {
  const scenes: Traced[][] = [];
  for (const element of elements) {
    if (element.type === 'sceneHeading' || scenes.length === 0) scenes.push([]);
    scenes.at(-1)!.push(element);
  }
  return scenes;
}

function newScene(seed: number): readonly Traced[] {
  const random = createRandom(seed);
  return parse(
    `INT. VÄXTHUSET - KVÄLL\n\n${sentence(random, true, 9, 3)}\n\nTOVE\n${sentence(random, true, 7, 3)}\n\nTOVE\nJa.\n`,
  ).elements.map(({ type, text }) => ({ type, text, was: undefined }));
}

/** Every second word of a text is another one. */
function halfRewritten(text: string, random: (below: number) => number): string {
  return text
    .split(' ')
    .map((word, index) => (index % 2 === 1 ? `nyttord${random(1000)}` : word))
    .join(' ');
}

describe('a short line in the midst of a dialogue', () => {
  it('keeps its id when its cue alone is written otherwise', () => {
    const script = 'Regn.\n\nTOVE\nJa.\n\nFRÄMLINGN\nNej inte nu.\n\nBO\nVarför inte då, undrar jag?\n';
    const known = knownFrom(script);
    const ids = alignElements(known, parse(script.replace('FRÄMLINGN', 'FRÄMLINGEN')).elements);
    assert.deepEqual(
      ids,
      known.map(({ id }) => id),
    );
  });
});

describe('a whole script that was edited elsewhere', () => {
  it('keeps every id when nothing changed', () => {
    assert.deepEqual(outcome(known, traced(known)), { kept: 1, wrong: 0 });
  });

  it('keeps every id when a scene is inserted', () => {
    const scenes = scenesOf(traced(known));
    const next = [...scenes.slice(0, 3), newScene(1), ...scenes.slice(3)].flat();
    assert.deepEqual(outcome(known, next), { kept: 1, wrong: 0 });
  });

  it('keeps every id of the rest when a scene is deleted', () => {
    const next = scenesOf(traced(known)).toSpliced(4, 1).flat();
    assert.deepEqual(outcome(known, next), { kept: 1, wrong: 0 });
  });

  it('keeps every id when scenes change places', () => {
    const scenes = scenesOf(traced(known));
    for (const [from, to] of [
      [1, 6],
      [7, 2],
      [3, 4],
      [0, 8],
    ] as const) {
      const moved = scenes.toSpliced(from, 1).toSpliced(to, 0, scenes[from]!);
      const { kept, wrong } = outcome(known, moved.flat());
      assert.equal(wrong, 0, `from ${from} to ${to}`);
      assert.ok(kept > 0.99, `from ${from} to ${to}: ${kept}`);
    }
  });

  it('keeps nearly every id when all scenes are in reverse order', () => {
    const { kept, wrong } = outcome(known, scenesOf(traced(known)).toReversed().flat());
    assert.ok(kept > 0.95, `kept ${kept}`);
    assert.ok(wrong / known.length < 0.02, `wrong ${wrong}`);
  });

  it('keeps every id when a character is renamed everywhere', () => {
    for (const name of ['TOVA', 'KAROLINA']) {
      const next = traced(known).map((element) => ({ ...element, text: element.text.replaceAll('TOVE', name) }));
      assert.deepEqual(outcome(known, next), { kept: 1, wrong: 0 });
    }
  });

  it('keeps nearly every id when every tenth line loses half its words', () => {
    const random = createRandom(5);
    const next = traced(known).map((element, index) =>
      index % 10 === 0 ? { ...element, text: halfRewritten(element.text, random) } : element,
    );
    const { kept, wrong } = outcome(known, next);
    assert.ok(kept > 0.99, `kept ${kept}`);
    assert.equal(wrong, 0);
  });

  it('keeps most ids and mistakes few when everything happens at once', () => {
    const random = createRandom(11);
    const scenes = scenesOf(traced(known));
    const shuffled = [...scenes.slice(4, 8), newScene(2), ...scenes.slice(0, 4), ...scenes.slice(9)];
    const next = shuffled.flat().flatMap((element) => {
      const chance = random(20);
      if (chance === 0) return [];
      if (chance === 1) return [{ ...element, text: halfRewritten(element.text, random) }];
      const added: Traced = { type: 'action', text: sentence(random, true, 9, 5), was: undefined };
      return chance === 2 ? [element, added] : [element];
    });
    const { kept, wrong } = outcome(known, next);
    assert.ok(kept > 0.97, `kept ${kept}`);
    assert.ok(wrong / next.length < 0.02, `wrong ${wrong}`);
  });

  it('claims little between two scripts that have but few words, all the same', () => {
    const other = parse(syntheticScript(24_000, 4)).elements;
    const given = alignElements(known, other).filter((id) => id !== undefined);
    assert.ok(given.length / other.length < 0.4, `claimed ${given.length} of ${other.length}`);
  });
});
