import * as vscode from 'vscode';
import { isHumanError } from './errors.ts';
import type { Log } from './log.ts';

/** Registers commands whose failures are told to the writer in one sentence and to the log with their cause. */
export function createCommandRunner(log: Log) {
  return (id: string, body: (...args: readonly unknown[]) => Promise<unknown> | unknown): vscode.Disposable =>
    vscode.commands.registerCommand(id, async (...args: readonly unknown[]) => {
      try {
        return await body(...args);
      } catch (cause) {
        if (cause instanceof vscode.CancellationError) return undefined;
        await tell(log, id, cause);
        return undefined;
      }
    });
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
