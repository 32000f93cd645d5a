/** Rows of the trees as VS Code draws them. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { AudioStatus, SceneContentRow } from '../library/rows.ts';
import { formatDuration, formatRunningTime } from '../platform/duration.ts';
import type { AssetsNode, CharacterNode, LineNode, ProjectsNode } from './treeModel.ts';

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

const lineIcons: Readonly<Record<AudioStatus, vscode.ThemeIcon>> = {
  none: new vscode.ThemeIcon('circle-outline', new vscode.ThemeColor('disabledForeground')),
  generating: new vscode.ThemeIcon('loading~spin'),
  generated: new vscode.ThemeIcon('play', new vscode.ThemeColor('testing.iconPassed')),
  stale: new vscode.ThemeIcon('refresh', new vscode.ThemeColor('list.warningForeground')),
};

/** The state of a line in a few words, the length when it has one. */
function lineStateText(node: LineNode): string {
  switch (node.line.audio_status) {
    case 'generated':
      return node.seconds === undefined ? '' : formatDuration(node.seconds);
    case 'stale':
      return vscode.l10n.t('changed');
    case 'generating':
      return vscode.l10n.t('generating');
    case 'none':
      return '';
  }
}

function item(label: string, state: vscode.TreeItemCollapsibleState, rest: Partial<vscode.TreeItem>): vscode.TreeItem {
  return Object.assign(new vscode.TreeItem(label, state), rest);
}

function lineItem(node: LineNode, why: string): vscode.TreeItem {
  const state = lineStateText(node);
  return item([node.speaker, node.words].filter(Boolean).join('  '), None, {
    id: `line:${node.elementId}`,
    description: state,
    tooltip: [`${node.speaker}: ${node.words}`, why || state || vscode.l10n.t('no voice yet')].join('\n'),
    contextValue: `line.${node.line.audio_status}`,
    iconPath: lineIcons[node.line.audio_status],
    accessibilityInformation: {
      label: vscode.l10n.t('{0} says: {1}. {2}', node.speaker, node.words, state || vscode.l10n.t('no voice yet')),
    },
    command: { command: 'screenplay.revealLine', title: vscode.l10n.t('Show in Script'), arguments: [node] },
  });
}

/** The tree row of a project, script, scene, line or timeline; `whyStale` says why a line's voice is out of date. */
export function projectsItem(node: ProjectsNode, whyStale: (line: SceneContentRow) => string): vscode.TreeItem {
  switch (node.kind) {
    case 'project':
      return item(node.project.name, Expanded, {
        id: `project:${node.project.id}`,
        description:
          node.scriptCount === 1 ? vscode.l10n.t('1 script') : vscode.l10n.t('{0} scripts', node.scriptCount),
        contextValue: 'project',
        iconPath: new vscode.ThemeIcon('folder'),
      });
    case 'script':
      return item(node.title, Expanded, {
        id: `script:${node.script.id}`,
        description: vscode.l10n.t('{0} min', Math.max(1, Math.round(node.seconds / 60))),
        contextValue: 'script',
        iconPath: new vscode.ThemeIcon('file'),
      });
    case 'scene':
      return item(node.label || vscode.l10n.t('Opening'), node.lineCount === 0 ? None : Collapsed, {
        id: `scene:${node.scene.id}`,
        description: formatRunningTime(node.seconds),
        tooltip: [node.scene.scene_number, node.scene.int_ext, node.scene.location, node.scene.time_of_day]
          .filter(Boolean)
          .join(' '),
        contextValue: 'scene',
        iconPath: new vscode.ThemeIcon('symbol-structure'),
      });
    case 'line':
      return lineItem(node, whyStale(node.line));
    case 'timeline':
      return item(node.timeline.name ?? vscode.l10n.t('Timeline'), None, {
        id: `timeline:${node.timeline.id}`,
        description: vscode.l10n.t('{0} frames a second', node.timeline.frame_rate),
        contextValue: 'timeline',
        iconPath: new vscode.ThemeIcon('layers'),
        command: { command: 'screenplay.openTimeline', title: vscode.l10n.t('Open Timeline') },
      });
  }
}

/** The tree row of a character; `voiceName` is the voice in a person's words, missing when nobody has been cast. */
export function characterItem(node: CharacterNode, voiceName: string | undefined): vscode.TreeItem {
  const lines = node.lineCount === 1 ? vscode.l10n.t('1 line') : vscode.l10n.t('{0} lines', node.lineCount);
  const voice = voiceName ?? vscode.l10n.t('not cast');
  const stale = node.staleCount === 0 ? '' : vscode.l10n.t('{0} stale', node.staleCount);
  const shared = node.sharedWith.length === 0 ? '' : vscode.l10n.t('The same voice as {0}', node.sharedWith.join(', '));
  const voiced = vscode.l10n.t('{0} of {1} voiced', node.voicedCount + node.staleCount, node.lineCount);
  return item(node.name, None, {
    id: `character:${node.characterId}`,
    description: [voice, lines, stale].filter(Boolean).join(' · '),
    tooltip: [`${node.name}: ${voice}`, voiced, stale, shared].filter(Boolean).join('\n'),
    contextValue: 'character',
    iconPath: shared
      ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
      : new vscode.ThemeIcon('account'),
    command: { command: 'screenplay.castCharacter', title: vscode.l10n.t('Open Casting'), arguments: [node] },
  });
}

const groupLabels = (): Readonly<Record<'audio' | 'image' | 'video', string>> => ({
  audio: vscode.l10n.t('Audio'),
  image: vscode.l10n.t('Image'),
  video: vscode.l10n.t('Video'),
});

const assetIcons = { audio: 'play', image: 'file-media', video: 'device-camera-video' } as const;

/** The tree row of a group of assets or of one asset. `isMissing`: its file is not there. */
export function assetsItem(node: AssetsNode, isMissing: boolean): vscode.TreeItem {
  if (node.kind === 'assetGroup') {
    return item(groupLabels()[node.fileType], node.count === 0 ? None : Expanded, {
      id: `assets:${node.projectId}:${node.fileType}`,
      description: String(node.count),
      contextValue: 'assetGroup',
      iconPath: new vscode.ThemeIcon('folder'),
    });
  }
  const { asset } = node;
  const size = asset.width !== null && asset.height !== null ? `${asset.width}×${asset.height}` : undefined;
  const length = asset.duration_ms === null ? undefined : formatDuration(asset.duration_ms / 1000);
  const name = asset.name ?? path.basename(asset.file_url ?? asset.id);
  return item(name, None, {
    id: `asset:${asset.id}`,
    ...(node.words && { tooltip: `${name}\n${node.words}` }),
    description: isMissing ? vscode.l10n.t('file is missing') : (length ?? size ?? ''),
    contextValue: `asset.${asset.file_type}${isMissing ? '.missing' : ''}`,
    iconPath: isMissing
      ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
      : new vscode.ThemeIcon(assetIcons[asset.file_type]),
  });
}
