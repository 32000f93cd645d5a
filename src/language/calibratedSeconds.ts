import type { Element } from './document.ts';
import { elementSeconds, estimateDialogueSeconds, turnSeconds } from './timing.ts';

/** Seconds on screen of each element, by its index, and how much of them is known rather than estimated. */
export interface CalibratedSeconds {
  readonly seconds: readonly number[];
  /** Of each spoken or sung element the seconds with the turn before it, whoever else speaks meanwhile. */
  readonly speech: readonly number[];
  /** Lines of dialogue that are spoken, and how many of them have a voice. */
  readonly lines: number;
  readonly voicedLines: number;
}

/** So many seconds of speech at the estimated pace stand beside what was measured: a single line says little of a voice. */
const priorSecondsOfSpeaker = 10;
const priorSecondsOfAll = 20;
const slowest = 2;
const fastest = 0.5;

interface Measured {
  actual: number;
  estimated: number;
}

/**
 * Estimates of {@link elementSeconds} where lines with a voice last as long as it does, and every other line is said at the pace that
 * its character's voice has turned out to have. `voicedSeconds` gives a line's voice's length by the element's index.
 */
export function calibratedSeconds(
  elements: readonly Element[],
  voicedSeconds: (index: number) => number | undefined,
): CalibratedSeconds {
  const speakers = speakersOf(elements);
  const spoken = elements.map(({ type, text }) => (type === 'dialogue' ? estimateDialogueSeconds(text) : 0));
  const voiced = elements.map((_, index) => ((spoken[index] ?? 0) > 0 ? voicedSeconds(index) : undefined));
  const paceOf = paces(speakers, spoken, voiced);
  const seconds = elementSeconds(elements).map((estimate, index) => {
    const words = spoken[index] ?? 0;
    if (words === 0 || estimate === 0) return estimate;
    const said = voiced[index] ?? words * paceOf(speakers[index] ?? '');
    return Math.max(0, estimate - words + said);
  });
  const speech = elements.map(({ type, text }, index) => {
    const words = spoken[index] ?? 0;
    const said =
      type === 'lyrics' ? estimateDialogueSeconds(text) : (voiced[index] ?? words * paceOf(speakers[index] ?? ''));
    return said === 0 ? 0 : said + turnSeconds;
  });
  const lines = spoken.filter((each) => each > 0).length;
  return { seconds, speech, lines, voicedLines: voiced.filter((each) => each !== undefined).length };
}

/** How much slower than estimated a character speaks: 1 as estimated, 2 half as fast. */
function paces(
  speakers: readonly string[],
  spoken: readonly number[],
  voiced: readonly (number | undefined)[],
): (speaker: string) => number {
  const all: Measured = { actual: 0, estimated: 0 };
  const bySpeaker = new Map<string, Measured>();
  voiced.forEach((actual, index) => {
    if (actual === undefined) return;
    const speaker = speakers[index] ?? '';
    const measured = bySpeaker.get(speaker) ?? { actual: 0, estimated: 0 };
    bySpeaker.set(speaker, measured);
    for (const sum of [all, measured]) {
      sum.actual += actual;
      sum.estimated += spoken[index] ?? 0;
    }
  });
  const overall = paceFrom(all, 1, priorSecondsOfAll);
  return (speaker) => paceFrom(bySpeaker.get(speaker), overall, priorSecondsOfSpeaker);
}

function paceFrom(measured: Measured | undefined, usual: number, priorSeconds: number): number {
  const { actual, estimated } = measured ?? { actual: 0, estimated: 0 };
  const pace = (actual + usual * priorSeconds) / (estimated + priorSeconds);
  return Math.min(slowest, Math.max(fastest, pace));
}

/** Who speaks each element, in capitals; empty for what nobody speaks. */
export function speakersOf(elements: readonly Element[]): readonly string[] {
  let speaker = '';
  return elements.map(({ type, cue }) => {
    if (type === 'character') speaker = (cue?.name ?? '').toUpperCase();
    else if (type === 'action' || type === 'sceneHeading' || type === 'transition') speaker = '';
    return type === 'dialogue' || type === 'lyrics' ? speaker : '';
  });
}
