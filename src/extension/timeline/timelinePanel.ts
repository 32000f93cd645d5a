import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { Disposables } from '../platform/disposables.ts';
import type { WebviewTabs } from '../platform/staleTabs.ts';
import type { TimelineSurface } from './timelineSurface.ts';

export const panelType = 'screenplay.timeline';

/** The timeline's part of the height when it is opened below the script. */
const panelShare = 0.36;

const panelState = z.object({ projectId: z.optional(z.string()) });

/** Makes the surface of a webview and tells of its end; see register.ts. */
export type MakeSurface = (webview: vscode.Webview) => TimelineSurface;

/** The timeline as an editor tab, below the script. There is at most one in a window. */
export class TimelinePanel implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #makeSurface: MakeSurface;
  readonly #onChange: () => void;
  readonly #serializer: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;
  #surface: TimelineSurface | undefined;
  #lifetime = new Disposables();

  /** `onChange` hears when the panel came, went, was hidden or shown. */
  constructor(makeSurface: MakeSurface, onChange: () => void) {
    this.#makeSurface = makeSurface;
    this.#onChange = onChange;
    this.#serializer = vscode.window.registerWebviewPanelSerializer(panelType, this);
  }

  /** The panel's surface, also while it is hidden. */
  get surface(): TimelineSurface | undefined {
    return this.#surface;
  }

  get isVisible(): boolean {
    return this.#panel?.visible ?? false;
  }

  get isActive(): boolean {
    return this.#panel?.active ?? false;
  }

  /** Shows the timeline of a project, in the panel that is there or in a new one below the script. */
  async open(projectId: string | undefined): Promise<void> {
    if (this.#panel) {
      this.#panel.reveal(undefined, false);
      if (projectId !== undefined) this.#surface?.show(projectId);
      this.setTitle();
      return;
    }
    const stale = vscode.window.tabGroups.all.flatMap((group) => group.tabs).find(isTimelineTab);
    if (stale) return this.#replace(stale, projectId);
    const { column, isNewGroup } = await makeRoomBelow();
    const panel = vscode.window.createWebviewPanel(panelType, vscode.l10n.t('Timeline'), { viewColumn: column });
    this.#adopt(panel, projectId);
    if (isNewGroup) await keepGroupForTimeline(panel);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    if (this.#panel) panel.dispose();
    else this.#adopt(panel, panelState.safeParse(state).data?.projectId);
  }

  /** The panel's tab. One that is there without our panel has lost its connection and is replaced in its place. */
  get tabs(): WebviewTabs {
    return {
      isOurs: isTimelineTab,
      isAlive: () => this.#panel !== undefined,
      settled: () => Promise.resolve(),
      replace: (tab) => this.#replace(tab),
    };
  }

  /** `Fyren — Timeline` */
  setTitle(): void {
    const { title } = this.#surface?.model ?? { title: '' };
    if (!this.#panel) return;
    this.#panel.title = title === '' ? vscode.l10n.t('Timeline') : vscode.l10n.t('{0} — Timeline', title);
  }

  dispose(): void {
    this.#serializer.dispose();
    this.#panel?.dispose();
    this.#lifetime.dispose();
  }

  /** A new panel in the place of a tab that is not ours to speak to. */
  async #replace(tab: vscode.Tab, projectId?: string): Promise<void> {
    const value = tab.group.tabs.indexOf(tab) + 1;
    const title = vscode.l10n.t('Timeline');
    const panel = vscode.window.createWebviewPanel(panelType, title, { viewColumn: tab.group.viewColumn });
    this.#adopt(panel, projectId);
    await vscode.window.tabGroups.close(tab);
    if (panel.active) await vscode.commands.executeCommand('moveActiveEditor', { to: 'position', by: 'tab', value });
  }

  #adopt(panel: vscode.WebviewPanel, projectId: string | undefined): void {
    const surface = this.#makeSurface(panel.webview);
    this.#panel = panel;
    this.#surface = surface;
    if (projectId !== undefined) surface.show(projectId);
    panel.iconPath = new vscode.ThemeIcon('layers');
    this.#lifetime = new Disposables();
    this.#lifetime.add(surface);
    this.#lifetime.add(
      panel.onDidChangeViewState(() => {
        if (!panel.visible) surface.pageLeft();
        this.#onChange();
      }),
    );
    this.#lifetime.add(
      panel.onDidDispose(() => {
        this.#panel = undefined;
        this.#surface = undefined;
        this.#lifetime.dispose();
        this.#onChange();
      }),
    );
    this.#onChange();
  }
}

/** VS Code puts a prefix of its own before a panel's type. */
function isTimelineTab({ input }: vscode.Tab): boolean {
  const shown: unknown = input;
  return shown instanceof vscode.TabInputWebview && shown.viewType.endsWith(panelType);
}

interface Room {
  readonly column: vscode.ViewColumn;
  readonly isNewGroup: boolean;
}

/** A place below the script: with a single group of editors a lower third, else a group below the active one. */
async function makeRoomBelow(): Promise<Room> {
  const groups = vscode.window.tabGroups.all;
  const [only] = groups;
  if (groups.length > 1) {
    await vscode.commands.executeCommand('workbench.action.newGroupBelow');
    return { column: vscode.ViewColumn.Active, isNewGroup: true };
  }
  if (!only || only.tabs.length === 0) return { column: vscode.ViewColumn.Active, isNewGroup: false };
  await vscode.commands.executeCommand('vscode.setEditorLayout', {
    orientation: 1,
    groups: [{ size: 1 - panelShare }, { size: panelShare }],
  });
  return { column: vscode.ViewColumn.Two, isNewGroup: true };
}

/** Locks the timeline's group, so that a script opened from the timeline or a tree does not cover it. */
async function keepGroupForTimeline(panel: vscode.WebviewPanel): Promise<void> {
  if (!panel.active) {
    await new Promise<void>((resolve) => {
      const changed = panel.onDidChangeViewState(() => end());
      const gone = panel.onDidDispose(() => end());
      const end = () => {
        changed.dispose();
        gone.dispose();
        resolve();
      };
    });
  }
  if (panel.active) await vscode.commands.executeCommand('workbench.action.lockEditorGroup');
}
