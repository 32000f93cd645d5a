import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { AuthRetryableFetchError } from '@supabase/supabase-js';
import { after, before, describe, it } from 'mocha';
import { Account, type SecretStore, SignInFailed, type SignInReason } from '../../src/extension/sharing/account.ts';
import { createAccountRemote } from '../../src/extension/sharing/accountRemote.ts';
import { joinProjects, Members, MembersRefused } from '../../src/extension/sharing/members.ts';
import { RemoteError } from '../../src/extension/sharing/remoteProject.ts';
import { until } from '../host/until.ts';
import { type Gateway, startGateway } from './gateway/gateway.ts';
import { createDatabase } from './postgres/migrated.ts';
import { sampleProject } from './postgres/replica.ts';

const returnTo = 'vscode://creator-studio.creator-studio-screenplay/signed-in';

/** A secret storage in memory, shared by what stands for several windows. */
function secretsInMemory(): SecretStore & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    get: async (key) => kept.get(key),
    store: async (key, value) => void kept.set(key, value),
    delete: async (key) => void kept.delete(key),
  };
}

describe('an account', () => {
  let gateway: Gateway;
  const accounts: Account[] = [];
  let now = Date.now();
  before(async () => {
    gateway = await startGateway({ database: await createDatabase() });
  });
  after(async () => {
    for (const account of accounts) await account.dispose();
    await gateway.stop();
  });

  function open(secrets: SecretStore = secretsInMemory()): Account {
    const { url, publishableKey } = gateway;
    const account = new Account({ connection: { url, publishableKey }, secrets, now: () => now });
    accounts.push(account);
    return account;
  }
  const newEmail = () => `${randomUUID()}@example.se`;
  const letter = () => gateway.letters.at(-1)!;

  /** Opens the link of the newest letter as a browser would; gives the query that it brings back. */
  async function clickLink(): Promise<URLSearchParams> {
    const answer = await fetch(letter().link, { redirect: 'manual' });
    const back = new URL(answer.headers.get('location') ?? '');
    assert.ok(back.href.startsWith(returnTo));
    return back.searchParams;
  }

  async function signedIn(email: string, secrets?: SecretStore): Promise<Account> {
    const account = open(secrets);
    await account.sendLetter(email, returnTo);
    await account.enterCode(email, letter().code);
    return account;
  }

  it('renews a token that the server no longer takes in the middle of a push, and tells nobody', async () => {
    const account = await signedIn(newEmail());
    const remote = createAccountRemote(async () => account);
    const projectId = randomUUID();
    const never = new AbortController().signal;
    const row = { id: projectId, name: 'Fyren', slug: `fyren-${projectId}` };
    const change = { table: 'rewrite_projects', kind: 'insert', id: projectId, row } as const;
    const push = { projectId, pushId: randomUUID(), seen: '0', scriptIds: [], changes: [change] };
    gateway.faults.add({ match: 'rewrite_push', fault: { kind: 'expired' } });
    const answer = await remote.push(push, never);
    assert.equal(answer.kind, 'done');
    gateway.expireTokens();
    const page = await remote.pull(projectId, '0', never);
    assert.deepEqual(
      page.rows.map(({ table }) => table),
      ['rewrite_projects'],
    );
  });

  it('is offline, not signed out, while a token has to be renewed and nobody answers; then it works and hears', async () => {
    const account = await signedIn(newEmail());
    const { auth } = account.client;
    const remote = createAccountRemote(async () => ((await account.writer()) ? account : undefined));
    const projectId = randomUUID();
    const heard: unknown[] = [];
    const states: boolean[] = [];
    const push = (row: Record<string, unknown>, kind: 'insert' | 'update') => {
      const change =
        kind === 'insert'
          ? ({ table: 'rewrite_scripts', kind, id: String(row['id']), row } as const)
          : ({ table: 'rewrite_scripts', kind, id: String(row['id']), patch: { title: row['title'] } } as const);
      const project = { id: projectId, name: 'Fyren', slug: `fyren-${projectId}` };
      const first = { table: 'rewrite_projects', kind: 'insert', id: projectId, row: project } as const;
      const changes = kind === 'insert' ? [first, change] : [change];
      return remote.push(
        { projectId, pushId: randomUUID(), seen: '0', scriptIds: [], changes },
        new AbortController().signal,
      );
    };
    // What the client says after half a minute of trying.
    const getSession = auth.getSession.bind(auth);
    auth.getSession = async () => ({ data: { session: null }, error: new AuthRetryableFetchError('fetch failed', 0) });
    const listening = remote.listen(projectId, {
      onHint: (row) => heard.push(row),
      onState: (isHeard) => states.push(isHeard),
    });
    const id = randomUUID();
    const row = { id, project_id: projectId, title: 'Fyren' };
    await assert.rejects(push(row, 'insert'), (cause) => cause instanceof RemoteError && cause.reason === 'offline');
    await assert.rejects(account.writer(), fails('offline'));
    auth.getSession = getSession;
    assert.equal((await push(row, 'insert')).kind, 'done');
    await until('the socket', () => states.at(-1) === true);
    await push({ ...row, title: 'Ljuset' }, 'update');
    await until('a hint', () => heard.length > 0);
    listening.dispose();
  });

  it('says "signed out" when the session itself has ended', async () => {
    const account = await signedIn(newEmail());
    const remote = createAccountRemote(async () => account);
    gateway.endSessions((await account.writer())?.id ?? '');
    gateway.expireTokens();
    const pull = () => remote.pull(randomUUID(), '0', new AbortController().signal);
    await assert.rejects(pull, (cause) => cause instanceof RemoteError && cause.reason === 'signedOut');
    assert.equal(await account.writer(), undefined);
  });

  function fails(reason: SignInReason) {
    return (cause: unknown) => cause instanceof SignInFailed && cause.reason === reason;
  }

  it('signs in by the code of the letter and stays signed in', async () => {
    const secrets = secretsInMemory();
    const email = newEmail();
    const account = open(secrets);
    assert.equal(await account.writer(), undefined);
    await account.sendLetter(` ${email} `, returnTo);
    const { code } = letter();
    const writer = await account.enterCode(email, ` ${code.slice(0, 3)} ${code.slice(3)} `);
    assert.equal(writer.email, email);
    const requests = gateway.faults.requests.length;
    assert.deepEqual(await open(secrets).writer(), writer);
    assert.equal(gateway.faults.requests.length, requests);
  });

  it('signs in by the link, in whichever window the system opens it', async () => {
    const secrets = secretsInMemory();
    const email = newEmail();
    await open(secrets).sendLetter(email, returnTo);
    const writer = await open(secrets).followLink(await clickLink());
    assert.equal(writer.email, email);
    assert.deepEqual(await open(secrets).writer(), writer);
  });

  it('refuses a link that it has not asked for, asked for long ago, or followed before', async () => {
    const secrets = secretsInMemory();
    const account = open(secrets);
    await account.sendLetter(newEmail(), returnTo);
    const query = await clickLink();
    const forged = new URLSearchParams(query);
    forged.set('state', 'guessed');
    await assert.rejects(account.followLink(forged), fails('wrongLink'));
    await assert.rejects(open().followLink(query), fails('wrongLink'));
    now += 61 * 60_000;
    await assert.rejects(account.followLink(query), fails('wrongLink'));
    now -= 61 * 60_000;
    await account.followLink(query);
    await assert.rejects(account.followLink(query), fails('wrongLink'));
  });

  it('refuses a wrong and a used code', async () => {
    const email = newEmail();
    const account = open();
    await account.sendLetter(email, returnTo);
    const { code } = letter();
    const wrong = code === '000000' ? '000001' : '000000';
    await assert.rejects(account.enterCode(email, wrong), fails('wrongCode'));
    await account.enterCode(email, code);
    await assert.rejects(account.enterCode(email, code), fails('wrongCode'));
  });

  it('says what went wrong with the project or the network', async () => {
    const account = open();
    gateway.faults.add({ fault: { kind: 'dropBefore' }, match: '/otp' });
    await assert.rejects(account.sendLetter(newEmail(), returnTo), fails('offline'));
    await assert.rejects(account.sendLetter('no address', returnTo), fails('badEmail'));
  });

  it('goes on with a renewed token after one has expired', async () => {
    const account = await signedIn(newEmail());
    gateway.expireTokens();
    const refused = await account.client.rpc('rewrite_join');
    assert.equal(refused.error?.code, 'PGRST303');
    await account.client.auth.refreshSession();
    assert.deepEqual(await joinProjects(account.client), []);
  });

  it('leaves nothing in the secret storage when it signs out', async () => {
    const secrets = secretsInMemory();
    const account = await signedIn(newEmail(), secrets);
    assert.ok(secrets.kept.size > 0);
    await account.signOut();
    assert.deepEqual([...secrets.kept.keys()], []);
    assert.equal(await account.writer(), undefined);
  });

  it('signs out without a network too', async () => {
    const secrets = secretsInMemory();
    const account = await signedIn(newEmail(), secrets);
    gateway.faults.add({ fault: { kind: 'dropBefore' }, match: '/logout', times: Number.POSITIVE_INFINITY });
    await account.signOut();
    gateway.faults.clear();
    assert.deepEqual([...secrets.kept.keys()], []);
  });

  it('keeps nothing but secrets in the secret storage, a session for each project', async () => {
    const secrets = secretsInMemory();
    await signedIn(newEmail(), secrets);
    const other = new Account({
      connection: { url: 'https://other.example.se', publishableKey: 'sb_publishable_x' },
      secrets,
      now: () => now,
    });
    accounts.push(other);
    assert.equal(await other.writer(), undefined);
  });

  describe('with members', () => {
    async function ownedProject(account: Account): Promise<string> {
      const { ids, entries } = sampleProject();
      const changes = { protocol: 1, project_id: ids.project, push_id: randomUUID(), seen: {}, entries };
      assert.equal((await account.client.rpc('rewrite_push', { changes })).error, null);
      return ids.project;
    }

    const refuses = (reason: string) => (cause: unknown) => cause instanceof MembersRefused && cause.reason === reason;

    it('invites, lets join, changes and removes', async () => {
      const owner = await signedIn(newEmail());
      const project = await ownedProject(owner);
      const members = new Members(owner.client, project);
      const email = newEmail();
      await members.invite(email.toUpperCase(), 'viewer');
      const [, invited] = await members.list();
      assert.deepEqual([invited?.email, invited?.role, invited?.user_id], [email, 'viewer', null]);
      const guest = await signedIn(email);
      assert.deepEqual(await joinProjects(guest.client), [{ project_id: project, name: 'Fyren', role: 'viewer' }]);
      await members.changeRole(invited?.id ?? '', 'editor');
      const theirs = await new Members(guest.client, project).list();
      assert.deepEqual(
        theirs.map(({ role, user_id }) => [role, user_id !== null]),
        [
          ['owner', true],
          ['editor', true],
        ],
      );
      await members.remove(invited?.id ?? '');
      assert.deepEqual(await new Members(guest.client, project).list(), []);
      assert.deepEqual(await joinProjects(guest.client), []);
    });

    it('lets only owners change who is in it, and everybody leave', async () => {
      const owner = await signedIn(newEmail());
      const project = await ownedProject(owner);
      const email = newEmail();
      await new Members(owner.client, project).invite(email, 'editor');
      const guest = await signedIn(email);
      await joinProjects(guest.client);
      const members = new Members(guest.client, project);
      const [first, own] = await members.list();
      await assert.rejects(members.invite(newEmail(), 'viewer'), refuses('notAllowed'));
      await assert.rejects(members.changeRole(own?.id ?? '', 'owner'), refuses('notAllowed'));
      await assert.rejects(members.remove(first?.id ?? ''), refuses('notAllowed'));
      await members.remove(own?.id ?? '');
      assert.deepEqual(await members.list(), []);
    });

    it('keeps an owner, and takes real addresses only', async () => {
      const owner = await signedIn(newEmail());
      const members = new Members(owner.client, await ownedProject(owner));
      const [own] = await members.list();
      await assert.rejects(members.remove(own?.id ?? ''), refuses('lastOwner'));
      await assert.rejects(members.changeRole(own?.id ?? '', 'viewer'), refuses('lastOwner'));
      await assert.rejects(members.invite('nobody', 'viewer'), refuses('badEmail'));
      gateway.faults.add({ fault: { kind: 'dropBefore' }, match: 'rewrite_invite' });
      await assert.rejects(members.invite(newEmail(), 'viewer'), refuses('offline'));
    });
  });
});
