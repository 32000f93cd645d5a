/** The writer decides about a change that could not be shared: both versions side by side, and what to do. */
import * as vscode from 'vscode';
import type { Library } from '../library/library.ts';
import type { ReplicaStore, SetAside } from '../library/replicaStore.ts';
import { type Disposable, Disposables } from '../platform/disposables.ts';
import { type Decision, decisionsOf } from './decisions.ts';
import { settleAside } from './settleAside.ts';
import { asideText, asideWords } from './sharingTexts.ts';
import type { SharedWords } from './words.ts';

const scheme = 'screenplay-versions';

export interface DecideDeps {
  readonly library: Library;
  readonly store: ReplicaStore;
  readonly words: SharedWords;
}

/** Shows versions of a line as read-only texts, for VS Code's comparison. */
export function provideVersions(): Disposable {
  const lifetime = new Disposables();
  const provider: vscode.TextDocumentContentProvider = {
    provideTextDocumentContent: (uri) => decodeURIComponent(uri.query),
  };
  lifetime.add(vscode.workspace.registerTextDocumentContentProvider(scheme, provider));
  return lifetime;
}

/** Asks, and does what was chosen; without a choice everything stays as it is. */
export async function decideChange(deps: DecideDeps, aside: SetAside): Promise<void> {
  const decision = aside.reason === 'bothChanged' ? await askBoth(aside) : await askOther(aside);
  if (decision) await settleAside({ ...deps, newId: () => crypto.randomUUID() }, aside, decision);
}

async function askOther(aside: SetAside): Promise<Decision | undefined> {
  const options = { modal: true, detail: asideWords(aside) };
  return pick(aside, (...offers) => vscode.window.showInformationMessage(asideText(aside), options, ...offers));
}

async function askBoth(aside: SetAside): Promise<Decision | undefined> {
  const [mine, theirs] = [String(aside.detail['mine']), String(aside.detail['theirs'])];
  const address = (name: string, text: string) =>
    vscode.Uri.from({ scheme, path: `/${name}`, query: encodeURIComponent(text) });
  const title = vscode.l10n.t('Their line ↔ your line');
  const names = [vscode.l10n.t('Theirs'), vscode.l10n.t('Yours')] as const;
  await vscode.commands.executeCommand('vscode.diff', address(names[0], theirs), address(names[1], mine), title);
  const question =
    aside.table === 'rewrite_title_pages'
      ? vscode.l10n.t('Both of you rewrote the title page. Theirs stands in the script, yours is kept here.')
      : vscode.l10n.t('Both of you rewrote this line. Theirs stands in the script, yours in a note below it.');
  const decision = await pick(aside, (...offers) => vscode.window.showInformationMessage(question, ...offers));
  if (decision) await closeComparison();
  return decision;
}

/** Offers what can be decided. */
async function pick(
  aside: SetAside,
  ask: (...offers: readonly string[]) => Thenable<string | undefined>,
): Promise<Decision | undefined> {
  const decisions = decisionsOf(aside);
  const labels = decisions.map(labelOf);
  const answer = await ask(...labels);
  return answer === undefined ? undefined : decisions[labels.indexOf(answer)];
}

function labelOf(decision: Decision): string {
  switch (decision) {
    case 'mine':
      return vscode.l10n.t('Use Mine');
    case 'theirs':
      return vscode.l10n.t('Use Theirs');
    case 'both':
      return vscode.l10n.t('Keep Both');
    case 'putBack':
      return vscode.l10n.t('Put It Back');
    case 'again':
      return vscode.l10n.t('Try Again');
    case 'letGo':
      return vscode.l10n.t('Let It Go');
  }
}

/** What was compared is decided. */
async function closeComparison(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap(({ tabs: all }) => all);
  const isOurs = ({ input }: vscode.Tab) =>
    input instanceof vscode.TabInputTextDiff && input.modified.scheme === scheme;
  await vscode.window.tabGroups.close(tabs.filter(isOurs), true);
}
