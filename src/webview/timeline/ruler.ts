/** Where the ruler's marks stand, so that labels never meet. */
import { frameToX, type Viewport, visibleFrames } from './layout.ts';
import { formatRulerTime } from './timecode.ts';

export interface Tick {
  readonly frame: number;
  readonly x: number;
  /** Missing on the small marks between labels. */
  readonly label?: string;
}

interface Step {
  readonly major: number;
  readonly parts: number;
}

/** Steps in seconds that people count in, with the number of parts each is divided into. */
const secondSteps: readonly (readonly [seconds: number, parts: number])[] = [
  [1, 5],
  [2, 4],
  [5, 5],
  [10, 5],
  [15, 3],
  [30, 6],
  [60, 6],
  [120, 4],
  [300, 5],
  [600, 5],
  [900, 3],
  [1800, 6],
  [3600, 6],
  [7200, 4],
];

/** Steps below a second, in frames, that divide a second evenly. */
function frameSteps(frameRate: number): Step[] {
  return [1, 2, 5, 10, 15].filter((frames) => frameRate % frames === 0).map((major) => ({ major, parts: major }));
}

/** The smallest step whose labels have room; from hours on, whole multiples of the largest. */
export function chooseStep(pixelsPerFrame: number, frameRate: number, minLabelPixels: number): Step {
  const steps = [
    ...frameSteps(frameRate),
    ...secondSteps.map(([seconds, parts]) => ({ major: seconds * frameRate, parts })),
  ];
  const fits = steps.find((step) => step.major * pixelsPerFrame >= minLabelPixels);
  if (fits) return fits;
  const longest = 7200 * frameRate;
  return { major: longest * Math.ceil(minLabelPixels / (longest * pixelsPerFrame)), parts: 4 };
}

/** The marks of the view, left to right; the first may stand left of the view so that its label shows. */
export function rulerTicks(view: Viewport, frameRate: number, minLabelPixels = 64): readonly Tick[] {
  const { major, parts } = chooseStep(view.pixelsPerFrame, frameRate, minLabelPixels);
  const ticks: Tick[] = [];
  const first = Math.floor(view.leftFrame / major);
  const last = Math.ceil((view.leftFrame + visibleFrames(view)) / major);
  for (let mark = first; mark < last; mark++) {
    for (let part = 0; part < parts; part++) {
      const frame = mark * major + (part * major) / parts;
      const x = frameToX(view, frame);
      if (x > view.widthPixels) break;
      ticks.push(part === 0 ? { frame, x, label: formatRulerTime(frame, frameRate, major < frameRate) } : { frame, x });
    }
  }
  return ticks;
}
