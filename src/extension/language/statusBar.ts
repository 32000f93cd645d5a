import * as vscode from 'vscode';
import type { ScriptLength } from '../../language/requests.ts';
import { type Disposable, Disposables } from '../platform/disposables.ts';
import type { ScriptLengths } from './scriptLengths.ts';

/** One item at the right: pages and running time of the script in the active tab, page or text editor; hidden otherwise. */
export function registerStatusBar(options: { readonly lengths: ScriptLengths }): Disposable {
  const { lengths } = options;
  const own = new Disposables();
  const item = own.add(vscode.window.createStatusBarItem('screenplay.length', vscode.StatusBarAlignment.Right, 100));
  item.name = vscode.l10n.t('Screenplay Length');
  const show = () => {
    const uri = activeTabUri();
    const length = uri === undefined ? undefined : lengths.get(uri);
    if (!length) return item.hide();
    const pages = pagesText(length);
    const minutes = minutesText(length);
    item.text = vscode.l10n.t('{0} · {1}', pages, minutes);
    item.tooltip = vscode.l10n.t(
      '{0}, about {1} on screen: speech at a speaking pace, action by its length.',
      pages,
      minutes,
    );
    item.show();
  };
  own.add(lengths.onDidChange((uri) => uri === activeTabUri() && show()));
  own.add(vscode.window.tabGroups.onDidChangeTabs(show));
  own.add(vscode.window.tabGroups.onDidChangeTabGroups(show));
  show();
  return own;
}

/** The document behind the active tab; a page is a custom editor, where `activeTextEditor` is undefined. */
function activeTabUri(): string | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) return input.uri.toString();
  return undefined;
}

function pagesText({ pageEighths }: ScriptLength): string {
  const pages = Math.ceil(pageEighths / 8);
  return pages === 1 ? vscode.l10n.t('1 page') : vscode.l10n.t('{0} pages', pages);
}

function minutesText({ seconds }: ScriptLength): string {
  if (seconds < 60) return vscode.l10n.t('{0} s', Math.round(seconds));
  return vscode.l10n.t('{0} min', Math.round(seconds / 60));
}
