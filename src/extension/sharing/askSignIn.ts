/** Asks for an e-mail address, sends a letter, and waits for its code or its link. */
import * as vscode from 'vscode';
import { type Account, SignInFailed, sessionKey, type Writer } from './account.ts';
import { ask } from './steps.ts';

const { t } = vscode.l10n;

export interface SignInDeps {
  readonly secrets: vscode.SecretStorage;
  /** `publisher.name` of this extension: what the system opens links with. */
  readonly extensionId: string;
}

/** Who has signed in; undefined when the writer goes away. */
export async function askSignIn(account: Account, deps: SignInDeps): Promise<Writer | undefined> {
  const returnTo = await returnAddress(deps.extensionId);
  let email = '';
  const title = t('Sign In to Share');
  const address = await ask({
    title,
    step: 1,
    totalSteps: 2,
    prompt: t('Your e-mail address. You get a letter with a code and a link; there is no password.'),
    placeholder: 'namn@example.se',
    accept: async (answer) => {
      if (!/^[^@\s]+@[^@\s]+$/.test(answer)) throw new SignInFailed('badEmail');
      await account.sendLetter(answer, returnTo);
      email = answer;
    },
  });
  if (address === undefined) return undefined;
  const code = await ask({
    title,
    step: 2,
    totalSteps: 2,
    prompt: t('Enter the code from the letter to {0}, or click the link in it.', email),
    placeholder: '123456',
    accept: (answer) => account.enterCode(email, answer),
    again: {
      label: t('Send Another Letter'),
      run: async () => {
        await account.sendLetter(email, returnTo);
        return t('Another letter is on its way.');
      },
    },
    // The link may be opened by another window: both see the session appear.
    until: (finish) =>
      deps.secrets.onDidChange(async ({ key }) => {
        if (key === sessionKey(account.connection.url) && (await account.writer())) finish();
      }),
  });
  return code === undefined ? undefined : account.writer();
}

/** The address that brings a browser back to VS Code, on this machine or, for a VS Code in the browser, through its server. */
async function returnAddress(extensionId: string): Promise<string> {
  const own = vscode.Uri.parse(`${vscode.env.uriScheme}://${extensionId}/signed-in`);
  const external = await vscode.env.asExternalUri(own);
  return external.toString(true);
}
