/** A replica's way to the server model, as bad as the schedule wants it. */
import type { TraceRow } from '../../../src/extension/library/rows.ts';
import type { Disposable } from '../../../src/extension/platform/disposables.ts';
import {
  type MediaSource,
  type PullPage,
  type Push,
  type PushAnswer,
  RemoteError,
  type RemoteMedia,
  type RemoteProject,
} from '../../../src/extension/sharing/remoteProject.ts';
import type { ServerModel } from './serverModel.ts';

/** `deadSocket`: requests work, hints are not heard and nobody says so. `killed…`: the process dies before or after the server has acted. */
export type Network =
  | 'online'
  | 'offline'
  | 'flapping'
  | 'failing'
  | 'busy'
  | 'lostAnswers'
  | 'twice'
  | 'deadSocket'
  | 'signedOut'
  | 'clientTooOld'
  | 'killedBefore'
  | 'killedAfter';

/** What a call of a killed process comes to. */
const never = () => new Promise<never>(() => {});

export class FaultyRemote implements RemoteProject, RemoteMedia {
  network: Network = 'online';
  readonly #model: ServerModel;
  readonly #user: string;
  readonly #random: (below: number) => number;
  readonly #onKilled: () => void;
  readonly #hints = new Set<{ onHint(): void; onState(isHeard: boolean): void }>();
  requests = 0;

  constructor(model: ServerModel, user: string, random: (below: number) => number, onKilled: () => void) {
    this.#model = model;
    this.#user = user;
    this.#random = random;
    this.#onKilled = onKilled;
  }

  push(push: Push): Promise<PushAnswer> {
    return this.#call(() => this.#model.push(this.#user, JSON.parse(JSON.stringify(push)) as Push));
  }

  pull(_projectId: string, after: string, _signal?: AbortSignal, pushed?: string): Promise<PullPage> {
    return this.#call(() => this.#model.pull(this.#user, after, pushed));
  }

  sendTraces(_projectId: string, _traces: readonly TraceRow[]): Promise<void> {
    return this.#call(() => {});
  }

  listen(_projectId: string, hints: { onHint(): void; onState(isHeard: boolean): void }): Disposable {
    this.#hints.add(hints);
    return { dispose: () => this.#hints.delete(hints) };
  }

  /** The server has changed: hints come, or not, or more than once. */
  hint(): void {
    if (this.network !== 'online' && this.network !== 'twice') return;
    for (let times = this.#random(4); times > 0; times--) for (const { onHint } of this.#hints) onHint();
  }

  /** The socket is heard (again), or is known to be lost. */
  tellState(isHeard: boolean): void {
    for (const { onState } of this.#hints) onState(isHeard);
  }

  async upload(path: string, source: MediaSource): Promise<void> {
    const bytes = await source.read(0, source.size);
    await this.#call(() => {
      if (!this.#model.media.has(path)) this.#model.media.set(path, bytes);
    });
  }

  async download(path: string, from: number, take: (bytes: Uint8Array) => Promise<void>): Promise<boolean> {
    const bytes = await this.#call(() => this.#model.media.get(path));
    if (!bytes) return false;
    const rest = bytes.subarray(from);
    const half = Math.ceil(rest.length / 2);
    await take(rest.subarray(0, half));
    await this.#call(() => {});
    await take(rest.subarray(half));
    return true;
  }

  remove(path: string): Promise<void> {
    return this.#call(() => void this.#model.media.delete(path));
  }

  async #call<T>(act: () => T): Promise<T> {
    this.requests++;
    await Promise.resolve();
    switch (this.network) {
      case 'offline':
        throw new RemoteError('offline');
      case 'flapping':
        if (this.#random(2) === 0) throw new RemoteError('offline');
        return act();
      case 'failing':
        throw new RemoteError('failing');
      case 'busy':
        throw new RemoteError('busy', { retryAfterMs: 5_000 });
      case 'signedOut':
        throw new RemoteError('signedOut');
      case 'clientTooOld':
        throw new RemoteError('clientTooOld');
      case 'lostAnswers':
        act();
        if (this.#random(3) > 0) throw new RemoteError('offline');
        return act();
      case 'twice':
        act();
        return act();
      case 'killedBefore':
        this.#onKilled();
        return never();
      case 'killedAfter':
        act();
        this.#onKilled();
        return never();
      default:
        return act();
    }
  }
}
