import * as vscode from 'vscode';
import { systemClock } from './clock.ts';
import { type Disposable, Disposables } from './disposables.ts';
import { focusGroup } from './editorGroups.ts';
import type { Log } from './log.ts';

/** The tabs of one of our webviews. */
export interface WebviewTabs {
  isOurs(tab: vscode.Tab): boolean;
  /** True when this run of the extension has made what the tab shows, or was handed it by VS Code. */
  isAlive(tab: vscode.Tab): boolean;
  /** Resolves when VS Code has what it needs to hand over the tab, as far as that takes more than a moment. */
  settled(tab: vscode.Tab): Promise<unknown>;
  /** Puts a living one in the place of a tab that is the active one of the active group. */
  replace(tab: vscode.Tab): Promise<void>;
}

/**
 * Replaces tabs that outlived their extension host. After a crash VS Code starts the extensions anew but leaves open webviews as they
 * are: they look alive and reach no one. Such a tab is known by this: it was there before us, it is in sight, and VS Code does not hand
 * it over as it does with the tabs of a window that opens. A hidden one is replaced when it comes into sight.
 */
export function replaceStaleTabs(kinds: readonly WebviewTabs[], log: Log): Disposable {
  const watch = new StaleTabs(kinds, log);
  watch.start();
  return watch;
}

interface Suspect {
  readonly kind: WebviewTabs;
  readonly tab: vscode.Tab;
}

class StaleTabs implements Disposable {
  readonly #kinds: readonly WebviewTabs[];
  readonly #log: Log;
  readonly #lifetime = new Disposables();
  /** Tabs that were there before us and are not known to be alive, by {@link keyOf}. */
  readonly #suspects = new Set<string>();
  #work: Promise<void> = Promise.resolve();
  #isDisposed = false;

  constructor(kinds: readonly WebviewTabs[], log: Log) {
    this.#kinds = kinds;
    this.#log = log;
  }

  start(): void {
    this.#queue(async () => {
      await roundTrip();
      for (const { tab } of this.#ours()) this.#suspects.add(keyOf(tab));
      if (this.#suspects.size === 0 || this.#isDisposed) return;
      this.#lifetime.add(vscode.window.tabGroups.onDidChangeTabs(() => this.#look()));
      this.#lifetime.add(vscode.window.tabGroups.onDidChangeTabGroups(() => this.#look()));
      this.#look();
    });
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#lifetime.dispose();
  }

  /** One at a time: replacing a tab moves the focus between groups. */
  #queue(step: () => Promise<void>): void {
    this.#work = this.#work.then(async () => {
      if (this.#isDisposed) return;
      try {
        await step();
      } catch (cause) {
        this.#log.warn('A page that lost its connection could not be opened again', cause);
      }
    });
  }

  #look(): void {
    if (this.#suspects.size > 0) this.#queue(() => this.#replaceStale());
  }

  #ours(): readonly Suspect[] {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    return tabs.flatMap((tab) => {
      const kind = this.#kinds.find((candidate) => candidate.isOurs(tab));
      return kind ? [{ kind, tab }] : [];
    });
  }

  /** The suspects in sight that nobody has been handed. */
  #inSight(): readonly Suspect[] {
    const suspects = this.#ours().filter(({ tab }) => tab.isActive && this.#suspects.has(keyOf(tab)));
    for (const { kind, tab } of suspects) if (kind.isAlive(tab)) this.#suspects.delete(keyOf(tab));
    return suspects.filter(({ tab }) => this.#suspects.has(keyOf(tab)));
  }

  async #replaceStale(): Promise<void> {
    if (this.#inSight().length === 0) return;
    await roundTrip();
    await Promise.allSettled(this.#inSight().map(({ kind, tab }) => kind.settled(tab)));
    await roundTrip();
    if (this.#inSight().length === 0) return;
    await grace();
    const stale = this.#inSight();
    if (stale.length === 0) return;
    this.#log.info(`Opening ${stale.length} tabs again that lost their connection`);
    const focused = vscode.window.tabGroups.activeTabGroup.viewColumn;
    for (const { kind, tab } of stale) {
      this.#suspects.delete(keyOf(tab));
      await focusGroup(tab.group.viewColumn);
      await kind.replace(tab);
    }
    await focusGroup(focused);
  }
}

/** The same for a tab as long as it stays in its group. */
function keyOf({ input, group, label }: vscode.Tab): string {
  const shown: unknown = input;
  const column = String(group.viewColumn);
  if (shown instanceof vscode.TabInputCustom) return `${column} ${shown.viewType} ${shown.uri.toString()}`;
  return `${column} ${shown instanceof vscode.TabInputWebview ? shown.viewType : label}`;
}

/** What VS Code had to tell us until now has reached us when this resolves: messages keep their order. */
async function roundTrip(): Promise<void> {
  await vscode.commands.executeCommand('setContext', 'screenplay.isUp', true);
}

/** By then a tab of a window that opens has been handed over also on a busy machine; a living one replaced would lose its scroll position. */
const graceMs = 1_000;

function grace(): Promise<void> {
  return new Promise((resolve) => {
    systemClock.after(graceMs, resolve);
  });
}
