/** The speeds of J, K and L, and the rates of ordinary playing. Pure. */

/** Press by press: one, two, four times as fast. */
const shuttleSpeeds = [1, 2, 4] as const;

/** How fast playing can be set to go. */
export const rates = [0.5, 0.75, 1, 1.25, 1.5, 2] as const;

/** The speed after a press of L (`way` 1) or J (-1), from the speed now (0 when it stands): faster the same way, else one the other way. */
export function shuttled(speed: number, way: 1 | -1): number {
  const pace = speed * way;
  if (pace <= 0) return way;
  const faster = shuttleSpeeds.find((each) => each > pace) ?? shuttleSpeeds.at(-1) ?? 1;
  return way * faster;
}

/** The next rate up or down the list; from one that is not on it, the nearest that way. */
export function nextRate(rate: number, way: 1 | -1): number {
  const next = way > 0 ? rates.find((each) => each > rate) : rates.findLast((each) => each < rate);
  return next ?? (way > 0 ? 2 : 0.5);
}

/** `1×`, `0.75×`, `−2×` */
export function describeSpeed(speed: number): string {
  return `${speed < 0 ? '−' : ''}${Math.abs(speed)}×`;
}
