import assert from 'node:assert/strict';
import type { Clock } from '../../src/extension/platform/clock.ts';
import { type HeardSound, Listening, type Speaking } from '../../src/extension/voices/listening/listening.ts';
import {
  type HeardElement,
  type ListenScope,
  listeningOrder,
  type Narration,
} from '../../src/extension/voices/listening/listeningOrder.ts';
import { parse } from '../../src/language/parse.ts';
import { placeSpokenWords } from '../../src/language/spokenWords.ts';
import { spokenText } from '../../src/language/timing.ts';

const script = `Före allt.

1. INT. FYRTORNET - NATT

Det blåser.

TOVE
(viskar)
Vem där?

ÅKE
…

ÅKE
Vinden.

2. EXT. BRYGGAN - DAG

ISLA
Hej!
`;

const elements = parse(script).elements.map(({ type, text }, index) => ({ id: `e${index}`, type, text }));

function heard(at: string, scope: ListenScope, narration: Narration = 'none'): readonly string[] {
  const from = elements.find(({ text }) => text.includes(at))?.id;
  return listeningOrder(elements, from, scope, narration).map(({ text }) => text);
}

describe('what is heard of a script', () => {
  it('is every line with words, in order', () =>
    assert.deepEqual(heard('', 'script'), ['Vem där?', 'Vinden.', 'Hej!']));
  it('is a scene, wherever in it the caret is', () => {
    for (const place of ['FYRTORNET', 'blåser', 'TOVE', 'viskar', 'Vinden']) {
      assert.deepEqual(heard(place, 'scene'), ['Vem där?', 'Vinden.'], place);
    }
    assert.deepEqual(heard('Hej', 'scene'), ['Hej!']);
    assert.deepEqual(heard('Före', 'scene'), []);
  });
  it('goes on from the line of the caret', () => {
    assert.deepEqual(heard('Vinden', 'fromHere'), ['Vinden.', 'Hej!']);
    assert.deepEqual(heard('viskar', 'fromHere'), ['Vem där?', 'Vinden.', 'Hej!']);
  });
  it('has a narrator who reads what is wanted', () => {
    assert.deepEqual(heard('Hej', 'scene', 'headings'), ['EXT. BRYGGAN - DAG', 'Hej!']);
    assert.deepEqual(heard('Vinden', 'scene', 'headingsAndAction'), [
      'INT. FYRTORNET - NATT',
      'Det blåser.',
      'Vem där?',
      'Vinden.',
    ]);
  });
  it('begins at the beginning for a line that is not there', () => {
    assert.equal(listeningOrder(elements, 'gone', 'fromHere', 'none').length, 3);
  });
});

describe('the words that a voice says', () => {
  for (const { text, word, place } of [
    { text: 'Vem där?', word: 'där', place: 'där' },
    { text: '(nej) Nej, *aldrig* nej.', word: 'aldrig', place: 'aldrig' },
    { text: '(nej viskar) nej då', word: 'nej', place: 'nej då'.slice(0, 3) },
    { text: 'Det [[eller hon]] var hon.', word: 'hon', place: 'hon' },
    { text: 'Åh,\nså   sent.', word: 'sent', place: 'sent' },
  ]) {
    it(`${word} stands where it stands in ${JSON.stringify(text)}`, () => {
      const spoken = spokenText(text);
      const start = spoken.indexOf(word);
      const span = placeSpokenWords(spoken, text)({ start, end: start + word.length });
      assert.ok(span);
      assert.equal(text.slice(span.start, span.end), place);
      assert.equal(span.start, text.lastIndexOf(word));
    });
  }

  it('are found each in its turn, in a long line too', () => {
    const text = Array.from({ length: 900 }, (_, index) => `ord${index % 7}`).join(' ');
    const place = placeSpokenWords(text, text);
    for (const [index, { start, end }] of [
      { start: 0, end: 4 },
      { start: 500, end: 504 },
    ].entries()) {
      assert.deepEqual(place({ start, end }), { start, end }, String(index));
    }
  });

  it('are nowhere when the text has other words', () => {
    assert.equal(placeSpokenWords('helt andra', 'inget av det')({ start: 0, end: 4 }), undefined);
  });
});

