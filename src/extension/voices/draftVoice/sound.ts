// SPDX-License-Identifier: GPL-3.0-or-later
/** What is done to samples between the engine and the file. Samples are 16-bit, mono. */

/** Quieter than this share of the loudest sample counts as silence. */
const silenceShare = 0.012;
/** A breath of silence kept before and after the words, seconds. */
const leadSeconds = 0.02;
const tailSeconds = 0.08;
/** Loudness that all voices are brought to, and the peak that is never passed (room for mixing), shares of full scale. */
const targetLoudness = 0.1;
const highestPeak = 0.89;
const peaksPerSecond = 50;

const fullScale = 32_768;

function loudestSample(samples: Int16Array): number {
  let loudest = 0;
  for (const sample of samples) loudest = Math.max(loudest, Math.abs(sample));
  return loudest;
}

/** `startMs`: how much was cut off at the beginning. A sound that is silent throughout stays as it is. */
export function trimSilence(
  samples: Int16Array,
  sampleRate: number,
): { readonly samples: Int16Array; readonly startMs: number } {
  const threshold = loudestSample(samples) * silenceShare;
  const isHeard = (sample: number) => Math.abs(sample) > threshold;
  const first = samples.findIndex(isHeard);
  if (first < 0) return { samples, startMs: 0 };
  const start = Math.max(0, first - Math.round(leadSeconds * sampleRate));
  const end = Math.min(samples.length, samples.findLastIndex(isHeard) + 1 + Math.round(tailSeconds * sampleRate));
  return { samples: samples.slice(start, end), startMs: (start / sampleRate) * 1000 };
}

/** Loudness of the spoken parts as a share of full scale: pauses, which differ between lines, do not count. */
function loudness(samples: Int16Array, sampleRate: number): number {
  const size = Math.round(sampleRate / 50);
  const powers: number[] = [];
  for (let at = 0; at < samples.length; at += size) {
    let power = 0;
    const block = samples.subarray(at, at + size);
    for (const sample of block) power += sample * sample;
    powers.push(power / block.length);
  }
  const highest = powers.reduce((most, power) => Math.max(most, power), 0);
  const spoken = powers.filter((power) => power > highest / 100);
  return Math.sqrt(spoken.reduce((sum, power) => sum + power, 0) / Math.max(1, spoken.length)) / fullScale;
}

/** Brings voices that differ much in loudness to one level. */
export function level(samples: Int16Array, sampleRate: number): Int16Array {
  const current = loudness(samples, sampleRate);
  if (current === 0) return samples;
  const gain = Math.min(targetLoudness / current, (highestPeak * fullScale) / loudestSample(samples));
  return samples.map((sample) => Math.round(sample * gain));
}

/** Loudest sample of each fiftieth of a second, 0 to 255 of full scale. */
export function peaks(samples: Int16Array, sampleRate: number): Uint8Array<ArrayBuffer> {
  const size = sampleRate / peaksPerSecond;
  const result = new Uint8Array(Math.ceil(samples.length / size));
  for (let at = 0; at < result.length; at++) {
    const block = samples.subarray(Math.floor(at * size), Math.floor((at + 1) * size));
    result[at] = Math.min(255, Math.round((loudestSample(block) / fullScale) * 255));
  }
  return result;
}
