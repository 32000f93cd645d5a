/** The shape of a decoded sound, for its waveform: one byte (255 is full scale) for the loudest sample of each fiftieth of a second. */

const peaksPerSecond = 50;

/** What is needed of an `AudioBuffer`. */
export interface DecodedSound {
  readonly numberOfChannels: number;
  readonly sampleRate: number;
  readonly length: number;
  getChannelData(channel: number): Float32Array;
}

/** Base64, as assets keep it in `metadata.peaks`. */
export function shapeOf(sound: DecodedSound): string {
  const perPeak = sound.sampleRate / peaksPerSecond;
  const tops = new Float32Array(Math.ceil(sound.length / perPeak));
  for (let channel = 0; channel < sound.numberOfChannels; channel++) {
    const samples = sound.getChannelData(channel);
    for (let peak = 0; peak < tops.length; peak++) {
      const end = Math.min(sound.length, Math.round((peak + 1) * perPeak));
      let top = tops[peak] ?? 0;
      for (let at = Math.round(peak * perPeak); at < end; at++) top = Math.max(top, Math.abs(samples[at] ?? 0));
      tops[peak] = top;
    }
  }
  return btoa(Array.from(tops, (top) => String.fromCharCode(Math.round(Math.min(1, top) * 255))).join(''));
}
