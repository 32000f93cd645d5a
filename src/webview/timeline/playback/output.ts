/** What everything heard goes through: the master volume, and meters of both sides before the loudspeakers. */

/** Samples that a meter looks at: about a twentieth of a second. */
const meterSamples = 2048;

export class Output {
  /** Sounds connect here. */
  readonly input: GainNode;
  readonly #sides: readonly AnalyserNode[];
  readonly #samples = new Float32Array(meterSamples);

  constructor(context: BaseAudioContext, volume: number) {
    // Two sides whatever the sounds have, so that both meters show one that has only one.
    this.input = new GainNode(context, { gain: volume, channelCount: 2, channelCountMode: 'explicit' });
    const splitter = new ChannelSplitterNode(context, { numberOfOutputs: 2 });
    this.#sides = [0, 1].map((side) => {
      const analyser = new AnalyserNode(context, { fftSize: meterSamples });
      splitter.connect(analyser, side);
      return analyser;
    });
    this.input.connect(splitter);
    this.input.connect(context.destination);
  }

  setVolume(volume: number): void {
    const { context, gain } = this.input;
    gain.setTargetAtTime(volume, context.currentTime, 0.01);
  }

  /** The loudest sample of a moment ago, left and right; above 1 it was cut off. */
  levels(): readonly [left: number, right: number] {
    const [left = 0, right = 0] = this.#sides.map((side) => {
      side.getFloatTimeDomainData(this.#samples);
      return this.#samples.reduce((top, sample) => Math.max(top, Math.abs(sample)), 0);
    });
    return [left, right];
  }
}
