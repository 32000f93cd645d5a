/** What meters show. Pure; a level is the loudest sample of a moment, 1 is full scale. */

/** The quietest that a meter shows, in decibels below full scale. */
const floorDecibels = -60;
/** How fast a meter falls after a peak: broadcast meters take about this. */
const fallDecibelsPerSecond = 24;

/** Whole decibels, -60 to 0. */
export function decibelsOf(level: number): number {
  if (!(level > 0)) return floorDecibels;
  return Math.round(Math.min(0, Math.max(floorDecibels, 20 * Math.log10(level))));
}

/** How much of a meter is lit: even steps of decibels take even room. */
export function meterShare(level: number): number {
  if (!(level > 0)) return 0;
  return Math.min(1, Math.max(0, 1 - (20 * Math.log10(level)) / floorDecibels));
}

/** What is shown `seconds` after `shown`, when it is now as loud as `level`. */
export function fallen(shown: number, level: number, seconds: number): number {
  const falling = shown * 10 ** ((-fallDecibelsPerSecond * seconds) / 20);
  return Math.max(level, falling < 0.001 ? 0 : falling);
}
