/**
 * Loudness of a programme after ITU-R BS.1770-4 (https://www.itu.int/rec/R-REC-BS.1770): K-weighting, mean square in blocks of 400 ms that
 * overlap by three quarters, gated at -70 LUFS and at 10 LU below the loudness of what is left. Pure.
 */

const blockSeconds = 0.4;
const stepsInBlock = 4;
const absoluteGate = -70;
const relativeGate = -10;

/** A second-order filter; coefficients of a biquad normalised to a0 = 1. */
interface Biquad {
  readonly b: readonly [number, number, number];
  readonly a: readonly [number, number];
}

/** Annex 1's two filters at any sample rate: the shelf of a head in the sound field, then the weighting of low frequencies. */
function weighting(sampleRate: number): readonly [Biquad, Biquad] {
  const shelfGain = 10 ** (3.999843853973347 / 20);
  const bandGain = shelfGain ** 0.4996667741545416;
  const k = Math.tan((Math.PI * 1681.974450955533) / sampleRate);
  const q = 0.7071752369554196;
  const a0 = 1 + k / q + k * k;
  const shelf: Biquad = {
    b: [
      (shelfGain + (bandGain * k) / q + k * k) / a0,
      (2 * (k * k - shelfGain)) / a0,
      (shelfGain - (bandGain * k) / q + k * k) / a0,
    ],
    a: [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0],
  };
  const low = Math.tan((Math.PI * 38.13547087602444) / sampleRate);
  const lowQ = 0.5003270373238773;
  const low0 = 1 + low / lowQ + low * low;
  const highPass: Biquad = {
    b: [1, -2, 1],
    a: [(2 * (low * low - 1)) / low0, (1 - low / lowQ + low * low) / low0],
  };
  return [shelf, highPass];
}

/** A filter with its memory. */
class Filter {
  readonly #biquad: Biquad;
  #z1 = 0;
  #z2 = 0;

  constructor(biquad: Biquad) {
    this.#biquad = biquad;
  }

  next(x: number): number {
    const { b, a } = this.#biquad;
    const y = b[0] * x + this.#z1;
    this.#z1 = b[1] * x - a[0] * y + this.#z2;
    this.#z2 = b[2] * x - a[1] * y;
    return y;
  }
}

/** Hears a programme piece by piece and tells how loud it was. Left and right count alike; there are no other channels here. */
export class LoudnessMeter {
  readonly #filters: readonly (readonly [Filter, Filter])[];
  readonly #stepLength: number;
  readonly #steps: number[] = [];
  #stepSum = 0;
  #inStep = 0;
  #peak = 0;

  /** `sampleRate` in Hz; `channels` is 1 or 2. */
  constructor(sampleRate: number, channels: number) {
    const [shelf, highPass] = weighting(sampleRate);
    this.#filters = Array.from({ length: channels }, () => [new Filter(shelf), new Filter(highPass)] as const);
    this.#stepLength = Math.round((sampleRate * blockSeconds) / stepsInBlock);
  }

  /** Takes the next samples, one array of the same length for each channel. */
  push(channels: readonly Float32Array[]): void {
    const length = channels[0]?.length ?? 0;
    for (let at = 0; at < length; at++) {
      for (const [index, [shelf, highPass]] of this.#filters.entries()) {
        const sample = channels[index]?.[at] ?? 0;
        const weighted = highPass.next(shelf.next(sample));
        this.#stepSum += weighted * weighted;
        const size = Math.abs(sample);
        if (size > this.#peak) this.#peak = size;
      }
      if (++this.#inStep === this.#stepLength) this.#endStep();
    }
  }

  /** The largest sample so far; 1 is full scale. */
  get peak(): number {
    return this.#peak;
  }

  /** Integrated loudness in LUFS; `-Infinity` for silence and for less than one block. */
  get loudness(): number {
    const blocks = this.#blocks();
    const loud = blocks.filter((power) => lufs(power) > absoluteGate);
    const gate = lufs(mean(loud)) + relativeGate;
    return lufs(mean(loud.filter((power) => lufs(power) > gate)));
  }

  #endStep(): void {
    this.#steps.push(this.#stepSum / this.#stepLength);
    this.#stepSum = 0;
    this.#inStep = 0;
  }

  #blocks(): number[] {
    const count = Math.max(0, this.#steps.length - stepsInBlock + 1);
    return Array.from({ length: count }, (_, at) => mean(this.#steps.slice(at, at + stepsInBlock)));
  }
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function lufs(power: number): number {
  return -0.691 + 10 * Math.log10(power);
}

/**
 * The factor that brings a programme to `target` LUFS without any sample going beyond `ceiling` (1 is full scale). 1 for silence.
 */
export function gainTo(
  target: number,
  measured: { readonly loudness: number; readonly peak: number },
  ceiling: number,
) {
  if (!Number.isFinite(measured.loudness) || measured.peak === 0) return 1;
  return Math.min(10 ** ((target - measured.loudness) / 20), ceiling / measured.peak);
}
