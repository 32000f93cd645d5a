/** When a change of the script moves clips at once, and when the writer sees first what will move. */
import * as vscode from 'vscode';
import type { TimelinePreview } from '../../webview/timeline/editing/editMessages.ts';
import type { Change, Library } from '../library/library.ts';
import type { Landing } from './landing.ts';
import { currentTimeline } from './projectTimeline.ts';
import { previewOf, type TimelineEdits } from './timelineEdits.ts';
import { readRows } from './timelineRows.ts';

/** More clips than these do not move unseen while the timeline is in sight. */
const fewClips = 5;

export interface FollowingDeps {
  readonly library: Library;
  readonly landing: Landing;
  readonly edits: TimelineEdits;
  /** A timeline of this project is in sight. */
  readonly isShown: (projectId: string) => boolean;
  readonly showPreview: (projectId: string, preview: TimelinePreview | undefined) => void;
}

type Pending = { readonly projectId: string; readonly preview: TimelinePreview };

export class ScriptFollowing {
  readonly #deps: FollowingDeps;
  #pending: Pending | undefined;

  constructor(deps: FollowingDeps) {
    this.#deps = deps;
  }

  /** What waits for an answer about a project. */
  pendingOf(projectId: string | undefined): TimelinePreview | undefined {
    return this.#pending?.projectId === projectId ? this.#pending?.preview : undefined;
  }

  /** The script has changed. */
  follow(projectId: string): void {
    const mode = followMode();
    if (mode === 'never') return;
    const changes = this.#deps.landing.changesForScripts(projectId);
    const preview = this.#previewOf(projectId, 'follow', changes);
    const isMuch = preview !== undefined && preview.moved + preview.removed > fewClips;
    if (mode === 'preview' && isMuch && this.#deps.isShown(projectId)) {
      this.#wait({ projectId, preview });
      return;
    }
    if (this.#pending?.preview.kind === 'follow') this.#wait(undefined);
    this.#deps.edits.change(projectId, 'follow', changes);
  }

  /** Assemble from Script: shows what it would do; false when everything lies in its place. */
  assemble(projectId: string): boolean {
    const changes = this.#deps.landing.changesForAssembly(projectId);
    const preview = this.#previewOf(projectId, 'assemble', changes);
    if (changes.length === 0) return false;
    const isMuch = preview !== undefined && preview.moved + preview.removed > fewClips;
    if (isMuch && this.#deps.isShown(projectId)) this.#wait({ projectId, preview });
    else this.#deps.edits.change(projectId, 'assemble', changes);
    return true;
  }

  async answer(
    projectId: string,
    { apply, always }: { readonly apply: boolean; readonly always: boolean },
  ): Promise<void> {
    const kind = this.pendingOf(projectId)?.kind;
    this.#wait(undefined);
    if (!apply || kind === undefined) return;
    const { landing, edits } = this.#deps;
    // Planned anew: the script may have gone on since the preview was made.
    const changes = kind === 'assemble' ? landing.changesForAssembly(projectId) : landing.changesForScripts(projectId);
    edits.change(projectId, kind, changes);
    if (always) {
      const settings = vscode.workspace.getConfiguration('screenplay.timeline');
      await settings.update('followScript', 'always', vscode.ConfigurationTarget.Global);
    }
  }

  #previewOf(
    projectId: string,
    kind: TimelinePreview['kind'],
    changes: readonly Change[],
  ): TimelinePreview | undefined {
    const { library } = this.#deps;
    const project = library.project(projectId);
    const timeline = project && currentTimeline(library, project);
    return timeline && previewOf(kind, readRows(library, timeline), changes);
  }

  #wait(pending: Pending | undefined): void {
    const before = this.#pending;
    this.#pending = pending;
    if (before && before.projectId !== pending?.projectId) this.#deps.showPreview(before.projectId, undefined);
    if (pending) this.#deps.showPreview(pending.projectId, pending.preview);
  }
}

function followMode(): 'preview' | 'always' | 'never' {
  const value = vscode.workspace.getConfiguration('screenplay.timeline').get<string>('followScript');
  return value === 'always' || value === 'never' ? value : 'preview';
}
