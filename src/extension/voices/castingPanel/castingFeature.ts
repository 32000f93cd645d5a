/** The casting page: one panel that follows the library and the script in hand. Loaded when it is opened first. */
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { systemClock } from '../../platform/clock.ts';
import { type Disposable, Disposables } from '../../platform/disposables.ts';
import { columnBesideScript } from '../../platform/editorGroups.ts';
import { type EndedLine, type PlayedSound, pathOfSound } from '../../platform/soundOutput.ts';
import type { BatchDesk } from '../batch/batchDesk.ts';
import { castingEvents } from './castingEvents.ts';
import { CastingPanel, castingPanelType } from './castingPanel.ts';
import { readCasting } from './castingSource.ts';
import { castingStrings } from './castingStrings.ts';
import type { CastingDeps } from './registerCasting.ts';

/** Commits come several a second while voices are made; the page follows at this pace. */
const paceMs = 120;

const argumentShape = z.object({ characterId: z.optional(z.string()), elementId: z.optional(z.string()) });

export class CastingFeature implements Disposable {
  readonly #deps: CastingDeps;
  readonly #desk: BatchDesk;
  readonly #lifetime = new Disposables();
  readonly #onEnded: (line: EndedLine) => void;
  #following = new Disposables();
  #panel: CastingPanel | undefined;
  #pending: Disposable | undefined;
  #projectId: string | undefined;
  #characterId: string | undefined;
  #elementId: string | undefined;

  constructor(deps: CastingDeps, desk: BatchDesk, onEnded: (line: EndedLine) => void) {
    this.#deps = deps;
    this.#desk = desk;
    this.#onEnded = onEnded;
    this.#lifetime.add({ dispose: () => this.#panel?.dispose() });
  }

  /** The page is on screen and can sound. */
  get isUp(): boolean {
    return this.#panel?.isUp ?? false;
  }

  async play(sound: PlayedSound): Promise<boolean> {
    return (await this.#panel?.play(sound.elementId, pathOfSound(this.#deps.media, sound), sound.rate ?? 1)) ?? false;
  }

  stop(): void {
    this.#panel?.stop();
  }

  /** Opens the page at a character (a row of the Cast view), at a line's takes, or where the writer is. */
  async open(argument: unknown, focus: 'cast' | 'voices' | 'takes'): Promise<void> {
    const named = argumentShape.safeParse(argument).data ?? {};
    this.#projectId = (await this.#deps.castProjectId()) ?? this.#projectId;
    const elementId = named.elementId ?? (named.characterId ? undefined : await this.#deps.lineInHand());
    if (elementId !== undefined) this.#showLine(elementId);
    if (named.characterId !== undefined) this.#select(named.characterId, undefined);
    if (!this.#panel) {
      for (const catalog of this.#deps.catalogs()) catalog.refresh?.();
      await closeForsaken();
      const title = vscode.l10n.t('Casting');
      this.adopt(vscode.window.createWebviewPanel(castingPanelType, title, await columnBesideScript()));
    }
    this.#panel?.show(focus);
  }

  /** Takes over a tab, new or left from before a reload. */
  adopt(panel: vscode.WebviewPanel): void {
    if (this.#panel) {
      panel.dispose();
      return;
    }
    const { extensionUri, library, log } = this.#deps;
    this.#panel = new CastingPanel(panel, {
      ...{ extensionUri, mediaRoot: library.mediaRoot, strings: castingStrings(), log },
      read: () => this.#read(),
      restore: ({ characterId, elementId }) =>
        this.#select(this.#characterId ?? characterId, this.#elementId ?? elementId),
      events: (uriOf) =>
        castingEvents(this.#deps, {
          ...{ uriOf, desk: this.#desk, projectId: () => this.#projectId },
          select: (characterId, elementId) => {
            this.#select(characterId, elementId);
            this.#panel?.refresh();
          },
          ended: this.#onEnded,
        }),
      onClosed: () => {
        this.#panel = undefined;
        this.#following.dispose();
      },
    });
    this.#follow();
    void this.#findProject();
  }

  dispose(): void {
    this.#following.dispose();
    this.#lifetime.dispose();
  }

  #select(characterId: string | undefined, elementId: string | undefined): void {
    this.#characterId = characterId;
    this.#elementId = elementId;
  }

  #showLine(elementId: string): void {
    const context = this.#deps.library.line(elementId);
    if (!context) return;
    const { project_id } = context.script;
    const speaker = this.#deps.library.characters(project_id).find(({ name }) => name === context.line.character_name);
    this.#projectId = project_id;
    this.#select(speaker?.id, elementId);
  }

  async #findProject(): Promise<void> {
    if (this.#projectId !== undefined) return;
    this.#projectId = await this.#deps.castProjectId();
    this.#panel?.refresh();
  }

  #read() {
    const chosen = { projectId: this.#projectId, characterId: this.#characterId, elementId: this.#elementId };
    return readCasting({ ...this.#deps, desk: this.#desk }, chosen);
  }

  #follow(): void {
    const { library, editors } = this.#deps;
    this.#following = new Disposables();
    this.#following.add(library.onDidChange(() => this.#changed()));
    this.#following.add(this.#desk.onDidChange(() => this.#changed()));
    this.#following.add(this.#deps.credits.onDidChange(() => this.#changed()));
    void this.#deps.credits.refresh();
    this.#following.add(
      editors.onDidMoveCaret(({ session }) => {
        if (!session.link || session.link.projectId === this.#projectId) return;
        this.#projectId = session.link.projectId;
        this.#changed();
      }),
    );
    this.#following.add({ dispose: () => this.#pending?.dispose() });
  }

  /** Many changes within a moment are shown once. */
  #changed(): void {
    this.#pending ??= systemClock.after(paceMs, () => {
      this.#pending = undefined;
      this.#panel?.refresh();
    });
  }
}

/** Closes pages whose extension host has died: they look alive and reach no one. */
async function closeForsaken(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const ours = tabs.filter(
    ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(castingPanelType),
  );
  if (ours.length > 0) await vscode.window.tabGroups.close(ours);
}
