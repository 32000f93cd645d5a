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
  let playing: string | undefined;

  function finish(): void {
    clearTimeout(endTimer);
    playing = undefined;
    onPlaying(undefined);
  }

  // A surface may end a line before its time: the writer stopped it there.
  const ends = outputs.flatMap(
    (output) => output.onDidEnd?.(({ elementId }) => elementId === playing && finish()) ?? [],
  );

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
      playing = elementId;
      onPlaying(elementId);
      endTimer = setTimeout(finish, durationMs);
      return true;
    },
    stop,
    dispose() {
      stop();
      for (const end of ends) end.dispose();
    },
  };
}
