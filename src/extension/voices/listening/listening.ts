/** Plays elements one after the other and says which words are heard. Knows no VS Code. */
import type { Clock } from '../../platform/clock.ts';
import { type Disposable, Disposables } from '../../platform/disposables.ts';
import type { HeardElement } from './listeningOrder.ts';

/** A word of an element's text, and when it is heard: milliseconds into the sound at normal speed. */
export interface HeardWord {
  readonly fromMs: number;
  readonly start: number;
  readonly end: number;
}

export interface HeardSound {
  readonly durationMs: number;
  readonly words: readonly HeardWord[];
}

/** What is heard now; `word` is a range of the element's text. */
export interface Speaking {
  readonly elementId: string;
  readonly word?: { readonly start: number; readonly end: number };
}

export interface ListeningPorts<Sound extends HeardSound> {
  /** The sound of an element, made where there is none; undefined when it is to be passed over. */
  soundOf(element: HeardElement, signal: AbortSignal): Promise<Sound | undefined>;
  /**
   * Plays a sound from its beginning to its end. `onStarted` is called when it can be heard. Resolves true at its end, false when the
   * writer stopped it or nothing can sound.
   */
  play(element: HeardElement, sound: Sound, onStarted: (rate: number) => void): Promise<boolean>;
  /** Silences what {@link play} plays. */
  stop(): void;
  /** Shows what is heard now, in whatever editors show it; undefined at the end. */
  show(speaking: Speaking | undefined): void;
  readonly clock: Clock;
}

/** One listening at a time: another takes its place. */
export class Listening<Sound extends HeardSound> implements Disposable {
  readonly #ports: ListeningPorts<Sound>;
  #current: AbortController | undefined;

  constructor(ports: ListeningPorts<Sound>) {
    this.#ports = ports;
  }

  get isOn(): boolean {
    return this.#current !== undefined;
  }

  /** Plays the elements in order; resolves when the last is over, or it was stopped. The next sound is got ready while one is heard. */
  async listen(elements: readonly HeardElement[]): Promise<void> {
    this.stop();
    const turn = new AbortController();
    this.#current = turn;
    const { signal } = turn;
    const get = (element: HeardElement | undefined) => element && this.#soundOf(element, signal);
    try {
      let coming = get(elements[0]);
      for (const [index, element] of elements.entries()) {
        const sound = await coming;
        coming = get(elements[index + 1]);
        // A failure is told when its turn comes.
        coming?.catch(() => {});
        if (signal.aborted) return;
        if (sound && !(await this.#play(element, sound, signal))) return;
      }
    } catch (cause) {
      if (!signal.aborted) throw cause;
    } finally {
      if (this.#current === turn) this.#end();
    }
  }

  stop(): void {
    if (!this.#current) return;
    this.#end();
    this.#ports.stop();
  }

  dispose(): void {
    this.stop();
  }

  #end(): void {
    this.#current?.abort();
    this.#current = undefined;
    this.#ports.show(undefined);
  }

  #soundOf(element: HeardElement, signal: AbortSignal): Promise<Sound | undefined> {
    return this.#ports.soundOf(element, signal);
  }

  async #play(element: HeardElement, sound: Sound, signal: AbortSignal): Promise<boolean> {
    const { play, show, clock } = this.#ports;
    const { elementId } = element;
    const words = new Disposables();
    try {
      const isOver = await play(element, sound, (rate) => {
        if (signal.aborted) return;
        show({ elementId });
        for (const { fromMs, start, end } of sound.words) {
          words.add(clock.after(fromMs / rate, () => show({ elementId, word: { start, end } })));
        }
      });
      return isOver && !signal.aborted;
    } finally {
      words.dispose();
    }
  }
}
