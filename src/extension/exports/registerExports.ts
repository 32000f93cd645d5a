import type * as vscode from 'vscode';
import type { Library } from '../library/library.ts';
import type { MediaStore } from '../library/media.ts';
import type { RegisterCommand } from '../platform/commands.ts';
import type { Disposable } from '../platform/disposables.ts';
import type { Log } from '../platform/log.ts';
import type { ScriptEditors } from '../sync/scripts.ts';

export interface ExportsDeps {
  readonly extensionUri: vscode.Uri;
  readonly library: Library;
  readonly media: MediaStore;
  readonly editors: ScriptEditors;
  readonly command: RegisterCommand;
  readonly log: Log;
}

/** Export Timeline: sound, subtitles and edit lists. Loads with the first export. */
export function registerExports(deps: ExportsDeps): Disposable {
  return deps.command('screenplay.exportTimeline', async (argument) => {
    const { exportTimeline } = await import('./exportTimeline.ts');
    await exportTimeline(deps, argument);
  });
}
