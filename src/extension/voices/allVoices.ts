import * as vscode from 'vscode';
import type { Library } from '../library/library.ts';
import type { MediaStore } from '../library/media.ts';
import type { Log } from '../platform/log.ts';
import { createCastProvider } from './castProvider.ts';
import { createElevenLabsCatalog, type Memory } from './catalog/elevenLabsCatalog.ts';
import type { VoiceCatalog } from './catalog/voiceCatalog.ts';
import { DraftVoiceProvider } from './draftVoiceProvider.ts';
import { folderOfProject } from './pronunciation/projectPronunciations.ts';
import { createVoiceAccount, type KeyStorage, type VoiceAccount } from './voiceAccount.ts';
import { elevenLabsAddress, voiceChoices } from './voiceChoices.ts';
import type { VoiceProvider } from './voiceProvider.ts';
import { voiceName } from './voiceTexts.ts';

export interface AllVoicesDeps {
  readonly library: Library;
  readonly media: MediaStore;
  readonly secrets: KeyStorage;
  readonly memory: Memory;
  readonly asAbsolutePath: (relativePath: string) => string;
  readonly command: (id: string, body: (...args: readonly unknown[]) => unknown) => vscode.Disposable;
  readonly log: Log;
}

/** The draft voices and those of ElevenLabs together. */
export interface AllVoices {
  readonly provider: VoiceProvider;
  readonly catalog: VoiceCatalog;
  readonly account: VoiceAccount;
  /** A stored voice id in a person's words. */
  nameOf(voiceId: string | null): string | undefined;
  dispose(): void;
}

/** Makes all voices and the commands of the key. Nothing is started, loaded or asked. */
export function createAllVoices(deps: AllVoicesDeps): AllVoices {
  const { asAbsolutePath, command, log } = deps;
  const draft = new DraftVoiceProvider({ modulePath: asAbsolutePath('dist/draftVoice/host.mjs'), log });
  const isTrusted = () => vscode.workspace.isTrusted;
  const account = createVoiceAccount({ ...deps, isTrusted, address: elevenLabsAddress });
  const choices = (projectId?: string) =>
    voiceChoices(projectId === undefined ? undefined : folderOfProject(deps.library, projectId));
  const provider = createCastProvider({ ...deps, draft, elevenLabs: account, choices });
  const catalog = createElevenLabsCatalog(account, deps);
  const parts = vscode.Disposable.from(
    command('screenplay.setVoiceKey', async () => (await import('./keyCommands.ts')).setKey(account)),
    command('screenplay.checkVoiceKey', async () => (await import('./keyCommands.ts')).checkKey(account)),
    command('screenplay.clearVoiceKey', async () => (await import('./keyCommands.ts')).clearKey(account)),
    command('screenplay.chooseVoiceModel', async () => (await import('./models/chooseModel.ts')).chooseModel(account)),
    account,
    provider,
  );
  return {
    ...{ provider, catalog, account },
    nameOf: (voiceId) => catalog.nameOf(voiceId) ?? voiceName(voiceId),
    dispose: () => void parts.dispose(),
  };
}
