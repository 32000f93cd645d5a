import type { Disposable } from '../platform/disposables.ts';
import type { SoundOutput } from '../platform/soundOutput.ts';

export interface LineSound {
  readonly elementId: string;
  readonly fileUrl: string;
  readonly durationMs: number;
}

export interface LinePlayer extends Disposable {
  /** True when a surface that can sound is on screen for this line. */
  canPlay(elementId: string): boolean;
  /** Plays a line in place of what plays now; resolves false when nothing could be heard. */
  play(sound: LineSound): Promise<boolean>;
  stop(): void;
}

/** Plays lines through the first surface that is ready. `onPlaying` hears when a line begins and when it is over. */
export function createLinePlayer(
  outputs: readonly SoundOutput[],
  onPlaying: (elementId: string | undefined) => void,
): LinePlayer {
  let endTimer: NodeJS.Timeout | undefined;
  let turn = 0;

  function finish(): void {
    clearTimeout(endTimer);
    onPlaying(undefined);
  }

  function stop(): void {
    turn++;
    for (const output of outputs) output.stop();
    finish();
  }

  return {
    canPlay: (elementId) => outputs.some((output) => output.isReady(elementId)),
    async play({ elementId, fileUrl, durationMs }) {
      stop();
      const mine = turn;
      const output = outputs.find((candidate) => candidate.isReady(elementId));
      if (!output || !(await output.play({ elementId, fileUrl }))) return false;
      if (mine !== turn) return true;
      onPlaying(elementId);
      endTimer = setTimeout(finish, durationMs);
      return true;
    },
    stop,
    dispose: stop,
  };
}
