/** The status bar's word on sharing: of several shared projects the one that stands worst. */
import * as vscode from 'vscode';
import type { Disposable } from '../platform/disposables.ts';
import type { SharingService } from './sharingService.ts';
import type { SharingState } from './sharingState.ts';
import { stateSentence, statusText, waitingText } from './sharingTexts.ts';

const worst: readonly SharingState['kind'][] = ['attention', 'offline', 'paused', 'syncing', 'inSync'];

/** The state that is shown for all. */
export function worstState(states: readonly SharingState[]): SharingState | undefined {
  return [...states].sort((a, b) => worst.indexOf(a.kind) - worst.indexOf(b.kind))[0];
}

export function showStatus(service: SharingService): Disposable {
  const item = vscode.window.createStatusBarItem('screenplay.sharing', vscode.StatusBarAlignment.Right, 90);
  item.name = vscode.l10n.t('Screenplay: Sharing');
  item.command = 'screenplay.showSharing';
  const update = () => {
    const state = worstState(service.replicators.map((replicator) => replicator.state));
    if (!state) {
      item.hide();
      return;
    }
    item.text = statusText(state);
    const waiting = state.kind === 'inSync' ? 0 : state.waiting;
    item.tooltip = waiting > 0 ? `${stateSentence(state)}\n${waitingText(waiting)}` : stateSentence(state);
    item.accessibilityInformation = { label: `${vscode.l10n.t('Sharing')}: ${stateSentence(state)}` };
    item.backgroundColor =
      state.kind === 'attention' ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    item.show();
  };
  const subscription = service.onDidChange(update);
  update();
  return {
    dispose() {
      subscription.dispose();
      item.dispose();
    },
  };
}
