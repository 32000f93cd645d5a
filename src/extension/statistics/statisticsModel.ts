/** A script's figures as the page shows them. Knows no VS Code. */
import { type CalibratedSeconds, calibratedSeconds } from '../../language/calibratedSeconds.ts';
import type { IntExt, Screenplay } from '../../language/document.ts';
import type { PaperSize } from '../../language/pageLines.ts';
import { scriptTitle } from '../../language/scriptTitle.ts';
import { figuresOf, type SceneFigures } from '../../language/statistics.ts';
import type { StatisticsModel, StatisticsScene } from '../../webview/statistics/protocol.ts';

/** What the figures are made of. */
export interface StatisticsInput {
  readonly screenplay: Screenplay;
  /** The lasting id of each element, by its index. */
  readonly ids: readonly string[];
  /** Seconds of the voices that lines have, by element id. */
  readonly voices: ReadonlyMap<string, number>;
  readonly paper: PaperSize;
  /** The title where the title page has none. */
  readonly fileName: string;
}

export const emptyStatistics: StatisticsModel = {
  title: '',
  pageEighths: 0,
  seconds: 0,
  speechSeconds: 0,
  words: 0,
  dialogueWords: 0,
  lines: 0,
  voicedLines: 0,
  scenes: [],
  cast: [],
  times: [],
  places: [],
};

export function statisticsModel({ screenplay, ids, voices, paper, fileName }: StatisticsInput): StatisticsModel {
  const timing: CalibratedSeconds = calibratedSeconds(screenplay.elements, (index) => voices.get(ids[index] ?? ''));
  const figures = figuresOf(screenplay, timing, paper);
  const idOfScene = (index: number) => ids[figures.scenes[index]?.firstElement ?? -1] ?? '';
  const { pageEighths, seconds, speechSeconds, words, dialogueWords, lines, voicedLines } = figures;
  return {
    title: scriptTitle(screenplay.titlePage) ?? fileName,
    ...{ pageEighths, seconds, speechSeconds, words, dialogueWords, lines, voicedLines },
    scenes: figures.scenes.map((scene, index) => sceneOf(scene, shortLabel(figures.scenes, index), idOfScene(index))),
    cast: figures.cast.map(({ name, lines, words, seconds, scenes }) => {
      const key = name.toUpperCase();
      const cue = screenplay.elements.findIndex((element) => element.cue?.name.toUpperCase() === key);
      return { name, elementId: ids[cue] ?? '', lines, words, seconds, scenes: [...scenes] };
    }),
    times: figures.times.map(({ timeOfDay, ...counts }) => ({ name: timeOfDay, ...counts })),
    places: figures.places.map(({ location, scenes, seconds, firstScene }) => {
      return { name: location, elementId: idOfScene(firstScene), scenes, seconds };
    }),
  };
}

const sideOf: Readonly<Record<IntExt, StatisticsScene['side']>> = { INT: 'int', EXT: 'ext', 'INT/EXT': 'both' };

/** What a narrow column calls a scene: its number, its place among numbered scenes, or how manieth it is. */
function shortLabel(scenes: readonly SceneFigures[], index: number): string {
  const { sceneNumber = '', location = '' } = scenes[index] ?? {};
  if (sceneNumber !== '') return sceneNumber;
  const isNumbered = scenes.some((scene) => scene.sceneNumber !== '');
  return isNumbered ? location : String(index + 1);
}

function sceneOf(scene: SceneFigures, short: string, elementId: string): StatisticsScene {
  const { sceneNumber, heading, intExt, seconds, speechSeconds, pageEighths, speakers } = scene;
  return {
    elementId,
    label: sceneNumber === '' ? heading : `${sceneNumber} ${heading}`,
    shortLabel: short,
    side: intExt ? sideOf[intExt] : 'neither',
    ...{ seconds, speechSeconds, pageEighths },
    speakers: speakers.length,
  };
}
