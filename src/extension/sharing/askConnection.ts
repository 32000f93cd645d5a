/** Asks step by step which Supabase project to share through, and looks whether it is ready. */
import * as vscode from 'vscode';
import { HumanError } from '../platform/errors.ts';
import type { Account } from './account.ts';
import type { Accounts } from './accounts.ts';
import { type Connection, readProjectUrl, readPublishableKey } from './connection.ts';
import { serverErrors } from './protocol.ts';
import { ask } from './steps.ts';

const { t } = vscode.l10n;

/** The project that the writer names, now in the settings; undefined when the writer goes away. */
export async function askConnection(accounts: Accounts): Promise<Connection | undefined> {
  const title = t('Set Up Sharing');
  const before = vscode.workspace.getConfiguration('screenplay.sharing').inspect<string>('url')?.globalValue ?? '';
  const address = await ask({
    title,
    step: 1,
    totalSteps: 2,
    prompt: t('The address of the Supabase project. It stands in the project’s settings under Data API.'),
    placeholder: 'https://abcdefgh.supabase.co',
    value: before,
    accept: readProjectUrl,
  });
  if (address === undefined) return undefined;
  const url = readProjectUrl(address);
  let connection: Connection | undefined;
  await ask({
    title,
    step: 2,
    totalSteps: 2,
    prompt: t('The publishable key of the project. It stands in its settings under API Keys.'),
    placeholder: 'sb_publishable_…',
    isSecret: true,
    accept: async (key) => {
      const named = { url, publishableKey: readPublishableKey(key) };
      await requirePrepared(accounts.account(named));
      connection = named;
    },
  });
  if (connection) await accounts.configure(connection);
  return connection;
}

/** Asks the project for a function of ours. Throws a HumanError when it cannot be reached, does not know the key or lacks the tables. */
async function requirePrepared(account: Account): Promise<void> {
  const { error, status } = await account.client.rpc('rewrite_join');
  // Who is not signed in may not call it: so it is there.
  if (!error || error.code === serverErrors.notAllowed) return;
  if (error.code === serverErrors.noFunction)
    throw new HumanError(
      t('The project is not prepared for sharing yet: its tables are missing. The README tells how to add them.'),
    );
  if (status === 0) throw new HumanError(t('No Supabase project answers at this address; check it and the network.'));
  if (status === 401) throw new HumanError(t('The project does not know this key; copy it again from its settings.'));
  throw new HumanError(t('The project answered with an error ({0}); try again later.', status));
}
