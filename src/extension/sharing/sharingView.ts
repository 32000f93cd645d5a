/** The view of sharing: how each shared project stands, what waits, and what needs a decision. */
import * as vscode from 'vscode';
import type { Library } from '../library/library.ts';
import type { SetAside, WaitingRow } from '../library/replicaStore.ts';
import type { Disposable } from '../platform/disposables.ts';
import type { Replicator } from './replicator.ts';
import type { SharingService } from './sharingService.ts';
import { asideText, asideWords, stateSentence, waitingKind, waitingLabel, waitingText } from './sharingTexts.ts';

/** More are counted, not listed. */
const mostListed = 100;

export type SharingNode =
  | { readonly kind: 'project'; readonly replicator: Replicator }
  | { readonly kind: 'waiting'; readonly replicator: Replicator }
  | { readonly kind: 'row'; readonly row: WaitingRow }
  | { readonly kind: 'aside'; readonly aside: SetAside };

export function showSharingView(service: SharingService, library: Library): Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  const tree = vscode.window.createTreeView('screenplay.sharing', {
    treeDataProvider: new SharingTree(service, library, changed.event),
  });
  let timer: NodeJS.Timeout | undefined;
  // States follow each other quickly while things are sent.
  const subscription = service.onDidChange(() => {
    timer ??= setTimeout(() => {
      timer = undefined;
      const count = service.replicators.reduce(
        (sum, { projectId }) => sum + service.store.setAsides(projectId).length,
        0,
      );
      tree.badge =
        count > 0 ? { value: count, tooltip: vscode.l10n.t('Changes that wait for your decision') } : undefined;
      changed.fire(undefined);
    }, 150);
  });
  return {
    dispose() {
      clearTimeout(timer);
      subscription.dispose();
      tree.dispose();
      changed.dispose();
    },
  };
}

class SharingTree implements vscode.TreeDataProvider<SharingNode> {
  readonly #service: SharingService;
  readonly #library: Library;
  readonly onDidChangeTreeData: vscode.Event<undefined>;

  constructor(service: SharingService, library: Library, onDidChange: vscode.Event<undefined>) {
    this.#service = service;
    this.#library = library;
    this.onDidChangeTreeData = onDidChange;
  }

  getChildren(node?: SharingNode): SharingNode[] {
    const { store, replicators } = this.#service;
    if (!node) return replicators.map((replicator) => ({ kind: 'project', replicator }));
    if (node.kind === 'project') {
      const asides = store.setAsides(node.replicator.projectId).map((aside): SharingNode => ({ kind: 'aside', aside }));
      return [...asides, { kind: 'waiting', replicator: node.replicator }];
    }
    if (node.kind !== 'waiting') return [];
    return store
      .waiting(node.replicator.projectId)
      .slice(0, mostListed)
      .map((row) => ({ kind: 'row', row }));
  }

  getTreeItem(node: SharingNode): vscode.TreeItem {
    switch (node.kind) {
      case 'project':
        return this.#projectItem(node.replicator);
      case 'waiting':
        return this.#waitingItem(node.replicator);
      case 'row': {
        const item = new vscode.TreeItem(waitingLabel(node.row));
        item.description = waitingKind(node.row);
        return item;
      }
      case 'aside':
        return asideItem(node.aside);
    }
  }

  #projectItem({ projectId, state }: Replicator): vscode.TreeItem {
    const { Expanded } = vscode.TreeItemCollapsibleState;
    const name = this.#library.project(projectId)?.name ?? vscode.l10n.t('Shared project');
    const item = new vscode.TreeItem(name, Expanded);
    item.id = projectId;
    item.description = stateSentence(state);
    item.tooltip = stateSentence(state);
    item.iconPath = new vscode.ThemeIcon(icons[state.kind]);
    item.contextValue = state.kind === 'paused' ? 'sharedProject.paused' : 'sharedProject';
    return item;
  }

  #waitingItem({ projectId }: Replicator): vscode.TreeItem {
    const count = this.#service.store.waitingCount(projectId);
    const { Collapsed, None } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(waitingText(count), count > 0 ? Collapsed : None);
    item.id = `${projectId}/waiting`;
    item.iconPath = new vscode.ThemeIcon(count > 0 ? 'cloud-upload' : 'check');
    return item;
  }
}

const icons = {
  inSync: 'cloud',
  syncing: 'sync',
  offline: 'debug-disconnect',
  paused: 'debug-pause',
  attention: 'warning',
} as const;

function asideItem(aside: SetAside): vscode.TreeItem {
  const item = new vscode.TreeItem(asideWords(aside));
  item.id = aside.setAsideId;
  item.description = asideText(aside);
  item.tooltip = `${asideText(aside)}\n${asideWords(aside)}`;
  item.iconPath = new vscode.ThemeIcon(aside.reason === 'bothChanged' ? 'git-compare' : 'circle-slash');
  item.contextValue = `setAside.${aside.reason}`;
  item.command = {
    command: 'screenplay.decideSharedChange',
    title: vscode.l10n.t('Decide'),
    arguments: [{ kind: 'aside', aside }],
  };
  return item;
}
