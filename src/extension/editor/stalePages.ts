import * as vscode from 'vscode';
import type { WebviewTabs } from '../platform/staleTabs.ts';
import { pageViewTypes } from './pageProvider.ts';

interface PageTab {
  readonly uri: vscode.Uri;
  readonly viewType: string;
}

function pageOf({ input }: vscode.Tab): PageTab | undefined {
  const shown: unknown = input;
  const isPage = shown instanceof vscode.TabInputCustom && pageViewTypes.some((type) => type === shown.viewType);
  return isPage ? shown : undefined;
}

/** A page that VS Code has handed to this run of the extension. */
export interface ResolvedPage {
  readonly uri: vscode.Uri;
  readonly panel: vscode.WebviewPanel;
}

/** The tabs of the page editor. `resolved` gives the pages that VS Code has handed over and that are still open. */
export function pageTabs(resolved: () => readonly ResolvedPage[]): WebviewTabs {
  return {
    isOurs: (tab) => pageOf(tab) !== undefined,
    isAlive: (tab) => isHandedOver(tab, resolved()),
    // VS Code reads the file before it hands over its page.
    settled: async (tab) => {
      const page = pageOf(tab);
      if (page) await vscode.workspace.openTextDocument(page.uri);
    },
    replace: (tab) => replacePage(tab),
  };
}

/**
 * Where a restored page stands VS Code tells a moment after it has handed it over, at first it says 1: when there are as many pages of a
 * script as tabs, all are alive.
 */
function isHandedOver(tab: vscode.Tab, resolved: readonly ResolvedPage[]): boolean {
  const uri = pageOf(tab)?.uri.toString();
  const pages = resolved.filter((page) => page.uri.toString() === uri);
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter((other) => pageOf(other)?.uri.toString() === uri);
  return pages.length >= tabs.length || pages.some(({ panel }) => panel.viewColumn === tab.group.viewColumn);
}

/**
 * Reopening in place keeps order, group and what is not saved; but the same kind of editor would only be shown again, so that the way
 * leads over the text editor.
 */
async function replacePage(tab: vscode.Tab): Promise<void> {
  const page = pageOf(tab);
  if (!page) return;
  const { isPinned } = tab;
  await vscode.commands.executeCommand('reopenActiveEditorWith', 'default');
  await vscode.commands.executeCommand('reopenActiveEditorWith', page.viewType);
  if (isPinned) await vscode.commands.executeCommand('workbench.action.pinEditor');
}
