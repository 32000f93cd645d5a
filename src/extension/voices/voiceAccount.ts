import type { Library } from '../library/library.ts';
import type { MediaStore } from '../library/media.ts';
import { type Disposable, Disposables } from '../platform/disposables.ts';
import { Emitter, type Event } from '../platform/emitter.ts';
import type { Log } from '../platform/log.ts';
import type { PaidVoices } from './castProvider.ts';
import type { Credits } from './elevenLabs/speechService.ts';
import { VoiceError } from './voiceErrors.ts';

/** Where the key lies: VS Code's secret storage has this shape. */
export interface KeyStorage {
  get(name: string): PromiseLike<string | undefined>;
  store(name: string, value: string): PromiseLike<void>;
  delete(name: string): PromiseLike<void>;
  readonly onDidChange: Event<{ readonly key: string }>;
}

export interface VoiceAccountDeps {
  readonly library: Library;
  readonly media: MediaStore;
  readonly secrets: KeyStorage;
  readonly log: Log;
  readonly isTrusted: () => boolean;
  /** The service's address where it is not the usual one. */
  readonly address: () => string | undefined;
}

/** The writer's account at ElevenLabs. Nothing of it is loaded before its first use. */
export interface VoiceAccount extends Disposable {
  /** Rejects with a {@link VoiceError} without a key, and in a folder that is not trusted. */
  open(): Promise<PaidVoices>;
  readonly current: PaidVoices | undefined;
  /** Whether a key is stored; asks nobody but the secret storage. */
  hasKey(): Promise<boolean>;
  /** Asks the service about a key, the stored one when none is given; rejects with a {@link VoiceError}. */
  check(key?: string): Promise<Credits>;
  /** What the service said of the account whose key is stored. */
  readonly onDidSeeCredits: Event<Credits>;
  /** Stores a key that {@link check} has passed. */
  setKey(key: string): Promise<void>;
  clearKey(): Promise<void>;
  /** A key was set or cleared, in whatever window. */
  readonly onDidChange: Event<void>;
}

const keyName = 'screenplay.elevenLabsKey';

export function createVoiceAccount(deps: VoiceAccountDeps): VoiceAccount {
  return new Account(deps);
}

interface OpenVoices extends PaidVoices {
  dispose(): void;
}

class Account implements VoiceAccount {
  readonly #deps: VoiceAccountDeps;
  readonly #lifetime = new Disposables();
  readonly #changed = this.#lifetime.add(new Emitter<void>());
  readonly #credits = this.#lifetime.add(new Emitter<Credits>());
  /** Told once the key that they belong to is stored. */
  #checked: { readonly key: string; readonly credits: Credits } | undefined;
  #opening: Promise<OpenVoices> | undefined;
  #open: OpenVoices | undefined;

  constructor(deps: VoiceAccountDeps) {
    this.#deps = deps;
    this.#lifetime.add(
      deps.secrets.onDidChange(({ key }) => {
        if (key === keyName) this.#keyChanged();
      }),
    );
    this.#lifetime.add({ dispose: () => this.#open?.dispose() });
  }

  get onDidChange(): Event<void> {
    return this.#changed.event;
  }

  get onDidSeeCredits(): Event<Credits> {
    return this.#credits.event;
  }

  get current(): PaidVoices | undefined {
    return this.#open;
  }

  async hasKey(): Promise<boolean> {
    return Boolean(await this.#deps.secrets.get(keyName));
  }

  async open(): Promise<PaidVoices> {
    if (!this.#deps.isTrusted()) throw new VoiceError('untrusted');
    this.#opening ??= this.#make();
    const opening = this.#opening;
    try {
      this.#open = await opening;
      return this.#open;
    } catch (cause) {
      if (this.#opening === opening) this.#opening = undefined;
      throw cause;
    }
  }

  async check(key?: string) {
    if (!this.#deps.isTrusted()) throw new VoiceError('untrusted');
    const asked = key ?? (await this.#deps.secrets.get(keyName));
    if (!asked) throw new VoiceError('noKey');
    const service = await this.#service(asked);
    const credits = await service.credits(AbortSignal.timeout(20_000));
    this.#checked = { key: asked, credits };
    if (key === undefined) this.#credits.fire(credits);
    return credits;
  }

  async setKey(key: string): Promise<void> {
    await this.#deps.secrets.store(keyName, key);
    this.#keyChanged();
  }

  async clearKey(): Promise<void> {
    await this.#deps.secrets.delete(keyName);
    this.#checked = undefined;
    this.#keyChanged();
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  async #make(): Promise<OpenVoices> {
    const key = await this.#deps.secrets.get(keyName);
    if (!key) throw new VoiceError('noKey');
    const { ElevenLabsVoices } = await import('./elevenLabs/elevenLabsVoices.ts');
    return new ElevenLabsVoices({ ...this.#deps, service: await this.#service(key) });
  }

  async #service(apiKey: string) {
    const { createSdkService } = await import('./elevenLabs/sdkService.ts');
    return createSdkService({ apiKey, baseUrl: this.#deps.address() });
  }

  #keyChanged(): void {
    this.#close();
    // Only what there is to show hangs on it.
    void this.#tellCredits().catch(() => {});
  }

  /** The storage tells of a change sooner or later than it is made: what was seen is told when its key is the stored one. */
  async #tellCredits(): Promise<void> {
    const checked = this.#checked;
    if (!checked || (await this.#deps.secrets.get(keyName)) !== checked.key) return;
    if (!this.#lifetime.isDisposed) this.#credits.fire(checked.credits);
  }

  #close(): void {
    this.#open?.dispose();
    this.#open = undefined;
    this.#opening = undefined;
    this.#changed.fire();
  }
}
