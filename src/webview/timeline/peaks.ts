/** The shape of a sound, as the host sends it: one byte for each 1/50 s. */

/** Peaks in a second of sound. */
export const peaksPerSecond = 50;

/** Decodes base64 to one byte a peak; text that is no base64 gives no peaks. */
export function decodePeaks(base64: string): Uint8Array {
  try {
    const letters = atob(base64);
    const peaks = new Uint8Array(letters.length);
    // By hand: `Uint8Array.from` takes ten times as long, and the first picture shows hundreds of these.
    for (let at = 0; at < peaks.length; at++) peaks[at] = letters.charCodeAt(at);
    return peaks;
  } catch {
    return new Uint8Array(); // A shape that cannot be read is not drawn; the sound plays all the same.
  }
}

/** The loudest of the peaks `from`..`to` (fractional, half-open, in peaks), from 0 to 1. */
export function loudest(peaks: Uint8Array, from: number, to: number): number {
  const end = Math.min(peaks.length, Math.max(Math.ceil(to), Math.floor(from) + 1));
  let top = 0;
  for (let at = Math.max(0, Math.floor(from)); at < end; at++) top = Math.max(top, peaks[at] ?? 0);
  return top / 255;
}
