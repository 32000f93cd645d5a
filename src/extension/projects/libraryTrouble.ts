import * as vscode from 'vscode';
import type { LibraryTrouble } from '../library/trouble.ts';
import { isHumanError } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';

/** Tells the writer in one sentence why the library cannot be used, and offers the ways out that there are. */
export async function tellLibraryTrouble(trouble: LibraryTrouble, log: Log): Promise<void> {
  log.error(`The library cannot be used: ${trouble.kind}`);
  if (!('startAfresh' in trouble)) {
    await vscode.window.showWarningMessage(vscode.l10n.t(trouble.message));
    return;
  }
  const restore = vscode.l10n.t('Restore the Backup');
  const afresh = vscode.l10n.t('Start With an Empty Library');
  const { backup } = trouble;
  const detail = backup
    ? vscode.l10n.t('The newest backup is from {0}.', backup.madeAt.toLocaleString(vscode.env.language))
    : vscode.l10n.t('There is no backup.');
  const answer = await vscode.window.showErrorMessage(
    `${vscode.l10n.t(trouble.message)} ${detail}`,
    ...(backup ? [restore, afresh] : [afresh]),
  );
  try {
    if (answer === restore) trouble.restoreBackup();
    else if (answer === afresh) trouble.startAfresh();
  } catch (cause) {
    log.error('The library could not be put back', cause);
    if (isHumanError(cause)) await vscode.window.showErrorMessage(vscode.l10n.t(cause.message));
  }
}
