import * as vscode from 'vscode';
import { CommandBoard } from './platform/commandBoard.ts';
import { Disposables } from './platform/disposables.ts';
import type { Log } from './platform/log.ts';

/**
 * Registers the commands and has the studio loaded right after. Loading is left out of activation because VS Code activates extensions
 * one after the other while a window opens: pages, trees and panels wait for whoever provides them, other extensions should not.
 */
export function activate(context: vscode.ExtensionContext): void {
  const lifetime = new Disposables();
  context.subscriptions.push(lifetime);
  const log = lifetime.add(vscode.window.createOutputChannel('Screenplay', { log: true }));
  const board: CommandBoard = lifetime.add(
    new CommandBoard({ ids: contributedCommands(context.extension.packageJSON), ready: () => studio(), log }),
  );
  const studio = once(() => loadStudio(context, lifetime, board, log));
  const soon = setImmediate(() =>
    studio().catch((cause: unknown) => log.error('The studio could not be loaded', cause)),
  );
  lifetime.add({ dispose: () => clearImmediate(soon) });
}

async function loadStudio(
  context: vscode.ExtensionContext,
  lifetime: Disposables,
  board: CommandBoard,
  log: vscode.LogOutputChannel,
): Promise<void> {
  const started = performance.now();
  const { openStudio } = await import('./studio.ts');
  if (lifetime.isDisposed) return;
  const studio = lifetime.add(openStudio({ context, command: board.register, log }));
  await studio.whole;
  if (lifetime.isDisposed) return;
  tellUnanswered(board, log);
  log.debug(`The studio opened in ${Math.round(performance.now() - started)} ms`);
}

function tellUnanswered(board: CommandBoard, log: Log): void {
  const unanswered = board.removeUnanswered();
  if (unanswered.length > 0) log.warn(`No part of the studio answers ${unanswered.join(', ')}`);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The ids of the commands in our own manifest. */
function contributedCommands(manifest: {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}): readonly string[] {
  return manifest.contributes.commands.map(({ command }) => command);
}
