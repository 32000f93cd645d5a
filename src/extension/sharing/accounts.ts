/** The writer's accounts, one for each Supabase project: made at first use, kept for the window's life. Loaded lazily. */
import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Disposable } from '../platform/disposables.ts';
import { Account } from './account.ts';
import { type Connection, readConnection, readPublishableKey } from './connection.ts';

/** Where keys of projects other than the one in the settings lie, by address. */
const keyName = (url: string) =>
  `screenplay.publishableKey.${createHash('sha256').update(url).digest('hex').slice(0, 16)}`;

/** The addresses of those projects, as JSON. */
const othersName = 'screenplay.sharedThrough';

export class Accounts implements Disposable {
  readonly #secrets: vscode.SecretStorage;
  readonly #accounts = new Map<string, Account>();

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
  }

  /** The project in the settings; undefined when there is none. Throws ConnectionRefused for what may not be used. */
  configured(): Connection | undefined {
    const { url, publishableKey } = readSettings();
    return url === '' && publishableKey === '' ? undefined : readConnection(url, publishableKey);
  }

  /** Writes the project into the writer's own settings, never into a folder's. */
  async configure({ url, publishableKey }: Connection): Promise<void> {
    const settings = vscode.workspace.getConfiguration('screenplay.sharing');
    await settings.update('url', url, vscode.ConfigurationTarget.Global);
    await settings.update('publishableKey', publishableKey, vscode.ConfigurationTarget.Global);
  }

  /** Keeps how a project is reached that is not the one in the settings (a colleague's). */
  async remember({ url, publishableKey }: Connection): Promise<void> {
    await this.#secrets.store(keyName(url), publishableKey);
    const others = await this.#others();
    if (!others.includes(url)) await this.#secrets.store(othersName, JSON.stringify([...others, url]));
  }

  /** How the project at an address is reached; without an address, the one in the settings, or the only one that a colleague's folder named. */
  async connection(url?: string): Promise<Connection | undefined> {
    const configured = this.configured();
    if (configured && (url === undefined || configured.url === url)) return configured;
    if (url === undefined) {
      const [only, ...more] = await this.#others();
      return only !== undefined && more.length === 0 ? this.connection(only) : undefined;
    }
    const key = await this.#secrets.get(keyName(url));
    return key === undefined ? undefined : { url, publishableKey: readPublishableKey(key) };
  }

  /** The account whose letter brought back this state; undefined when none was asked for here. */
  async askedFor(state: string | null): Promise<Account | undefined> {
    const found = await Promise.all([this.connection(), ...(await this.#others()).map((url) => this.connection(url))]);
    for (const connection of found) {
      const account = connection && this.account(connection);
      if (await account?.hasAsked(state)) return account;
    }
    return undefined;
  }

  /** The account in a project, always the same one. */
  account(connection: Connection): Account {
    const known = this.#accounts.get(connection.url);
    if (known?.connection.publishableKey === connection.publishableKey) return known;
    void known?.dispose();
    const account = new Account({ connection, secrets: this.#secrets, now: Date.now });
    this.#accounts.set(connection.url, account);
    return account;
  }

  async #others(): Promise<readonly string[]> {
    const read = z.array(z.string()).safeParse(JSON.parse((await this.#secrets.get(othersName)) ?? '[]'));
    return read.success ? read.data : [];
  }

  dispose(): void {
    for (const account of this.#accounts.values()) void account.dispose();
    this.#accounts.clear();
  }
}

/** Settings of the writer, not of the folder: a folder must not send a script elsewhere. */
function readSettings(): { readonly url: string; readonly publishableKey: string } {
  const settings = vscode.workspace.getConfiguration('screenplay.sharing');
  const own = (name: string) => {
    const value = settings.inspect<unknown>(name)?.globalValue;
    return typeof value === 'string' ? value.trim() : '';
  };
  return { url: own('url'), publishableKey: own('publishableKey') };
}
