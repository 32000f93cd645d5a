/** Deleting a shared project for everybody, asked twice: what is gone on the server does not come back. */
import * as vscode from 'vscode';
import { HumanError } from '../platform/errors.ts';
import type { FlowDeps } from './shareProject.ts';
import { ask } from './steps.ts';

const { t } = vscode.l10n;

/** `projectId`: the one of the row that was clicked; else the only one of the writer's own, or the one picked. */
export async function deleteSharedProject(deps: FlowDeps, projectId?: string): Promise<void> {
  const { library, service, requireSignedIn } = deps;
  const own = service.store.shares().filter(({ role }) => role === 'owner');
  const items = own.map((share) => ({ label: library.project(share.projectId)?.name ?? t('Shared project'), share }));
  const named = items.find(({ share }) => share.projectId === projectId);
  if (items.length === 0 || (projectId !== undefined && !named))
    throw new HumanError(t('Only an owner can delete a shared project for everybody.'));
  const chosen =
    named ?? (items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, { title: t('Which project?') }));
  if (!chosen || !(await isMeant(chosen.label))) return;
  const account = await requireSignedIn(chosen.share.url);
  const writer = await account?.writer();
  if (!account || !writer) return;
  const { deleteForEverybody } = await import('./deleteShared.ts');
  const replicator = service.replicator(chosen.share.projectId);
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: t('Deleting the shared project “{0}”', chosen.label),
  };
  await vscode.window.withProgress(options, async () => {
    // The copy that stays here is a whole one, with the others' newest words.
    await replicator?.syncNow();
    await replicator?.fetchMedia(new AbortController().signal, () => {});
    await deleteForEverybody(account.client, chosen.share.projectId, writer.id);
    service.end(chosen.share.projectId);
  });
  void vscode.window.showInformationMessage(
    t('“{0}” is not shared any more. Every member keeps the copy on their machine.', chosen.label),
  );
}

/** True when the writer has typed the project's name. */
async function isMeant(name: string): Promise<boolean> {
  const answer = await ask({
    title: t('Delete the Shared Project for Everybody'),
    prompt: t(
      'Nobody can send or fetch anything of it any more. Type its name, {0}, to delete it on the server.',
      `“${name}”`,
    ),
    placeholder: name,
    accept: (typed) => {
      if (typed !== name.trim()) throw new HumanError('That is not the name of the project.');
    },
  });
  return answer !== undefined;
}
