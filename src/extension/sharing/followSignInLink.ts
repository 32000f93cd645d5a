import * as vscode from 'vscode';
import { isHumanError } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import { SignInFailed } from './account.ts';
import type { Accounts } from './accounts.ts';

/** Signs in by the address that a letter's link brought back. Anybody can send VS Code an address: all it does is what was asked for here. */
export async function followSignInLink(uri: vscode.Uri, accounts: Accounts, log: Log): Promise<void> {
  try {
    const query = new URLSearchParams(uri.query);
    const account = uri.path === '/signed-in' ? await accounts.askedFor(query.get('state')) : undefined;
    if (!account) throw new SignInFailed('wrongLink');
    const writer = await account.followLink(query);
    void vscode.window.showInformationMessage(vscode.l10n.t('You are signed in as {0}.', writer.email));
  } catch (cause) {
    log.warn('A sign-in link was not followed', isHumanError(cause) ? cause.cause : cause);
    const sentence = isHumanError(cause) ? cause.message : new SignInFailed('failed').message;
    void vscode.window.showWarningMessage(vscode.l10n.t(sentence));
  }
}
