import * as vscode from 'vscode';
import { registerActivity } from './activity/registerActivity.ts';
import type { PageEditors } from './editor/pageEditors.ts';
import { getTypeNames } from './editor/pageStrings.ts';
import { registerExports } from './exports/registerExports.ts';
import type { MediaStore } from './library/media.ts';
import type { createLibrary } from './library/sqliteLibrary.ts';
import type { Traces } from './library/traces.ts';
import { registerMediaImport } from './mediaImport/registerMediaImport.ts';
import { type Disposable, Disposables } from './platform/disposables.ts';
import { replaceStaleTabs } from './platform/staleTabs.ts';
import { playAudioAsset } from './projects/playAudioAsset.ts';
import { registerProjects } from './projects/register.ts';
import { registerScenes } from './scenes/registerScenes.ts';
import { registerAccount } from './sharing/registerAccount.ts';
import { registerSharing, type Sharing } from './sharing/registerSharing.ts';
import { registerStatistics } from './statistics/registerStatistics.ts';
import type { StudioDeps } from './studio.ts';
import type { EditableScripts } from './sync/scripts.ts';
import { registerTimeline, type TimelineDeps } from './timeline/register.ts';
import { registerVoices } from './voices/registerVoices.ts';
import { reasonOfFailure } from './voices/voiceTexts.ts';
import type { whyStaleIn } from './voices/whyStale.ts';

export interface StudioPartsDeps extends StudioDeps {
  readonly library: ReturnType<typeof createLibrary>;
  readonly media: MediaStore;
  readonly traces: Traces;
  readonly scripts: EditableScripts;
  readonly editors: PageEditors;
  /** Why the lines of a project that are stale are so. */
  readonly whyStale: (projectId: string) => ReturnType<typeof whyStaleIn>;
}

export interface StudioParts extends Disposable {
  /** A project of an open script is shared from this machine. */
  readonly isSharing: boolean;
}

/** The parts of the studio around the script, in the order of dependence. Nothing here reads a file or waits. */
export function openStudioParts(deps: StudioPartsDeps): StudioParts {
  const { context, library, media, traces, scripts, editors, whyStale, command, log } = deps;
  const { extensionUri, globalStorageUri: storageUri } = context;
  const asAbsolutePath = (path: string) => context.asAbsolutePath(path);
  const lifetime = new Disposables();
  const keep = <T extends Disposable>(part: T): T => lifetime.add(part);

  const importFiles: TimelineDeps['importFiles'] = async (projectId, files) => {
    const { importFilesInto } = await import('./mediaImport/importMedia.ts');
    return importFilesInto({ library, media, log }, projectId, files);
  };
  const timeline = keep(
    registerTimeline({ extensionUri, library, media, scripts, editors, importFiles, command, log }),
  );
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
      deleteTake: voices.deleteTake,
      whyStale,
    }),
  );
  keep(registerScenes({ editors, flushText: editors.flush, typeNames: getTypeNames, command }));
  keep(registerStatistics({ extensionUri, library, scripts, editors, command, log }));
  keep(registerMediaImport({ library, media, editors, command, log }));
  keep(registerExports({ extensionUri, library, media, editors, command, log }));
  const sharing = keep(openSharing({ context, library, media, traces, scripts, command, log }));
  keep(registerActivity({ library, command, reasonOf: reasonOfFailure }));
  keep(replaceStaleTabs([editors.tabs, timeline.tabs], log));
  return {
    get isSharing() {
      return sharing.isSharing;
    },
    dispose: () => lifetime.dispose(),
  };
}

type SharingParts = Omit<StudioPartsDeps, 'editors' | 'whyStale'>;

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
    scriptText: async (scriptId, fileName) => {
      const { textOfRows } = await import('./sync/rowsText.ts');
      return textOfRows(library, scriptId, fileName);
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
