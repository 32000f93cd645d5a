import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { registerPageEditors } from './editor/pageEditors.ts';
import { registerLanguage } from './language/registerLanguage.ts';
import { registerStatusBar } from './language/statusBar.ts';
import { createMediaStore } from './library/media.ts';
import { createLibrary } from './library/sqliteLibrary.ts';
import { createTraces } from './library/traces.ts';
import type { RegisterCommand } from './platform/commands.ts';
import { type Disposable, Disposables } from './platform/disposables.ts';
import { tellLibraryTrouble } from './projects/libraryTrouble.ts';
import type { StudioParts } from './studioParts.ts';
import { sharedIdleMs, usualIdleMs } from './sync/rowSync.ts';
import { createScripts } from './sync/scriptSessions.ts';
import { whyStaleIn } from './voices/whyStale.ts';

export interface StudioDeps {
  readonly context: vscode.ExtensionContext;
  readonly command: RegisterCommand;
  readonly log: vscode.LogOutputChannel;
}

export interface Studio extends Disposable {
  /** Resolves when every part of the studio is there. */
  readonly whole: Promise<void>;
}

/**
 * What a script that is open needs, in the order of dependence; nothing here reads a file or waits. The other parts load in the next turn,
 * so that a page that VS Code is waiting for comes first.
 */
export function openStudio({ context, command, log }: StudioDeps): Studio {
  const { extensionUri, globalStorageUri: storageUri } = context;
  const lifetime = new Disposables();
  const keep = <T extends Disposable>(part: T): T => lifetime.add(part);

  const library = keep(
    createLibrary({
      directory: storageUri.fsPath,
      log,
      onTrouble: (trouble) => void tellLibraryTrouble(trouble, log),
    }),
  );
  const media = createMediaStore({ root: library.mediaRoot, log });
  const traces = createTraces(library, log);
  const { lengths } = keep(registerLanguage({ serverModule: context.asAbsolutePath('dist/server.js'), log }));
  keep(registerStatusBar({ lengths }));
  let parts: StudioParts | undefined;
  const isShared = () => parts?.isSharing === true;
  const rowIdleMs = () => (isShared() ? sharedIdleMs : usualIdleMs);
  const scripts = keep(createScripts({ library, log, newId: randomUUID, rowIdleMs }));
  const whyStale = (projectId: string) => whyStaleIn(library, projectId);
  const editors = keep(
    registerPageEditors({ extensionUri, scripts, library, media, whyStale, isShared, command, log }),
  );
  keep(
    editors.onDidAskForVoice((line) => void vscode.commands.executeCommand('screenplay.generateVoiceForLine', line)),
  );
  keep(editors.onDidAskToPlay((line) => void vscode.commands.executeCommand('screenplay.playLine', line)));

  const openParts = async () => {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
    const { openStudioParts } = await import('./studioParts.ts');
    if (lifetime.isDisposed) return;
    parts = keep(openStudioParts({ context, library, media, traces, scripts, editors, whyStale, command, log }));
  };
  return { whole: openParts(), dispose: () => lifetime.dispose() };
}
