import type { Disposable } from '../platform/disposables.ts';
import type { PlayedSound, SoundOutput } from '../platform/soundOutput.ts';

export interface LineSound extends PlayedSound {
  /** At normal speed. */
  readonly durationMs: number;
}

export interface LinePlayer extends Disposable {
  /** True when a surface is on screen that can play a line. */
  canPlay(elementId: string): boolean;
  /** Plays a line in place of what plays now; resolves false when nothing could be heard. */
  play(sound: LineSound): Promise<boolean>;
  /**
   * Plays a line and resolves when it is over: true at its end, false when it was stopped or nothing could be heard. `onStarted` is
   * called when it can be heard, with the speed that it is played at.
   */
  playToEnd(sound: LineSound, onStarted: (rate: number) => void): Promise<boolean>;
  stop(): void;
}

/** A surface that tells of its ends may be late by so much before the line is taken to be over. */
const lateMs = 2_000;

/** Plays lines through the first surface that is ready. `onPlaying` hears when a line begins and when it is over. */
export function createLinePlayer(
  outputs: readonly SoundOutput[],
  onPlaying: (elementId: string | undefined) => void,
): LinePlayer {
  let endTimer: NodeJS.Timeout | undefined;
  let turn = 0;
  let playing: string | undefined;
  let over = Promise.withResolvers<boolean>();

  function finish(isOver: boolean): void {
    clearTimeout(endTimer);
    playing = undefined;
    over.resolve(isOver);
    onPlaying(undefined);
  }

  // A surface may end a line before its time: the writer stopped it there.
  const ends = outputs.flatMap(
    (output) =>
      output.onDidEnd?.(({ elementId, wasStopped = false }) => elementId === playing && finish(!wasStopped)) ?? [],
  );

  function stop(): void {
    turn++;
    for (const output of outputs) output.stop();
    finish(false);
  }

  /** The speed at which it plays; undefined when nothing can be heard. */
  async function start({ durationMs, ...sound }: LineSound): Promise<number | undefined> {
    stop();
    over = Promise.withResolvers();
    const mine = turn;
    const output = outputs.find((candidate) => candidate.isReady(sound.elementId));
    const rate = output?.hasRate ? (sound.rate ?? 1) : 1;
    if (!output || !(await output.play({ ...sound, rate }))) return undefined;
    if (mine !== turn) return rate;
    playing = sound.elementId;
    onPlaying(sound.elementId);
    endTimer = setTimeout(() => finish(true), durationMs / rate + (output.onDidEnd ? lateMs : 0));
    return rate;
  }

  return {
    canPlay: (elementId) => outputs.some((output) => output.isReady(elementId)),
    play: async (sound) => (await start(sound)) !== undefined,
    async playToEnd(sound, onStarted) {
      const started = start(sound);
      const { promise } = over;
      const rate = await started;
      if (rate === undefined) return false;
      onStarted(rate);
      return promise;
    },
    stop,
    dispose() {
      stop();
      for (const end of ends) end.dispose();
    },
  };
}
