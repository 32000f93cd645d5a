import * as vscode from 'vscode';
import type { Library } from '../library/library.ts';
import type { RegisterCommand } from '../platform/commands.ts';
import { type Disposable, Disposables } from '../platform/disposables.ts';
import { lazily } from '../platform/lazily.ts';
import type { Log } from '../platform/log.ts';
import type { ScriptEditors, Scripts } from '../sync/scripts.ts';

export const statisticsPanelType = 'screenplay.statistics';

export interface StatisticsDeps {
  readonly extensionUri: vscode.Uri;
  readonly library: Library;
  readonly scripts: Scripts;
  readonly editors: ScriptEditors;
  /** Registers a command whose failures are told to the writer. */
  readonly command: RegisterCommand;
  readonly log: Log;
}

/** Show Statistics: the figures of the script in hand, beside it, live. Loads and counts nothing before they are shown. */
export function registerStatistics(deps: StatisticsDeps): Disposable {
  const lifetime = new Disposables();
  const feature = lifetime.add(
    lazily(async () => {
      const { StatisticsFeature } = await import('./statisticsFeature.ts');
      return new StatisticsFeature(deps);
    }),
  );
  lifetime.add(deps.command('screenplay.showStatistics', async () => (await feature.get()).show()));
  lifetime.add(
    vscode.window.registerWebviewPanelSerializer(statisticsPanelType, {
      deserializeWebviewPanel: async (panel) => (await feature.get()).restore(panel),
    }),
  );
  return lifetime;
}
