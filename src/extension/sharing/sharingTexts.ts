/** How sharing is told to the writer. */
import * as vscode from 'vscode';
import type { SetAside, WaitingRow } from '../library/replicaStore.ts';
import { sentenceOf } from './remoteProject.ts';
import type { SharingState } from './sharingState.ts';

/** The status bar's text, with its icon. */
export function statusText(state: SharingState): string {
  switch (state.kind) {
    case 'inSync':
      return `$(cloud) ${vscode.l10n.t('In sync')}`;
    case 'syncing':
      return state.waiting > 0
        ? `$(sync~spin) ${vscode.l10n.t('Syncing {0}', state.waiting)}`
        : `$(sync~spin) ${vscode.l10n.t('Syncing')}`;
    case 'offline':
      return `$(debug-disconnect) ${vscode.l10n.t('Offline')}`;
    case 'paused':
      return `$(debug-pause) ${vscode.l10n.t('Sharing paused')}`;
    case 'attention':
      return `$(warning) ${vscode.l10n.t('Sharing needs attention')}`;
  }
}

/** One sentence on how things stand. */
export function stateSentence(state: SharingState): string {
  switch (state.kind) {
    case 'inSync':
      return vscode.l10n.t('Everything is shared.');
    case 'syncing':
      return vscode.l10n.t('Changes are being sent and received.');
    case 'offline':
      return vscode.l10n.t(sentenceOf(state.reason));
    case 'paused':
      return vscode.l10n.t('Sharing is paused; your work is kept here until you resume it.');
    case 'attention':
      if (state.reason === 'setAside') return vscode.l10n.t('Some changes met others and wait for your decision.');
      if (state.reason === 'viewer')
        return vscode.l10n.t('You may only read this project; what you change stays on this machine.');
      return vscode.l10n.t(sentenceOf(state.reason));
  }
}

/** How many changes wait, or that none does. */
export function waitingText(count: number): string {
  if (count === 0) return vscode.l10n.t('Nothing waits to be sent');
  return count === 1 ? vscode.l10n.t('1 change waits to be sent') : vscode.l10n.t('{0} changes wait to be sent', count);
}

/** What a waiting change is of, in the writer's words. */
export function waitingLabel({ table, local, synced }: WaitingRow): string {
  const row = local ?? synced ?? {};
  const words = row['content'] ?? row['location'] ?? row['name'] ?? row['title'];
  return typeof words === 'string' && words !== '' ? words : kindOf(table);
}

export function waitingKind({ table, local, synced }: WaitingRow): string {
  const kind = kindOf(table);
  if (!local) return vscode.l10n.t('{0}, deleted', kind);
  return synced ? kind : vscode.l10n.t('{0}, new', kind);
}

function kindOf(table: WaitingRow['table']): string {
  switch (table) {
    case 'rewrite_projects':
      return vscode.l10n.t('project');
    case 'rewrite_scripts':
    case 'rewrite_title_pages':
      return vscode.l10n.t('title page');
    case 'rewrite_scenes':
      return vscode.l10n.t('scene heading');
    case 'rewrite_scene_content':
      return vscode.l10n.t('line');
    case 'rewrite_assets':
      return vscode.l10n.t('voice or file');
    case 'rewrite_characters':
      return vscode.l10n.t('character');
    case 'rewrite_timelines':
    case 'rewrite_tracks':
    case 'rewrite_line_timings':
      return vscode.l10n.t('timeline');
    case 'rewrite_clips':
    case 'rewrite_clip_origins':
    case 'rewrite_clip_fades':
      return vscode.l10n.t('clip');
  }
}

/** What happened to a change that was set aside. */
export function asideText({ reason }: SetAside): string {
  switch (reason) {
    case 'bothChanged':
      return vscode.l10n.t('You and somebody else rewrote the same line');
    case 'deletedThere':
      return vscode.l10n.t('Somebody deleted what you had changed');
    case 'changedThere':
      return vscode.l10n.t('Somebody changed what you had deleted');
    case 'refused':
      return vscode.l10n.t('The shared project did not take this change');
  }
}

/** The words that a set-aside change is about. */
export function asideWords({ detail }: SetAside): string {
  const row = detail['row'];
  const fromRow =
    typeof row === 'object' && row !== null && !Array.isArray(row) ? (row as Record<string, unknown>) : {};
  const words = detail['mine'] ?? detail['text'] ?? fromRow['content'] ?? fromRow['name'] ?? fromRow['location'];
  return typeof words === 'string' && words !== '' ? words : vscode.l10n.t('A change');
}
