/** The own sounds of films in the mix: they go through the master volume and the meters as everything else does. */

/** One film's way into the mix. */
export interface FilmSound {
  /** 0 to 9.99. */
  setVolume(volume: number): void;
}

export class FilmSounds {
  readonly #context: AudioContext;
  readonly #output: AudioNode;
  /** A browser lets an element be led into a graph once in its life. */
  readonly #known = new WeakMap<HTMLMediaElement, FilmSound>();

  constructor(context: AudioContext, output: AudioNode) {
    this.#context = context;
    this.#output = output;
  }

  /** Silent until its volume is set. */
  soundOf(film: HTMLMediaElement): FilmSound {
    const known = this.#known.get(film);
    if (known) return known;
    const context = this.#context;
    const gain = new GainNode(context, { gain: 0 });
    new MediaElementAudioSourceNode(context, { mediaElement: film }).connect(gain).connect(this.#output);
    let volume = 0;
    const sound: FilmSound = {
      setVolume: (next) => {
        if (next !== volume) gain.gain.setTargetAtTime(next, context.currentTime, 0.005);
        volume = next;
      },
    };
    this.#known.set(film, sound);
    return sound;
  }
}
