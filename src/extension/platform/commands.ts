import * as vscode from 'vscode';
import type { Disposable } from './disposables.ts';
import { isHumanError } from './errors.ts';
import type { Log } from './log.ts';

export type CommandBody = (...args: readonly unknown[]) => unknown;

/** Registers what a command does. Failures of the body are told to the writer. */
export type RegisterCommand = (id: string, body: CommandBody) => Disposable;

/**
 * Runs what a writer asked for by the command `id`. A failure is told in one sentence and logged with its cause; then, and when the
 * writer cancels, it resolves with undefined.
 */
export async function runForWriter(id: string, body: () => unknown, log: Log): Promise<unknown> {
  try {
    return await body();
  } catch (cause) {
    if (!(cause instanceof vscode.CancellationError)) await tell(log, id, cause);
    return undefined;
  }
}

async function tell(log: Log, id: string, cause: unknown): Promise<void> {
  if (isHumanError(cause)) {
    log.warn(`${id}: ${cause.name}`, cause.cause ?? '');
    // The library speaks English by itself: its sentences are keys of the translation.
    void vscode.window.showWarningMessage(vscode.l10n.t(cause.message));
    return;
  }
  log.error(`${id} failed`, cause);
  const show = vscode.l10n.t('Show Log');
  const answer = await vscode.window.showErrorMessage(
    vscode.l10n.t('That did not work, and nothing was changed. The log tells more.'),
    show,
  );
  if (answer === show) await vscode.commands.executeCommand('workbench.action.showLogs');
}
