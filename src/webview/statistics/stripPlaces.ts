/** Where scenes lie along a strip as wide as the script is long. */

/** One scene's place in per cent of the strip's width. */
export interface StripPlace {
  readonly left: number;
  readonly width: number;
}

/** Places in proportion to the scenes' seconds, one after the other. A scene that takes no time still has its `least` per cent. */
export function stripPlaces(seconds: readonly number[], least = 0.25): readonly StripPlace[] {
  const total = seconds.reduce((sum, each) => sum + each, 0);
  const smallest = (total * least) / 100;
  const shown = seconds.map((each) => Math.max(each, smallest, Number.MIN_VALUE));
  const whole = shown.reduce((sum, each) => sum + each, 0);
  let left = 0;
  return shown.map((each) => {
    const width = (each / whole) * 100;
    const place = { left, width };
    left += width;
    return place;
  });
}

/** The scenes in runs that follow each other: 0, 1, 2, 5 are 0 to 3 and 5 to 6, half-open. */
export function runsOf(scenes: readonly number[]): readonly { readonly from: number; readonly to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const scene of scenes) {
    const last = runs.at(-1);
    if (last && last.to === scene) last.to = scene + 1;
    else runs.push({ from: scene, to: scene + 1 });
  }
  return runs;
}
