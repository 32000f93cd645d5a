/** Commands for the key of ElevenLabs. Loaded when the first of them is called. */
import * as vscode from 'vscode';
import type { VoiceAccount } from './voiceAccount.ts';
import { forWriter } from './voiceTexts.ts';

const keysAddress = 'https://elevenlabs.io/app/settings/api-keys';

/** Asks for a key, checks it at the service at once and stores it when it is accepted. */
export async function setKey(account: VoiceAccount): Promise<void> {
  const key = (
    await vscode.window.showInputBox({
      title: vscode.l10n.t('ElevenLabs Key'),
      prompt: vscode.l10n.t('Paste your key from {0}. It is kept in the secret storage of this machine.', keysAddress),
      password: true,
      ignoreFocusOut: true,
      validateInput: (value) => (/\s/.test(value.trim()) ? vscode.l10n.t('A key has no spaces in it.') : undefined),
    })
  )?.trim();
  if (!key) return;
  const credits = await checked(account, key);
  await account.setKey(key);
  tell(vscode.l10n.t('The ElevenLabs key works.'), credits);
}

/** Asks the service whether the stored key is good. */
export async function checkKey(account: VoiceAccount): Promise<void> {
  if (!(await account.hasKey())) {
    const set = vscode.l10n.t('Set Key');
    const chosen = await vscode.window.showInformationMessage(vscode.l10n.t('There is no ElevenLabs key yet.'), set);
    return chosen === set ? setKey(account) : undefined;
  }
  tell(vscode.l10n.t('The ElevenLabs key works.'), await checked(account));
}

export async function clearKey(account: VoiceAccount): Promise<void> {
  const isThere = await account.hasKey();
  await account.clearKey();
  void vscode.window.showInformationMessage(
    isThere
      ? vscode.l10n.t('The ElevenLabs key is removed from this machine. Voices that are made stay.')
      : vscode.l10n.t('There is no ElevenLabs key yet.'),
  );
}

type CheckedCredits = Awaited<ReturnType<VoiceAccount['check']>>;

async function checked(account: VoiceAccount, key?: string): Promise<CheckedCredits> {
  const location = vscode.ProgressLocation.Notification;
  const title = vscode.l10n.t('Asking ElevenLabs about the key');
  try {
    return await vscode.window.withProgress({ location, title }, () => account.check(key));
  } catch (cause) {
    throw forWriter(cause);
  }
}

function tell(sentence: string, { used, limit }: CheckedCredits): void {
  const left = Math.max(0, limit - used).toLocaleString(vscode.env.language);
  const credits = vscode.l10n.t('{0} of {1} credits are left.', left, limit.toLocaleString(vscode.env.language));
  void vscode.window.showInformationMessage(`${sentence} ${credits}`);
}