/** Time that is moved by hand. */
class HandClock implements Clock {
  #now = 0;
  #timers: { at: number; run: () => void }[] = [];
  now = () => this.#now;
  after = (milliseconds: number, run: () => void) => {
    const timer = { at: this.#now + milliseconds, run };
    this.#timers.push(timer);
    return { dispose: () => this.#timers.splice(this.#timers.indexOf(timer) >>> 0, 1) };
  };
  pass(milliseconds: number): void {
    this.#now += milliseconds;
    const due = this.#timers.filter(({ at }) => at <= this.#now);
    this.#timers = this.#timers.filter(({ at }) => at > this.#now);
    for (const { run } of due) run();
  }
}

class Stage {
  readonly clock = new HandClock();
  readonly shown: string[] = [];
  readonly asked: string[] = [];
  ends: PromiseWithResolvers<boolean> | undefined;
  stops = 0;
  rate = 1;
  readonly listening = new Listening<HeardSound>({
    clock: this.clock,
    soundOf: async ({ elementId }) => {
      this.asked.push(elementId);
      if (elementId === 'broken') throw new Error('no voice');
      if (elementId === 'silent') return undefined;
      return { durationMs: 900, words: [{ fromMs: 300, start: 0, end: 3 }] };
    },
    play: (_, _sound, onStarted) => {
      this.ends = Promise.withResolvers();
      onStarted(this.rate);
      return this.ends.promise;
    },
    stop: () => this.stops++,
    show: (speaking) => this.shown.push(nameOf(speaking)),
  });

  async end(isOver = true): Promise<void> {
    this.ends?.resolve(isOver);
    await settled();
  }
}

const nameOf = (speaking: Speaking | undefined) =>
  speaking ? `${speaking.elementId}${speaking.word ? ` ${speaking.word.start}-${speaking.word.end}` : ''}` : '-';

async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

const items = (...ids: readonly string[]): readonly HeardElement[] =>
  ids.map((elementId) => ({ elementId, kind: 'line', text: '' }));

describe('listening', () => {
  it('plays one element after the other, and has the next ready', async () => {
    const stage = new Stage();
    const over = stage.listening.listen(items('a', 'silent', 'b'));
    await settled();
    assert.deepEqual([stage.asked, stage.shown], [['a', 'silent'], ['a']]);
    await stage.end();
    assert.deepEqual(stage.shown, ['a', 'b']);
    await stage.end();
    await over;
    assert.deepEqual([stage.shown, stage.listening.isOn], [['a', 'b', '-'], false]);
  });

  it('shows each word when it is heard, sooner when the speed is higher', async () => {
    const stage = new Stage();
    stage.rate = 1.5;
    void stage.listening.listen(items('a'));
    await settled();
    stage.clock.pass(199);
    assert.deepEqual(stage.shown, ['a']);
    stage.clock.pass(1);
    assert.deepEqual(stage.shown, ['a', 'a 0-3']);
  });

  it('ends when the writer stops it, here or where it sounds, and shows no word after', async () => {
    const stage = new Stage();
    const over = stage.listening.listen(items('a', 'b'));
    await settled();
    stage.listening.stop();
    await stage.end(false);
    await over;
    stage.clock.pass(1000);
    assert.deepEqual([stage.shown, stage.stops], [['a', '-'], 1]);
    const again = stage.listening.listen(items('a', 'b'));
    await settled();
    await stage.end(false);
    await again;
    assert.deepEqual(stage.shown, ['a', '-', 'a', '-']);
  });

  it('gives way to another', async () => {
    const stage = new Stage();
    const first = stage.listening.listen(items('a', 'b'));
    await settled();
    const { ends } = stage;
    const second = stage.listening.listen(items('c'));
    ends?.resolve(false);
    await settled();
    await first;
    assert.deepEqual(stage.shown, ['a', '-', 'c']);
    await stage.end();
    await second;
    assert.equal(stage.listening.isOn, false);
  });

  it('tells of a sound that could not be had when its turn comes', async () => {
    const stage = new Stage();
    const over = stage.listening.listen(items('a', 'broken'));
    await settled();
    await stage.end();
    await assert.rejects(over, /no voice/);
    assert.equal(stage.listening.isOn, false);
  });
});
