import * as vscode from 'vscode';
import type { BatchDesk, BatchDeskDeps } from './batchDesk.ts';
import type { BatchNeed, BatchPlace } from './batchLines.ts';
import type { PlacesDeps } from './batchPlaces.ts';

export interface BatchesDeps extends BatchDeskDeps, PlacesDeps {
  /** Registers a command whose failures are told to the writer in her words. */
  readonly command: (id: string, body: (argument: unknown) => Promise<unknown>) => vscode.Disposable;
}

/** Batches for other parts: the desk is made at the first use. */
export interface Batches extends vscode.Disposable {
  desk(): Promise<BatchDesk>;
}

/**
 * It is VS Code's habit that ids with an underscore are no commands of the palette. The argument is `{ elementIds }`.
 */
export const generateLinesCommand = '_screenplay.generateVoicesInScene';

/** The commands that make many voices, and those that steer them. */
export function registerBatches(deps: BatchesDeps): Batches {
  let desk: Promise<BatchDesk> | undefined;
  const open = () => {
    desk ??= import('./batchDesk.ts').then(({ createBatchDesk }) => createBatchDesk(deps));
    return desk;
  };
  type FindPlace = (argument: unknown) => Promise<BatchPlace | undefined>;
  const batch = (id: string, need: BatchNeed, find: FindPlace) =>
    deps.command(id, async (argument) => {
      const place = await find(argument);
      return place && (await open()).generate({ place, need });
    });
  const places = () => import('./batchPlaces.ts');
  const steer = (id: string, act: (opened: BatchDesk) => unknown) =>
    deps.command(id, async () => {
      await act(await open());
    });
  const selection: FindPlace = async (argument) => (await places()).selectedLines(deps, argument);
  const scene: FindPlace = async (argument) => (await places()).sceneMeant(deps, argument);
  const script: FindPlace = async (argument) => (await places()).scriptMeant(deps, argument);
  const character: FindPlace = async (argument) => (await places()).characterMeant(deps, argument);
  const registrations = vscode.Disposable.from(
    batch(generateLinesCommand, 'both', selection),
    batch('screenplay.generateVoicesInSelection', 'both', selection),
    batch('screenplay.generateVoicesInScene', 'both', scene),
    batch('screenplay.generateVoicesForCharacter', 'both', character),
    batch('screenplay.generateVoicesInScript', 'both', script),
    batch('screenplay.generateMissingVoices', 'missing', script),
    batch('screenplay.regenerateStaleVoices', 'stale', script),
    steer('screenplay.pauseGenerating', (opened) => opened.pause()),
    steer('screenplay.resumeGenerating', (opened) => opened.resume()),
    steer('screenplay.cancelGenerating', (opened) => opened.cancel()),
    steer('screenplay.retryFailedVoices', (opened) => opened.retry()),
    steer('screenplay.controlGenerating', (opened) => opened.control()),
  );
  return {
    desk: open,
    dispose() {
      registrations.dispose();
      void desk?.then((opened) => opened.dispose());
    },
  };
}
