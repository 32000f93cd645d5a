/** The shared database for whoever is signed in at the moment: each request asks for the account, and without one says "signed out". */
import type { Disposable } from '../platform/disposables.ts';
import { HumanError } from '../platform/errors.ts';
import type { Account } from './account.ts';
import { RemoteError, type RemoteMedia, type RemoteProject } from './remoteProject.ts';

/** The account when it is known and signed in; asks the writer nothing. Throws SignInFailed when it cannot be known now. */
export type FindAccount = () => Promise<Account | undefined>;

/** Supabase-js is loaded with the first account. */
export function createAccountRemote(findAccount: FindAccount): RemoteProject & RemoteMedia {
  let known: { readonly account: Account; readonly remote: Promise<RemoteProject & RemoteMedia> } | undefined;

  /** Those who listen, by whatever account there is: told of each new one. */
  const listeners = new Set<(found: RemoteProject) => void>();

  async function remote(): Promise<RemoteProject & RemoteMedia> {
    const account = await findAccount().catch((cause: unknown) => {
      throw isOffline(cause) ? new RemoteError('offline', { cause }) : cause;
    });
    if (!account) throw new RemoteError('signedOut');
    if (known?.account !== account) {
      known = { account, remote: remoteOf(account) };
      const found = await known.remote;
      for (const listen of listeners) listen(found);
    }
    return known.remote;
  }

  /** A token that the server no longer takes is renewed, once, before anybody is told. */
  async function ask<T>(run: (found: RemoteProject & RemoteMedia) => Promise<T>): Promise<T> {
    const found = await remote();
    try {
      return await run(found);
    } catch (cause) {
      if (!(cause instanceof RemoteError && cause.reason === 'signedOut')) throw cause;
      const outcome = await known?.account.renew();
      if (outcome === 'unanswered') throw new RemoteError('offline', { cause });
      if (outcome !== 'renewed') throw cause;
      return run(found);
    }
  }

  return {
    push: (...args) => ask((found) => found.push(...args)),
    pull: (...args) => ask((found) => found.pull(...args)),
    sendTraces: (...args) => ask((found) => found.sendTraces(...args)),
    upload: (...args) => ask((found) => found.upload(...args)),
    download: (...args) => ask((found) => found.download(...args)),
    remove: (...args) => ask((found) => found.remove(...args)),
    listen(projectId, hints) {
      let listening: { readonly by: RemoteProject; readonly end: Disposable } | undefined;
      const listen = (by: RemoteProject) => {
        if (listening?.by === by) return;
        listening?.end.dispose();
        listening = { by, end: by.listen(projectId, hints) };
      };
      listeners.add(listen);
      remote().then(
        (found) => listeners.has(listen) && listen(found),
        () => {
          // The request that comes with it is told the same, and tells the writer; the first one that is answered begins this, too.
        },
      );
      return {
        dispose() {
          listeners.delete(listen);
          listening?.end.dispose();
        },
      };
    },
  };
}

/** Whether somebody is signed in could not be found out. */
function isOffline(cause: unknown): boolean {
  return cause instanceof HumanError && 'reason' in cause && cause.reason === 'offline';
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
