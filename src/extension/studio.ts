import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { registerActivity } from './activity/registerActivity.ts';
import { registerPageEditors } from './editor/pageEditors.ts';
import { getTypeNames } from './editor/pageStrings.ts';
import { registerExports } from './exports/registerExports.ts';
import { registerLanguage } from './language/registerLanguage.ts';
import { registerStatusBar } from './language/statusBar.ts';
import { createMediaStore } from './library/media.ts';
import { createLibrary } from './library/sqliteLibrary.ts';
import { createTraces } from './library/traces.ts';
import { registerMediaImport } from './mediaImport/registerMediaImport.ts';
import type { RegisterCommand } from './platform/commands.ts';
import { type Disposable, Disposables } from './platform/disposables.ts';
import { replaceStaleTabs } from './platform/staleTabs.ts';
import { tellLibraryTrouble } from './projects/libraryTrouble.ts';
import { playAudioAsset } from './projects/playAudioAsset.ts';
import { registerProjects } from './projects/register.ts';
import { registerScenes } from './scenes/registerScenes.ts';
import { registerAccount } from './sharing/registerAccount.ts';
import { registerStatistics } from './statistics/registerStatistics.ts';
import { createScripts } from './sync/scriptSessions.ts';
import { registerTimeline } from './timeline/register.ts';
import { registerVoices } from './voices/registerVoices.ts';

export interface StudioDeps {
  readonly context: vscode.ExtensionContext;
  readonly command: RegisterCommand;
  readonly log: vscode.LogOutputChannel;
}

/** What the extension is made of, in the order of dependence. Nothing here reads a file or waits. */
export function openStudio({ context, command, log }: StudioDeps): Disposable {
  const { extensionUri, globalStorageUri: storageUri } = context;
  const asAbsolutePath = (path: string) => context.asAbsolutePath(path);
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

  const { lengths } = keep(registerLanguage({ serverModule: asAbsolutePath('dist/server.js'), log }));
  keep(registerStatusBar({ lengths }));
  const scripts = keep(createScripts({ library, log, newId: randomUUID }));
  const editors = keep(registerPageEditors({ extensionUri, scripts, library, media, command, log }));
  const timeline = keep(registerTimeline({ extensionUri, library, media, scripts, editors, command, log }));
  const outputs = [editors.sound, timeline.sound];
  const { landing } = timeline;
  const voices = keep(
    registerVoices({
      ...{ extensionUri, library, media, traces, scripts, editors, outputs, landing, command, asAbsolutePath, log },
      flushText: editors.flush,
      secrets: context.secrets,
      memory: context.globalState,
      showSpeaking: editors.showSpeaking,
    }),
  );
  keep(
    editors.onDidAskForVoice((line) => void vscode.commands.executeCommand('screenplay.generateVoiceForLine', line)),
  );
  keep(editors.onDidAskToPlay((line) => void vscode.commands.executeCommand('screenplay.playLine', line)));
  keep(
    timeline.onDidAskForVoice((line) => void vscode.commands.executeCommand('screenplay.generateVoiceForLine', line)),
  );
  keep(
    timeline.onDidAskForVoices((asked) => {
      const scope = asked.kind === 'scene' ? 'Scene' : 'Selection';
      void vscode.commands.executeCommand(`screenplay.generateVoicesIn${scope}`, asked);
    }),
  );
  keep(timeline.onDidAskToReveal(({ elementId }) => void editors.reveal(elementId)));
  const playAudio = playAudioAsset(outputs);
  keep(
    registerProjects({
      ...{ extensionUri, storageUri, library, media, editors, playAudio, command, log },
      voiceName: voices.nameOf,
    }),
  );
  keep(registerScenes({ editors, flushText: editors.flush, typeNames: getTypeNames, command }));
  keep(registerStatistics({ extensionUri, library, scripts, editors, command, log }));
  keep(registerMediaImport({ library, media, editors, command, log }));
  keep(registerExports({ extensionUri, library, media, editors, command, log }));
  keep(registerAccount({ context, library, command, log }));
  keep(registerActivity({ library, command }));
  keep(replaceStaleTabs([editors.tabs, timeline.tabs], log));
  return lifetime;
}
