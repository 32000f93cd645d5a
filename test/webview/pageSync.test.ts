import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ScriptElement } from '../../src/language/document.ts';
import { applySplice, diffElements } from '../../src/language/edits.ts';
import { type ForeignSplice, type OutgoingSplice, PageSync } from '../../src/webview/editor/pageSync.ts';
import type { Caret } from '../../src/webview/editor/protocol.ts';

type Elements = readonly ScriptElement[];

const action = (id: string, text: string): ScriptElement => ({ id, type: 'action', text });
const texts = (elements: Elements) => elements.map(({ text }) => text);

/** A page and a host with a channel in between whose messages arrive when the test says so, each direction in its order. */
function connect(start: Elements) {
  const toHost: OutgoingSplice[] = [];
  const toPage: (() => void)[] = [];
  let shown = start;
  let composing = false;
  const host = { elements: start, foreign: 0, accepted: 0 };
  const carets: (Caret | undefined)[] = [];
  const lost: string[] = [];
  const sync = new PageSync({
    view: {
      elements: () => shown,
      isComposing: () => composing,
      show: (elements, caret) => {
        shown = elements;
        carets.push(caret);
      },
    },
    start: { elements: start, foreign: 0 },
    post: (splice) => toHost.push(splice),
    onLost: (why) => lost.push(why),
  });
  return {
    sync,
    host,
    carets,
    lost,
    toHost,
    toPage,
    shown: () => shown,
    type(elements: Elements) {
      shown = elements;
      sync.send();
    },
    compose(is: boolean) {
      composing = is;
      if (!is) sync.compositionEnded();
    },
    editElsewhere(elements: Elements, more: Partial<ForeignSplice> = {}) {
      const splice = diffElements(host.elements, elements);
      if (!splice) return;
      host.elements = elements;
      host.foreign++;
      const foreign: ForeignSplice = { foreign: host.foreign, reason: 'external', ...splice, ...more };
      toPage.push(() => sync.foreign(foreign));
    },
    /** The host reads one message. */
    hostHears() {
      const splice = toHost.shift();
      if (!splice || splice.foreign !== host.foreign) return;
      host.elements = applySplice(host.elements, splice);
      host.accepted++;
      toPage.push(() => sync.ack(splice.sequence));
    },
    pageHears: () => toPage.shift()?.(),
    settle() {
      while (toHost.length > 0 || toPage.length > 0) {
        this.hostHears();
        this.pageHears();
      }
    },
  };
}

const two = [action('a', 'Regn.'), action('b', 'Sol.')];

