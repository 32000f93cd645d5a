/** What a script consists of, in figures: for the statistics view. */
import { type CalibratedSeconds, speakersOf } from './calibratedSeconds.ts';
import type { Element, IntExt, Screenplay } from './document.ts';
import { withoutEmphasis } from './emphasis.ts';
import { withoutHidden } from './hiddenText.ts';
import { type CastMember, outlineOf, type SceneOutline } from './outline.ts';
import type { PaperSize } from './pageLines.ts';
import { countSpokenWords, countWords, pageEighths } from './timing.ts';

/** One scene. What stands before the first heading is a scene without heading. */
export interface SceneFigures {
  /** Index of its first element, the heading where it has one. */
  readonly firstElement: number;
  readonly sceneNumber: string;
  readonly heading: string;
  /** Missing on forced headings and before the first one. */
  readonly intExt?: IntExt;
  readonly location: string;
  /** In capitals; empty without one. */
  readonly timeOfDay: string;
  readonly seconds: number;
  /** Of these, what is spoken. */
  readonly speechSeconds: number;
  readonly pageEighths: number;
  /** Characters who speak, in the order of their first cue. */
  readonly speakers: readonly string[];
}

/** One speaking character. */
export interface CastFigures extends CastMember {
  /** Seconds of speech, also of what is said while another speaks. */
  readonly seconds: number;
  /** Scenes that the character speaks in, as indices in ascending order. */
  readonly scenes: readonly number[];
}

/** Scenes at one time of day. */
export interface TimeFigures {
  /** In capitals; empty for scenes without one. */
  readonly timeOfDay: string;
  readonly int: number;
  readonly ext: number;
  /** Scenes that are both inside and outside. */
  readonly both: number;
  /** Scenes under forced headings, which say neither. */
  readonly neither: number;
}

/** Scenes at one place, whatever part of it. */
export interface PlaceFigures {
  /** In capitals. */
  readonly location: string;
  readonly scenes: number;
  readonly seconds: number;
  /** The first of them, as an index. */
  readonly firstScene: number;
}

export interface ScriptFigures {
  readonly pageEighths: number;
  readonly seconds: number;
  readonly speechSeconds: number;
  /** Words that are read or heard: headings, notes and what is left out do not count. */
  readonly words: number;
  readonly dialogueWords: number;
  readonly lines: number;
  readonly voicedLines: number;
  readonly scenes: readonly SceneFigures[];
  /** Most lines first. */
  readonly cast: readonly CastFigures[];
  /** Commonest first. */
  readonly times: readonly TimeFigures[];
  /** Longest first. */
  readonly places: readonly PlaceFigures[];
}

/** Counts a script. `timing` has one entry for each element. */
export function figuresOf(screenplay: Screenplay, timing: CalibratedSeconds, paper: PaperSize): ScriptFigures {
  const { elements } = screenplay;
  const outline = outlineOf(screenplay);
  const speakers = speakersOf(elements);
  const scenes = outline.scenes.map((scene) => sceneFigures(elements, scene, timing.seconds, speakers, paper));
  const dialogueWords = wordsOfTypes(elements, heard, countSpokenWords);
  return {
    pageEighths: pageEighths(screenplay, paper),
    seconds: sum(timing.seconds),
    speechSeconds: sum(scenes.map(({ speechSeconds }) => speechSeconds)),
    words: dialogueWords + wordsOfTypes(elements, seen, (text) => countWords(withoutEmphasis(withoutHidden(text)))),
    dialogueWords,
    lines: timing.lines,
    voicedLines: timing.voicedLines,
    scenes,
    cast: castFigures(outline.cast, outline.scenes, timing.speech, speakers),
    times: timeFigures(scenes),
    places: placeFigures(scenes),
  };
}

const heard = new Set(['dialogue', 'lyrics']);
const seen = new Set(['action', 'centered', 'transition']);

function wordsOfTypes(
  elements: readonly Element[],
  types: ReadonlySet<string>,
  count: (text: string) => number,
): number {
  return sum(elements.map(({ type, text }) => (types.has(type) ? count(text) : 0)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function sceneFigures(
  elements: readonly Element[],
  { heading, firstElement, endElement }: SceneOutline,
  seconds: readonly number[],
  speakers: readonly string[],
  paper: PaperSize,
): SceneFigures {
  const parts = elements.slice(firstElement, endElement);
  const spoken = parts.map((_, index) =>
    (speakers[firstElement + index] ?? '') === '' ? 0 : (seconds[firstElement + index] ?? 0),
  );
  const intExt = heading?.heading?.intExt;
  return {
    firstElement,
    sceneNumber: heading?.heading?.sceneNumber ?? '',
    heading: heading?.text.trim() ?? '',
    ...(intExt && { intExt }),
    location: (heading?.heading?.location ?? '').toUpperCase(),
    timeOfDay: (heading?.heading?.timeOfDay ?? '').toUpperCase(),
    seconds: sum(seconds.slice(firstElement, endElement)),
    speechSeconds: sum(spoken),
    pageEighths: pageEighths({ elements: parts }, paper),
    speakers: [...new Set(parts.flatMap(({ cue }) => (cue && cue.name !== '' ? [cue.name.toUpperCase()] : [])))],
  };
}

function castFigures(
  cast: readonly CastMember[],
  scenes: readonly SceneOutline[],
  seconds: readonly number[],
  speakers: readonly string[],
): readonly CastFigures[] {
  const total = new Map<string, number>();
  const present = new Map<string, number[]>();
  scenes.forEach(({ firstElement, endElement }, scene) => {
    for (let index = firstElement; index < endElement; index++) {
      const speaker = speakers[index] ?? '';
      if (speaker === '') continue;
      total.set(speaker, (total.get(speaker) ?? 0) + (seconds[index] ?? 0));
      const list = present.get(speaker) ?? [];
      if (list.at(-1) !== scene) list.push(scene);
      present.set(speaker, list);
    }
  });
  return cast
    .map((member) => {
      const key = member.name.toUpperCase();
      return { ...member, seconds: total.get(key) ?? 0, scenes: present.get(key) ?? [] };
    })
    .sort((a, b) => b.lines - a.lines || b.words - a.words);
}

function timeFigures(scenes: readonly SceneFigures[]): readonly TimeFigures[] {
  const times = new Map<string, { int: number; ext: number; both: number; neither: number }>();
  for (const { heading, timeOfDay, intExt } of scenes) {
    if (heading === '') continue;
    const counts = times.get(timeOfDay) ?? { int: 0, ext: 0, both: 0, neither: 0 };
    times.set(timeOfDay, counts);
    if (intExt === 'INT') counts.int++;
    else if (intExt === 'EXT') counts.ext++;
    else if (intExt === 'INT/EXT') counts.both++;
    else counts.neither++;
  }
  const all = (counts: Omit<TimeFigures, 'timeOfDay'>) => counts.int + counts.ext + counts.both + counts.neither;
  return [...times].map(([timeOfDay, counts]) => ({ timeOfDay, ...counts })).sort((a, b) => all(b) - all(a));
}

function placeFigures(scenes: readonly SceneFigures[]): readonly PlaceFigures[] {
  const places = new Map<string, PlaceFigures>();
  scenes.forEach(({ location, seconds }, index) => {
    if (location === '') return;
    const known = places.get(location) ?? { location, scenes: 0, seconds: 0, firstScene: index };
    places.set(location, { ...known, scenes: known.scenes + 1, seconds: known.seconds + seconds });
  });
  return [...places.values()].sort((a, b) => b.seconds - a.seconds);
}
