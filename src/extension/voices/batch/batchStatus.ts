import * as vscode from 'vscode';
import { Disposables } from '../../platform/disposables.ts';
import type { BatchRun, BatchState } from './batchRun.ts';
import { progressText, summaryText } from './batchTexts.ts';

/** The summary stays in the status bar for so long. */
const summaryMs = 12_000;

/** The batch in the status bar: n of m and who speaks; a click opens what can be done. Hidden when there is none. */
export function showBatchStatus(run: BatchRun): vscode.Disposable {
  const own = new Disposables();
  const item = own.add(vscode.window.createStatusBarItem('screenplay.voices', vscode.StatusBarAlignment.Left, 50));
  item.name = vscode.l10n.t('Screenplay Voices');
  item.command = 'screenplay.controlGenerating';
  let timer: NodeJS.Timeout | undefined;
  const show = (state: BatchState) => {
    clearTimeout(timer);
    if (state.phase === 'idle') return item.hide();
    item.text = textOf(state);
    item.tooltip = tooltipOf(state);
    item.accessibilityInformation = { label: `${item.name}: ${plainTextOf(state)}`, role: 'button' };
    item.show();
    if (state.phase === 'ended') timer = setTimeout(() => item.hide(), summaryMs);
  };
  own.add(run.onDidChange(show));
  own.add({ dispose: () => clearTimeout(timer) });
  return own;
}

function plainTextOf(state: BatchState): string {
  if (state.phase === 'ended') return summaryText(state);
  return state.phase === 'paused' ? vscode.l10n.t('paused, {0}', progressText(state)) : progressText(state);
}

function textOf(state: BatchState): string {
  switch (state.phase) {
    case 'paused':
      return `$(debug-pause) ${plainTextOf(state)}`;
    case 'ended':
      return `$(${state.failures.length > 0 ? 'warning' : 'check'}) ${plainTextOf(state)}`;
    default:
      return `$(sync~spin) ${plainTextOf(state)}`;
  }
}

function tooltipOf(state: BatchState): string {
  return state.phase === 'ended'
    ? summaryText(state)
    : vscode.l10n.t('Generating voices. Click to pause or cancel; you can go on writing.');
}
