/** The shared database for whoever is signed in at the moment: each request asks for the account, and without one says "signed out". */
import type { Disposable } from '../platform/disposables.ts';
import type { Account } from './account.ts';
import { RemoteError, type RemoteMedia, type RemoteProject } from './remoteProject.ts';

/** The account when it is known and signed in; asks the writer nothing. */
export type FindAccount = () => Promise<Account | undefined>;

/** Supabase-js is loaded with the first account. */
export function createAccountRemote(findAccount: FindAccount): RemoteProject & RemoteMedia {
  let known: { readonly account: Account; readonly remote: Promise<RemoteProject & RemoteMedia> } | undefined;

  async function remote(): Promise<RemoteProject & RemoteMedia> {
    const account = await findAccount();
    if (!account) throw new RemoteError('signedOut');
    if (known?.account !== account) known = { account, remote: remoteOf(account) };
    return known.remote;
  }

  return {
    push: async (...args) => (await remote()).push(...args),
    pull: async (...args) => (await remote()).pull(...args),
    sendTraces: async (...args) => (await remote()).sendTraces(...args),
    upload: async (...args) => (await remote()).upload(...args),
    download: async (...args) => (await remote()).download(...args),
    remove: async (...args) => (await remote()).remove(...args),
    listen(projectId, hints) {
      let listening: Disposable | undefined;
      let isEnded = false;
      remote().then(
        (found) => {
          if (!isEnded) listening = found.listen(projectId, hints);
        },
        () => {
          // The request that comes with it is told the same, and tells the writer.
        },
      );
      return {
        dispose() {
          isEnded = true;
          listening?.dispose();
        },
      };
    },
  };
}

async function remoteOf({ client, connection }: Account): Promise<RemoteProject & RemoteMedia> {
  const [{ createSupabaseRemote }, { createSupabaseMedia }] = await Promise.all([
    import('./supabaseRemote.ts'),
    import('./supabaseMedia.ts'),
  ]);
  const rows = createSupabaseRemote(client);
  const files = createSupabaseMedia(client, connection.url, connection.publishableKey);
  return {
    push: (...args) => rows.push(...args),
    pull: (...args) => rows.pull(...args),
    sendTraces: (...args) => rows.sendTraces(...args),
    listen: (...args) => rows.listen(...args),
    upload: (...args) => files.upload(...args),
    download: (...args) => files.download(...args),
    remove: (...args) => files.remove(...args),
  };
}
