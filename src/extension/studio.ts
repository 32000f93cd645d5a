import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { registerActivity } from './activity/registerActivity.ts';
import { registerPageEditors } from './editor/pageEditors.ts';
import { getTypeNames } from './editor/pageStrings.ts';
import { registerExports } from './exports/registerExports.ts';
import { registerLanguage } from './language/registerLanguage.ts';
import { registerStatusBar } from './language/statusBar.ts';
import { createMediaStore, type MediaStore } from './library/media.ts';
import { createLibrary } from './library/sqliteLibrary.ts';
import { createTraces, type Traces } from './library/traces.ts';
import { registerMediaImport } from './mediaImport/registerMediaImport.ts';
import type { RegisterCommand } from './platform/commands.ts';
import { type Disposable, Disposables } from './platform/disposables.ts';
import { replaceStaleTabs } from './platform/staleTabs.ts';
import { tellLibraryTrouble } from './projects/libraryTrouble.ts';
import { playAudioAsset } from './projects/playAudioAsset.ts';
import { registerProjects } from './projects/register.ts';
import { registerScenes } from './scenes/registerScenes.ts';
import { registerAccount } from './sharing/registerAccount.ts';
import { registerSharing, type Sharing } from './sharing/registerSharing.ts';
import { registerStatistics } from './statistics/registerStatistics.ts';
import { createScripts } from './sync/scriptSessions.ts';
import type { EditableScripts } from './sync/scripts.ts';
import { registerTimeline } from './timeline/register.ts';
import { registerVoices } from './voices/registerVoices.ts';
import { whyStaleIn } from './voices/whyStale.ts';

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
  let sharing: Sharing | undefined;
  // Somebody else waits for the words of a shared script.
  const rowIdleMs = () => (sharing?.isSharing ? 100 : 500);
  const scripts = keep(createScripts({ library, log, newId: randomUUID, rowIdleMs }));
  const whyStale = (projectId: string) => whyStaleIn(library, projectId);
  const editors = keep(registerPageEditors({ extensionUri, scripts, library, media, whyStale, command, log }));
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
  keep(timeline.onDidSpeak((speaking) => editors.showSpeaking(speaking)));
  keep(timeline.onDidAskToReveal(({ elementId }) => void editors.reveal(elementId)));
  const playAudio = playAudioAsset(outputs);
  keep(
    registerProjects({
      ...{ extensionUri, storageUri, library, media, editors, playAudio, command, log },
      voiceName: voices.nameOf,
      whyStale,
    }),
  );
  keep(registerScenes({ editors, flushText: editors.flush, typeNames: getTypeNames, command }));
  keep(registerStatistics({ extensionUri, library, scripts, editors, command, log }));
  keep(registerMediaImport({ library, media, editors, command, log }));
  keep(registerExports({ extensionUri, library, media, editors, command, log }));
  sharing = keep(openSharing({ context, library, media, traces, scripts, command, log }));
  keep(registerActivity({ library, command }));
  keep(replaceStaleTabs([editors.tabs, timeline.tabs], log));
  return lifetime;
}

interface SharingParts extends StudioDeps {
  readonly library: ReturnType<typeof createLibrary>;
  readonly media: MediaStore;
  readonly traces: Traces;
  readonly scripts: EditableScripts;
}

/** The account and what is shared with it; scripts follow through an interface that the sync makes when it is needed. */
function openSharing({ context, library, media, traces, scripts, command, log }: SharingParts): Sharing {
  const account = registerAccount({ context, library, command, log });
  const sharing = registerSharing({
    ...{ context, library, media, traces, account, command, log },
    onDidOpenScript: scripts.onDidOpen,
    words: async () => {
      const { createSharedWords } = await import('./sync/sharedWords.ts');
      return createSharedWords({ library, scripts, log });
    },
    writeScript: async (scriptId, uri) => {
      const { restoreScript } = await import('./sync/restoreScript.ts');
      await restoreScript(library, scriptId, uri);
    },
  });
  return {
    get isSharing() {
      return sharing.isSharing;
    },
    dispose() {
      sharing.dispose();
      account.dispose();
    },
  };
}
