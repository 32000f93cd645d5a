import * as vscode from 'vscode';
import type { Library } from '../library/library.ts';
import type { MediaStore } from '../library/media.ts';
import type { SceneContentRow, ScriptRow } from '../library/rows.ts';
import { Disposables } from '../platform/disposables.ts';
import type { Log } from '../platform/log.ts';
import type { ScriptEditors } from '../sync/scripts.ts';
import { coalesce } from './refresh.ts';
import { assetsItem, characterItem, projectsItem } from './treeItems.ts';
import {
  type AssetsNode,
  assetGroups,
  assetNodes,
  type CharacterNode,
  characterNodes,
  currentProject,
  lineNodes,
  type ProjectsNode,
  projectChildren,
  projectNodes,
  sceneNodes,
} from './treeModel.ts';

/** Commits come several a second while a batch of voices is made; the trees follow at this pace. */
const refreshDelayMs = 120;

/**
 * Told of a change while it asks for the rows below an expanded one, VS Code forgets that one and shows nothing below it. So it is told anew
 * only after it has asked for all and has been quiet for a while; a hidden view is told once it is in sight and has asked by itself.
 */
const quietMs = 250;
const shownMs = 600;
const unaskedMs = 1_500;

export interface TreesDeps {
  readonly library: Library;
  readonly media: MediaStore;
  readonly editors: ScriptEditors;
  /** A voice id in a person's words (`Girl 2`); missing for a character without a voice. */
  /** Why voices are out of date, for the rows of lines. */
  readonly whyStale: (projectId: string) => (line: SceneContentRow) => string;
  readonly voiceName: (voiceId: string | null) => string | undefined;
  readonly log: Log;
}

/** The name of a script without a title: that of its file. */
function scriptTitle(library: Library, script: ScriptRow): string {
  if (script.title) return script.title;
  const [uri] = library.filesOfScript(script.id);
  const name = uri === undefined ? undefined : vscode.Uri.parse(uri).path.split('/').at(-1);
  return name?.replace(/\.(screenplay|fountain)$/i, '') ?? vscode.l10n.t('Untitled');
}

function projectsChildren(library: Library, node: ProjectsNode | undefined): readonly ProjectsNode[] {
  switch (node?.kind) {
    case undefined:
      return projectNodes(library);
    case 'project':
      return projectChildren(library, node.project.id, (script) => scriptTitle(library, script));
    case 'script':
      return sceneNodes(library, node.script);
    case 'scene':
      return lineNodes(library, node.scene);
    default:
      return [];
  }
}

function projectOfLine(library: Library, elementId: string): string {
  return library.line(elementId)?.script.project_id ?? '';
}

/** A tree over the library; a library that cannot be read shows as an empty tree and a line in the log. */
function createTree<Node>(
  viewId: string,
  log: Log,
  children: (node: Node | undefined) => readonly Node[],
  toItem: (node: Node) => vscode.TreeItem,
  dragAndDropController?: vscode.TreeDragAndDropController<Node>,
) {
  const changed = new vscode.EventEmitter<undefined>();
  let askedAt = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  let waiting: NodeJS.Timeout | undefined;
  let isStale = false;
  const refresh = () => {
    clearTimeout(waiting);
    isStale = true;
    if (!view.visible) return;
    const rest = (askedAt < toldAt ? toldAt + unaskedMs : askedAt + quietMs) - Date.now();
    if (rest > 0) {
      waiting = setTimeout(refresh, Math.min(rest, quietMs));
      return;
    }
    isStale = false;
    toldAt = Date.now();
    changed.fire(undefined);
  };
  const view = vscode.window.createTreeView<Node>(viewId, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: toItem,
      getChildren: (node) => {
        askedAt = Date.now();
        try {
          return [...children(node)];
        } catch (cause) {
          log.error(`${viewId} could not be read`, cause);
          return [];
        }
      },
    },
    showCollapseAll: viewId === 'screenplay.projects',
    ...(dragAndDropController ? { dragAndDropController } : {}),
  });
  const shown = view.onDidChangeVisibility(({ visible }) => {
    clearTimeout(waiting);
    if (visible && isStale) waiting = setTimeout(refresh, shownMs);
  });
  return {
    view,
    refresh,
    dispose: () => {
      clearTimeout(waiting);
      shown.dispose();
      view.dispose();
      changed.dispose();
    },
  };
}

/** Files that are dropped, from the Explorer or from outside, go to a command. */
function filesInto(command: string): vscode.TreeDragAndDropController<AssetsNode> {
  return {
    dragMimeTypes: [],
    dropMimeTypes: ['text/uri-list', 'files'],
    handleDrop: async (_target, dropped) => {
      await vscode.commands.executeCommand(command, dropped);
    },
  };
}

/** Projects, Cast and Assets. Cast and Assets follow the script in hand. */
export function registerTrees({ library, media, editors, voiceName, whyStale, log }: TreesDeps): vscode.Disposable {
  const disposables = new Disposables();
  let activeProjectId: string | undefined;
  const shown = () => currentProject(library, activeProjectId);
  const projects = disposables.add(
    createTree<ProjectsNode>(
      'screenplay.projects',
      log,
      (node) => projectsChildren(library, node),
      (node) => projectsItem(node, whyStale(node.kind === 'line' ? projectOfLine(library, node.elementId) : '')),
    ),
  );
  const cast = disposables.add(
    createTree<CharacterNode>(
      'screenplay.cast',
      log,
      (node) => {
        const project = node ? undefined : shown();
        return project ? characterNodes(library, project.id) : [];
      },
      (node) => characterItem(node, voiceName(node.character.voice_id)),
    ),
  );
  const assets = disposables.add(
    createTree<AssetsNode>(
      'screenplay.assets',
      log,
      (node) => {
        if (node) return node.kind === 'assetGroup' ? assetNodes(library, node) : [];
        const project = shown();
        return project ? assetGroups(library, project.id) : [];
      },
      (node) =>
        assetsItem(node, node.kind === 'asset' && (node.asset.file_url === null || !media.exists(node.asset.file_url))),
      filesInto('screenplay.importMedia'),
    ),
  );
  const refresh = disposables.add(
    coalesce(() => {
      for (const tree of [projects, cast, assets]) tree.refresh();
    }, refreshDelayMs),
  );
  disposables.add(library.onDidChange(refresh));
  disposables.add(
    editors.onDidMoveCaret(({ session }) => {
      if (!session.link || session.link.projectId === activeProjectId) return;
      activeProjectId = session.link.projectId;
      refresh();
    }),
  );
  return disposables;
}
