/** The writer decides about a change that could not be shared: both versions side by side, and what to do. */
import * as vscode from 'vscode';
import type { ScriptElement } from '../../language/document.ts';
import type { Library } from '../library/library.ts';
import type { ReplicaStore, SetAside } from '../library/replicaStore.ts';
import { type Disposable, Disposables } from '../platform/disposables.ts';
import { canSendAgain, decidedLine, sendAgain, withLineBack } from './decisions.ts';
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
  if (aside.reason === 'bothChanged') return decideBoth(deps, aside);
  const putBack = vscode.l10n.t('Put It Back');
  const forget = vscode.l10n.t('Let It Go');
  const again = vscode.l10n.t('Try Again');
  const canPutBack = aside.reason !== 'refused' && typeof aside.detail['text'] === 'string';
  const offers = [...(canPutBack ? [putBack] : []), ...(canSendAgain(aside) ? [again] : []), forget];
  const answer = await vscode.window.showInformationMessage(
    asideText(aside),
    { modal: true, detail: asideWords(aside) },
    ...offers,
  );
  if (answer === undefined) return;
  if (answer === putBack) await rewriteScript(deps, aside, (all) => withLineBack(all, aside, crypto.randomUUID()));
  if (answer === again) sendAgain(deps.store, aside);
  deps.store.dropSetAside(aside.setAsideId);
}

async function decideBoth(deps: DecideDeps, aside: SetAside): Promise<void> {
  const [mine, theirs] = [String(aside.detail['mine']), String(aside.detail['theirs'])];
  const address = (name: string, text: string) =>
    vscode.Uri.from({ scheme, path: `/${name}`, query: encodeURIComponent(text) });
  const title = vscode.l10n.t('Their line ↔ your line');
  const names = [vscode.l10n.t('Theirs'), vscode.l10n.t('Yours')] as const;
  await vscode.commands.executeCommand('vscode.diff', address(names[0], theirs), address(names[1], mine), title);
  const useMine = vscode.l10n.t('Use Mine');
  const useTheirs = vscode.l10n.t('Use Theirs');
  const keepBoth = vscode.l10n.t('Keep Both');
  const isTitlePage = aside.table === 'rewrite_title_pages';
  const answer = await vscode.window.showInformationMessage(
    isTitlePage
      ? vscode.l10n.t('Both of you rewrote the title page. Theirs stands in the script, yours is kept here.')
      : vscode.l10n.t('Both of you rewrote this line. Theirs stands in the script, yours in a note below it.'),
    ...[useMine, useTheirs, ...(isTitlePage ? [] : [keepBoth])],
  );
  if (answer === undefined) return;
  await closeComparison();
  if (isTitlePage) {
    if (answer === useMine) await rewriteTitlePage(deps, aside, mine);
    deps.store.dropSetAside(aside.setAsideId);
    return;
  }
  const choice = answer === useMine ? 'mine' : 'theirs';
  if (answer !== keepBoth) await rewriteScript(deps, aside, (all) => decidedLine(all, aside, choice));
  deps.store.dropSetAside(aside.setAsideId);
}

/** What was compared is decided. */
async function closeComparison(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap(({ tabs: all }) => all);
  const isOurs = ({ input }: vscode.Tab) =>
    input instanceof vscode.TabInputTextDiff && input.modified.scheme === scheme;
  await vscode.window.tabGroups.close(tabs.filter(isOurs), true);
}

function rewriteTitlePage({ library, words }: DecideDeps, { id }: SetAside, content: string): Promise<void> {
  return words.applyRows([id], (also) =>
    library.apply([{ table: 'rewrite_title_pages', kind: 'update', id, patch: { content } }, ...also]),
  );
}

/** Changes the script in rows and text alike, as if the change had come from elsewhere. */
function rewriteScript(
  { library, words }: DecideDeps,
  aside: SetAside,
  change: (elements: readonly ScriptElement[]) => readonly ScriptElement[],
): Promise<void> {
  const scriptId = String(aside.detail['script_id']);
  return words.applyRows([scriptId], (also) => {
    const rows = { scenes: library.scenes(scriptId), content: library.content(scriptId) };
    const changes = words.plan(scriptId, rows, change(words.elementsOf(scriptId, rows)));
    library.apply([...changes, ...also]);
  });
}
