import type { ScriptView, Span } from './scriptView.ts';

/** How long a scene lasts, to be shown behind its heading. */
export interface SceneDuration {
  /** Where the heading ends. */
  readonly offset: number;
  /** Estimated seconds on screen. */
  readonly seconds: number;
}

/** The estimated durations of the scenes whose headings end in a part of the text. */
export function sceneDurations({ screenplay, seconds }: ScriptView, within: Span): readonly SceneDuration[] {
  const durations: { offset: number; seconds: number }[] = [];
  for (const [index, { type, end }] of screenplay.elements.entries()) {
    if (type === 'sceneHeading') durations.push({ offset: end, seconds: 0 });
    const scene = durations.at(-1);
    if (scene) scene.seconds += seconds[index] ?? 0;
  }
  return durations.filter(({ offset }) => within.start <= offset && offset <= within.end);
}
