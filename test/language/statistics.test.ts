import assert from 'node:assert/strict';
import { calibratedSeconds } from '../../src/language/calibratedSeconds.ts';
import { parse } from '../../src/language/parse.ts';
import { figuresOf } from '../../src/language/statistics.ts';
import { elementSeconds, estimateDialogueSeconds, pageEighths, runningSeconds } from '../../src/language/timing.ts';
import { syntheticScript } from '../fixtures/syntheticScript.ts';

const script = `Title: Fyren

Ett ljus.

1 INT. KÖK - DAG

Hon går ut. [[inte *räknat*]]

ÅSA
Hej på dig, du där.

TOMMY
(viskar)
Hej.

2 EXT. HAMN - NATT

ÅSA (V.O.)
Det var *så* det var.

/* ÅSA säger inget. */

3 INT./EXT. BIL - NATT

Han kör.

.DRÖM

TOMMY
Ja.

INT. KÖK - DAG

Tomt.
`;

function figures(text: string, voiced: Readonly<Record<string, number>> = {}) {
  const screenplay = parse(text);
  const timing = calibratedSeconds(screenplay.elements, (index) => voiced[screenplay.elements[index]?.text ?? '']);
  return figuresOf(screenplay, timing, 'a4');
}

describe('figures of a script', () => {
  it('count its scenes by inside, outside and time, the commonest time first', () => {
    assert.deepEqual(figures(script).times, [
      { timeOfDay: 'DAG', int: 2, ext: 0, both: 0, neither: 0 },
      { timeOfDay: 'NATT', int: 0, ext: 1, both: 1, neither: 0 },
      { timeOfDay: '', int: 0, ext: 0, both: 0, neither: 1 },
    ]);
  });

  it('tell of each scene what it is called, where it is and who speaks', () => {
    assert.deepEqual(
      figures(script).scenes.map(({ sceneNumber, heading, speakers }) => [sceneNumber, heading, ...speakers]),
      [
        ['', ''],
        ['1', 'INT. KÖK - DAG', 'ÅSA', 'TOMMY'],
        ['2', 'EXT. HAMN - NATT', 'ÅSA'],
        ['3', 'INT./EXT. BIL - NATT'],
        ['', 'DRÖM', 'TOMMY'],
        ['', 'INT. KÖK - DAG'],
      ],
    );
  });

  it('tell of each character how much is said and where', () => {
    const [asa, tommy] = figures(script).cast;
    assert.deepEqual(
      [asa?.name, asa?.lines, asa?.words, asa?.firstScene, asa?.lastScene, asa?.scenes],
      ['ÅSA', 2, 10, 1, 2, [1, 2]],
    );
    assert.deepEqual([tommy?.name, tommy?.lines, tommy?.words, tommy?.scenes], ['TOMMY', 2, 2, [1, 4]]);
  });

  it('leave notes and directions out of what a character says', () => {
    const said = 'ÅSA\nVar är *min* koffert? [[Kofferten (den gröna) planteras i 103!]] (viskar) – Nu!\n';
    const { cast, dialogueWords } = figures(said);
    assert.deepEqual([cast[0]?.words, dialogueWords], [5, 5]);
  });

  it('give a character the time of what is said while another speaks', () => {
    const { cast, speechSeconds } = figures('ÅSA\nHej på dig du.\n\nTOMMY ^\nHej på er.\n');
    const [asa, tommy] = cast.map(({ seconds }) => seconds);
    assert.ok(asa !== undefined && tommy !== undefined && tommy > 1, `${tommy} s`);
    assert.equal(speechSeconds, asa);
  });

  it('count the words that are read or heard, apart', () => {
    const { words, dialogueWords } = figures(script);
    assert.equal(dialogueWords, 12);
    assert.equal(words, 12 + 'Ett ljus. Hon går ut. Han kör. Tomt.'.split(' ').length);
  });

  it('add up the scenes of a place, the longest first', () => {
    const { places, scenes } = figures(script);
    assert.deepEqual(
      places.map(({ location, scenes: count, firstScene }) => [location, count, firstScene]),
      [
        ['KÖK', 2, 1],
        ['BIL', 1, 3],
        ['HAMN', 1, 2],
        ['DRÖM', 1, 4],
      ],
    );
    assert.equal(places[0]?.seconds, (scenes[1]?.seconds ?? 0) + (scenes[5]?.seconds ?? 0));
  });

  it('add up: scenes and speakers to the whole', () => {
    const text = syntheticScript(30_000);
    const all = figures(text);
    const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-6, `${a} and ${b}`);
    near(
      all.scenes.reduce((sum, { seconds }) => sum + seconds, 0),
      all.seconds,
    );
    near(
      all.cast.reduce((sum, { seconds }) => sum + seconds, 0),
      all.speechSeconds,
    );
    near(all.seconds, runningSeconds(parse(text)));
    assert.equal(all.pageEighths, pageEighths(parse(text), 'a4'));
    assert.equal(
      all.times.reduce((sum, { int, ext, both, neither }) => sum + int + ext + both + neither, 0),
      all.scenes.length,
    );
  });

  it('are nought for an empty text', () => {
    const { seconds, words, scenes, cast, times, places, pageEighths: eighths } = figures('');
    assert.deepEqual([seconds, words, scenes, cast, times, places, eighths], [0, 0, [], [], [], [], 0]);
  });
});

describe('calibrated seconds', () => {
  const text = 'ÅSA\nHej på dig, hur är det med dig?\n\nTOMMY\nDet är bra med mig.\n\nÅSA\nVad roligt att höra.\n';
  const { elements } = parse(text);
  const estimates = elementSeconds(elements);
  const spoken = elements.map((element) => (element.type === 'dialogue' ? estimateDialogueSeconds(element.text) : 0));

  it('are the estimates where nothing has a voice', () => {
    assert.deepEqual(
      calibratedSeconds(elements, () => undefined),
      { seconds: estimates, speech: estimates, lines: 3, voicedLines: 0 },
    );
  });

  it('are a voice’s length, with the turn before it, where there is one', () => {
    const { seconds, voicedLines } = calibratedSeconds(elements, (index) => (index === 1 ? 9 : undefined));
    assert.equal(voicedLines, 1);
    assert.equal(seconds[1], 9 + (estimates[1] ?? 0) - (spoken[1] ?? 0));
  });

  it('are longer for a slow voice’s other lines, and a little for everybody’s', () => {
    const slow = 2 * (spoken[1] ?? 0);
    const { seconds } = calibratedSeconds(elements, (index) => (index === 1 ? slow : undefined));
    const factor = (index: number) => (seconds[index] ?? 0) / (estimates[index] ?? 1);
    assert.ok(factor(5) > factor(3) && factor(3) > 1 && factor(5) < 2);
  });

  it('stay within reason, whatever a voice file says', () => {
    const { seconds } = calibratedSeconds(elements, (index) => (index === 1 ? 10_000 : undefined));
    assert.ok((seconds[5] ?? 0) <= 2 * (estimates[5] ?? 0));
  });

  it('leave out what is said at the same time', () => {
    const dual = parse('ÅSA\nHej på dig du.\n\nTOMMY ^\nHej.\n').elements;
    assert.equal(calibratedSeconds(dual, () => 4).seconds[3], 0);
  });
});
