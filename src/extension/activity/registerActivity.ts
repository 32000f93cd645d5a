import * as vscode from 'vscode';
import type { Library } from '../library/library.ts';
import type { RegisterCommand } from '../platform/commands.ts';
import type { ActivityWords } from './activityText.ts';

const scheme = 'screenplay-activity';
/** Enough for a working day, quick to read and to show. */
const shownEvents = 1000;
/** An open list follows new events at this pace. */
const refreshMs = 500;

export interface ActivityDeps {
  readonly library: Library;
  /** Registers a command whose failures are told to the writer. */
  readonly command: RegisterCommand;
  /** Why something failed, by its kind in the traces (`VoiceError: badKey`), as a sentence; undefined for one that has none. */
  readonly reasonOf: (error: string) => string | undefined;
}

const words = (): Omit<ActivityWords, 'reason'> => ({
  title: vscode.l10n.t('Recent activity of Screenplay, newest first'),
  nothingYet: vscode.l10n.t('Nothing has happened yet.'),
  done: vscode.l10n.t('done'),
  failed: vscode.l10n.t('failed'),
  cancelled: vscode.l10n.t('cancelled'),
  unfinished: vscode.l10n.t('not finished'),
  names: {
    'voice.batch': vscode.l10n.t('Generate voices'),
    'voice.generate': vscode.l10n.t('Generate voice'),
    'voice.synthesize': vscode.l10n.t('speak the line'),
    'voice.store': vscode.l10n.t('store the take'),
    'voice.reuse': vscode.l10n.t('use an earlier take'),
    syncScript: vscode.l10n.t('Save the script to the library'),
    applyPlan: vscode.l10n.t('write what changed'),
  },
  values: {
    duration_ms: vscode.l10n.t('{0} of sound'),
    credits: vscode.l10n.t('credits: {0}'),
    done: vscode.l10n.t('voices: {0}'),
    reused: vscode.l10n.t('of these there already: {0}'),
    failed: vscode.l10n.t('failed: {0}'),
    left: vscode.l10n.t('not begun: {0}'),
    rows: vscode.l10n.t('changes: {0}'),
  },
});

/** The command Show Recent Activity and the read-only document that it opens. */
export function registerActivity({ library, command, reasonOf }: ActivityDeps): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  let timer: NodeJS.Timeout | undefined;

  function refreshOpen(): void {
    timer = undefined;
    for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === scheme) changed.fire(uri);
  }

  return vscode.Disposable.from(
    changed,
    { dispose: () => clearTimeout(timer) },
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      async provideTextDocumentContent() {
        const { activityText } = await import('./activityText.ts');
        return activityText(library.recentTraces(shownEvents), { ...words(), reason: reasonOf });
      },
    }),
    library.onDidChange(({ tables }) => {
      if (tables.has('rewrite_traces')) timer ??= setTimeout(refreshOpen, refreshMs);
    }),
    command('screenplay.showRecentActivity', async () => {
      const uri = vscode.Uri.from({ scheme, path: vscode.l10n.t('Recent Activity') });
      // An open list is read anew, so that the command always shows what is known now.
      changed.fire(uri);
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
    }),
  );
}
