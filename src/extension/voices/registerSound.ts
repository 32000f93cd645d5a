import * as vscode from 'vscode';
import { ContextKey } from '../platform/contextKey.ts';
import type { Disposable } from '../platform/disposables.ts';
import type { SoundOutput } from '../platform/soundOutput.ts';
import { createLinePlayer } from './linePlayer.ts';
import { type ListeningDeps, registerListening } from './listening/registerListening.ts';

export interface SoundDeps extends Omit<ListeningDeps, 'player' | 'openSurface' | 'onChange'> {
  /** Asked in this order for one that can sound. */
  readonly outputs: readonly SoundOutput[];
}

/** Everything that is heard. */
export interface Sound extends Disposable {
  /** Plays a line's take; resolves when it can be heard, false when no surface can sound. */
  playLine(elementId: string): Promise<boolean>;
  /** Opens a surface that can sound for a line where there is none. */
  openSurface(elementId: string): Promise<void>;
  stop(): void;
}

/** How long an opened timeline may take to answer that it can sound. */
const surfaceWaitMs = 5000;
const surfacePollMs = 50;

/** One player for lines and listening, and the commands for listening. */
export function registerSound(deps: SoundDeps): Sound {
  const playing = new ContextKey<boolean>('screenplay.playing');
  const player = createLinePlayer(deps.outputs, (elementId) => sounding(elementId));
  const listening = registerListening({ ...deps, player, openSurface, onChange: () => sounding(undefined) });

  function sounding(elementId: string | undefined): void {
    playing.set(elementId !== undefined || listening.isOn);
  }

  /** The text editor has no loudspeaker: the timeline is opened to play what the writer asked to hear. */
  async function openSurface(elementId: string): Promise<void> {
    if (player.canPlay(elementId)) return;
    await vscode.commands.executeCommand('screenplay.openTimeline');
    for (let waited = 0; waited < surfaceWaitMs && !player.canPlay(elementId); waited += surfacePollMs) {
      await new Promise((resolve) => setTimeout(resolve, surfacePollMs));
    }
  }

  return {
    playLine: (elementId) => listening.playLine(elementId),
    openSurface,
    stop() {
      listening.stop();
      player.stop();
    },
    dispose() {
      for (const part of [listening, player, playing]) part.dispose();
    },
  };
}
