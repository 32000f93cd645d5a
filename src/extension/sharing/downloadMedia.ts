/** Fetches all voices and files of a shared project ahead: for a train without a network, or for a machine whose media folder was lost. */
import * as vscode from 'vscode';
import { HumanError } from '../platform/errors.ts';
import type { FlowDeps } from './shareProject.ts';

const { t } = vscode.l10n;

/** `projectId`: the one of the row that was clicked; else the only one, or the one that the writer picks. */
export async function downloadMedia(
  { library, service }: Pick<FlowDeps, 'library' | 'service'>,
  projectId?: string,
): Promise<void> {
  const { replicators } = service;
  if (replicators.length === 0) throw new HumanError(t('No project is shared on this machine.'));
  const nameOf = (id: string) => library.project(id)?.name ?? t('Shared project');
  const items = replicators.map((replicator) => ({ label: nameOf(replicator.projectId), replicator }));
  const chosen =
    items.find(({ replicator }) => replicator.projectId === projectId) ??
    (items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, { title: t('Which project?') }));
  if (!chosen) return;
  const title = t('Downloading voices and files of “{0}”', chosen.label);
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const missing = await vscode.window.withProgress(options, async (progress, cancelled) => {
    const abort = new AbortController();
    cancelled.onCancellationRequested(() => abort.abort());
    const left = await chosen.replicator.fetchMedia(abort.signal, (done, total) =>
      progress.report({ message: t('{0} of {1}', done, total), increment: 100 / total }),
    );
    return abort.signal.aborted ? undefined : left;
  });
  if (missing === undefined) return;
  void vscode.window.showInformationMessage(
    missing === 0
      ? t('All voices and files of “{0}” are on this machine.', chosen.label)
      : t('{0} files have not been sent by their machines yet; they come as soon as they are.', missing),
  );
}
