/** The shape of a sound, for its waveform: the loudest sample of each fiftieth of a second. */
import type { AudioSample } from 'mediabunny';

const peaksPerSecond = 50;

/** Takes decoded samples in order and gives one byte (255 is full scale) for each 1/50 s. */
export class PeakMeter {
  readonly #peaks: number[] = [];
  #left = 0;
  #top = 0;

  add(sample: AudioSample): void {
    const { numberOfFrames, numberOfChannels, sampleRate } = sample;
    const perPeak = sampleRate / peaksPerSecond;
    const channels = Array.from({ length: numberOfChannels }, (_, planeIndex) => {
      const plane = new Float32Array(numberOfFrames);
      sample.copyTo(plane, { planeIndex, format: 'f32-planar' });
      return plane;
    });
    for (let at = 0; at < numberOfFrames; at++) {
      for (const channel of channels) this.#top = Math.max(this.#top, Math.abs(channel[at] ?? 0));
      this.#left += 1;
      if (this.#left >= perPeak) this.#end(perPeak);
    }
  }

  /** Base64, as assets keep it in `metadata.peaks`. */
  finish(): string {
    if (this.#left > 0) this.#end(this.#left);
    return Buffer.from(this.#peaks).toString('base64');
  }

  #end(length: number): void {
    this.#peaks.push(Math.round(Math.min(1, this.#top) * 255));
    this.#left -= length;
    this.#top = 0;
  }
}