describe('page sync', () => {
  it('sends a local edit at once, as the smallest splice', () => {
    const pair = connect(two);
    pair.type([two[0]!, action('b', 'Sol!')]);
    assert.deepEqual(pair.toHost, [
      { foreign: 0, sequence: 1, start: 1, deleteCount: 1, inserted: [action('b', 'Sol!')] },
    ]);
  });

  it('does not wait for an answer before the next edit', () => {
    const pair = connect(two);
    pair.type([two[0]!, action('b', 'So')]);
    pair.type([two[0]!, action('b', 'S')]);
    assert.deepEqual(
      pair.toHost.map(({ sequence }) => sequence),
      [1, 2],
    );
    pair.settle();
    assert.deepEqual(texts(pair.host.elements), ['Regn.', 'S']);
  });

  it('sends nothing when nothing has changed', () => {
    const pair = connect(two);
    pair.type([...two]);
    assert.equal(pair.toHost.length, 0);
  });

  it('shows an edit made elsewhere and answers nothing', () => {
    const pair = connect(two);
    pair.editElsewhere([action('a', 'Hagel.'), two[1]!]);
    pair.settle();
    assert.deepEqual(texts(pair.shown()), ['Hagel.', 'Sol.']);
    assert.equal(pair.toHost.length, 0);
  });

  it('merges an edit that crossed one made elsewhere and sends it again', () => {
    const pair = connect(two);
    pair.editElsewhere([action('a', 'Regn i natt.'), two[1]!]);
    pair.type([action('a', 'Mer. Regn.'), two[1]!]);
    pair.settle();
    assert.equal(pair.host.accepted, 1);
    assert.deepEqual(pair.shown(), pair.host.elements);
    assert.match(pair.shown()[0]!.text, /i natt/);
    assert.match(pair.shown()[0]!.text, /Mer/);
  });

  it('puts the caret where undo says, and nowhere for an edit made elsewhere', () => {
    const pair = connect(two);
    const caret = { elementId: 'a', offset: 2 };
    pair.editElsewhere([action('a', 'Re'), two[1]!], { reason: 'undo', caret });
    pair.settle();
    pair.editElsewhere([action('a', 'R'), two[1]!], { caret });
    pair.settle();
    assert.deepEqual(pair.carets, [caret, undefined]);
  });

  describe('while an input method composes', () => {
    it('sends nothing and shows nothing, then both', () => {
      const pair = connect(two);
      pair.compose(true);
      pair.type([action('a', 'Regn´.'), two[1]!]);
      pair.editElsewhere([two[0]!, action('b', 'Sol och vind.')]);
      pair.settle();
      assert.equal(pair.carets.length, 0);
      assert.equal(pair.host.accepted, 0);
      pair.type([action('a', 'Regné.'), two[1]!]);
      pair.compose(false);
      pair.settle();
      assert.deepEqual(texts(pair.host.elements), ['Regné.', 'Sol och vind.']);
      assert.deepEqual(pair.shown(), pair.host.elements);
    });

    it('still takes acknowledgements', () => {
      const pair = connect(two);
      pair.type([action('a', 'Regnar.'), two[1]!]);
      pair.compose(true);
      pair.settle();
      pair.compose(false);
      pair.type([action('a', 'Regnar?'), two[1]!]);
      assert.equal(pair.toHost[0]?.sequence, 2);
      pair.settle();
      assert.deepEqual(pair.lost, []);
    });

    it('sends what is there when flushed', () => {
      const pair = connect(two);
      pair.compose(true);
      pair.type([action('a', 'Regn´.'), two[1]!]);
      pair.sync.flush();
      assert.equal(pair.toHost.length, 1);
    });
  });

  describe('when the ends have lost each other', () => {
    it('says so once and sends nothing until it starts over', () => {
      const pair = connect(two);
      pair.sync.foreign({ foreign: 2, reason: 'external', start: 0, deleteCount: 1, inserted: [] });
      pair.sync.foreign({ foreign: 3, reason: 'external', start: 0, deleteCount: 1, inserted: [] });
      pair.type([action('a', 'Regn!'), two[1]!]);
      assert.equal(pair.lost.length, 1);
      assert.equal(pair.toHost.length, 0);
    });

    it('refuses a splice beyond the end of the script', () => {
      const pair = connect(two);
      pair.sync.foreign({ foreign: 1, reason: 'external', start: 1, deleteCount: 5, inserted: [] });
      assert.equal(pair.lost.length, 1);
    });

    it('notices an acknowledgement that skips an edit', () => {
      const pair = connect(two);
      pair.type([action('a', 'Regn!'), two[1]!]);
      pair.sync.ack(2);
      assert.equal(pair.lost.length, 1);
    });

    it('merges what was typed into the state it starts over from', () => {
      const pair = connect(two);
      pair.sync.foreign({ foreign: 9, reason: 'external', start: 0, deleteCount: 0, inserted: [] });
      pair.type([action('a', 'Regn!'), two[1]!]);
      pair.host.elements = [two[0]!, action('b', 'Vind.')];
      pair.host.foreign = 4;
      pair.sync.reset(pair.host.elements, 4);
      pair.settle();
      assert.deepEqual(texts(pair.host.elements), ['Regn!', 'Vind.']);
      assert.deepEqual(pair.shown(), pair.host.elements);
    });

    it('gives in to a host that starts over again and again', () => {
      const pair = connect(two);
      pair.type([action('a', 'Regn!'), two[1]!]);
      for (let round = 0; round < 4; round++) pair.sync.reset(two, 0);
      assert.deepEqual(pair.shown(), two);
    });
  });

  for (let seed = 1; seed <= 30; seed++) {
    it(`loses and doubles nothing in 300 crossing edits (seed ${seed})`, () => simulate(seed, 300));
  }
});

/** Both sides write words of their own that occur once; at the end each stands in the script exactly once. */
function simulate(seed: number, rounds: number): void {
  const random = seeded(seed);
  const pair = connect(Array.from({ length: 12 }, (_, index) => action(`e${index}`, `start${index}.`)));
  const written: string[] = [];
  let ids = 0;
  const edited = (elements: Elements, side: string): Elements => {
    const at = Math.floor(random() * elements.length);
    const word = `${side}${written.length}.`;
    written.push(word);
    const element = elements[at];
    if (!element || random() < 0.2) return elements.toSpliced(at, 0, action(`${side}${ids++}`, word));
    return elements.toSpliced(at, 1, {
      ...element,
      text: random() < 0.5 ? `${element.text} ${word}` : `${word} ${element.text}`,
    });
  };
  for (let round = 0; round < rounds; round++) {
    const what = random();
    if (what < 0.3) pair.type(edited(pair.shown(), 'p'));
    else if (what < 0.45) pair.editElsewhere(edited(pair.host.elements, 'h'));
    else if (what < 0.5) pair.compose(random() < 0.5);
    else if (what < 0.75) pair.hostHears();
    else pair.pageHears();
  }
  pair.compose(false);
  pair.settle();
  assert.deepEqual(pair.lost, []);
  assert.deepEqual(pair.shown(), pair.host.elements);
  const all = texts(pair.host.elements).join(' ').split(' ');
  for (const word of written) assert.equal(all.filter((found) => found === word).length, 1, word);
  assert.equal(new Set(pair.host.elements.map(({ id }) => id)).size, pair.host.elements.length);
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
}
