/** Sound as samples: 16-bit, mono. */
export interface Pcm {
  readonly samples: Int16Array;
  /** Samples a second. */
  readonly sampleRate: number;
}

/** Quieter than this share of the loudest sample counts as silence: about −46 dB. */
const silenceShare = 0.005;
/** Silence that is kept before the words and after them, seconds: a breath may stand there. */
const leadSeconds = 0.04;
const tailSeconds = 0.15;
const fadeSeconds = 0.005;
const peaksPerSecond = 50;
const fullScale = 32_768;

/** The loudest sample, 0 to 1 of full scale. */
export function peakOf({ samples }: Pcm): number {
  let highest = 0;
  let lowest = 0;
  // Asked of every sample of a batch: two comparisons are much quicker than functions on each.
  for (let at = 0; at < samples.length; at++) {
    const sample = samples[at] ?? 0;
    if (sample > highest) highest = sample;
    else if (sample < lowest) lowest = sample;
  }
  return Math.max(highest, -lowest) / fullScale;
}

/** Cuts the silence at both ends, but for a breath, and fades the cuts. `startMs`: how much went at the beginning. */
export function trimSilence(pcm: Pcm): { readonly pcm: Pcm; readonly startMs: number } {
  const { samples, sampleRate } = pcm;
  const threshold = peakOf(pcm) * fullScale * silenceShare;
  const isHeard = (sample: number) => Math.abs(sample) > threshold;
  const first = samples.findIndex(isHeard);
  if (first < 0) return { pcm, startMs: 0 };
  const start = Math.max(0, first - Math.round(leadSeconds * sampleRate));
  const end = Math.min(samples.length, samples.findLastIndex(isHeard) + 1 + Math.round(tailSeconds * sampleRate));
  return { pcm: fadeEnds({ samples: samples.slice(start, end), sampleRate }), startMs: (start / sampleRate) * 1000 };
}

/** A sound that begins and ends at nothing, so that it can stand beside any other without a click. */
function fadeEnds({ samples, sampleRate }: Pcm): Pcm {
  const length = Math.min(Math.round(fadeSeconds * sampleRate), samples.length >> 1);
  const faded = samples.slice();
  for (let at = 0; at < length; at++) {
    const last = samples.length - 1 - at;
    faded[at] = Math.round(((samples[at] ?? 0) * at) / length);
    faded[last] = Math.round(((samples[last] ?? 0) * at) / length);
  }
  return { samples: faded, sampleRate };
}

/** Sounds of one rate, one after the other, with silence between them. */
export function joined(
  sounds: readonly Pcm[],
  pauseSeconds: number,
): { readonly pcm: Pcm; readonly startsMs: readonly number[] } {
  const sampleRate = sounds[0]?.sampleRate ?? 24_000;
  const pause = Math.round(pauseSeconds * sampleRate);
  const length = sounds.reduce((sum, { samples }) => sum + samples.length + pause, 0) - pause;
  const samples = new Int16Array(Math.max(0, length));
  const startsMs: number[] = [];
  let at = 0;
  for (const sound of sounds) {
    if (sound.sampleRate !== sampleRate) throw new RangeError('Sounds of different rates cannot be joined.');
    samples.set(sound.samples, at);
    startsMs.push((at / sampleRate) * 1000);
    at += sound.samples.length + pause;
  }
  return { pcm: { samples, sampleRate }, startsMs };
}

/** The same sound at another rate, straight between the samples. */
export function resampled({ samples, sampleRate }: Pcm, rate: number): Pcm {
  if (sampleRate === rate) return { samples, sampleRate };
  const step = sampleRate / rate;
  const at = (index: number) => samples[Math.min(index, samples.length - 1)] ?? 0;
  const length = Math.floor(samples.length / step);
  const result = Int16Array.from({ length }, (_, index) => {
    const place = Math.floor(index * step);
    return Math.round(at(place) + (at(place + 1) - at(place)) * (index * step - place));
  });
  return { samples: result, sampleRate: rate };
}

/** Whole milliseconds. */
export function durationMsOf({ samples, sampleRate }: Pcm): number {
  return Math.round((samples.length / sampleRate) * 1000);
}

/** Loudest sample of each fiftieth of a second, 0 to 255 of full scale. */
export function peaksOf({ samples, sampleRate }: Pcm): Uint8Array {
  const size = sampleRate / peaksPerSecond;
  return Uint8Array.from({ length: Math.ceil(samples.length / size) }, (_, index) => {
    const block = samples.subarray(Math.floor(index * size), Math.floor((index + 1) * size));
    return Math.min(255, Math.round(peakOf({ samples: block, sampleRate }) * 255));
  });
}

/** Samples from little-endian bytes; an odd byte at the end is dropped. */
export function pcmFromBytes(bytes: Uint8Array, sampleRate: number): Pcm {
  const even = bytes.slice(0, bytes.length & ~1);
  return { samples: new Int16Array(even.buffer, 0, even.length / 2), sampleRate };
}
