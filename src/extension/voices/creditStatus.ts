import * as vscode from 'vscode';
import { type Disposable, Disposables } from '../platform/disposables.ts';
import { Emitter, type Event } from '../platform/emitter.ts';
import type { Log } from '../platform/log.ts';
import type { VoiceAccount } from './voiceAccount.ts';

/** What the account has left, as far as the service has said it in this window. */
export interface CreditStatus extends Disposable {
  /** Undefined while it is not known, or no key is set. */
  readonly left: number | undefined;
  /** `12,300 of 100,000 credits used`; empty while it is not known. */
  readonly text: string;
  readonly onDidChange: Event<void>;
  /** Asks the service when a key is set; never rejects. Asked again while it asks, the answer is that of the first. */
  refresh(): Promise<void>;
}

/** Shows the credits used and left in the status bar once they are known. Asks nobody by itself. */
export function createCreditStatus(account: VoiceAccount, log: Log): CreditStatus {
  return new Credits(account, log);
}

class Credits implements CreditStatus {
  readonly #account: VoiceAccount;
  readonly #log: Log;
  readonly #lifetime = new Disposables();
  readonly #changed = this.#lifetime.add(new Emitter<void>());
  #known: { readonly used: number; readonly limit: number } | undefined;
  #asking: Promise<void> | undefined;
  #item: vscode.StatusBarItem | undefined;

  constructor(account: VoiceAccount, log: Log) {
    this.#account = account;
    this.#log = log;
    this.#lifetime.add(account.onDidChange(() => this.#forget()));
    this.#lifetime.add(account.onDidSeeCredits((seen) => this.#seen(seen)));
  }

  get left(): number | undefined {
    return this.#known && Math.max(0, this.#known.limit - this.#known.used);
  }

  get text(): string {
    if (!this.#known) return '';
    const number = (value: number) => value.toLocaleString(vscode.env.language);
    return vscode.l10n.t('{0} of {1} credits used', number(this.#known.used), number(this.#known.limit));
  }

  get onDidChange(): Event<void> {
    return this.#changed.event;
  }

  refresh(): Promise<void> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  async #ask(): Promise<void> {
    try {
      if (!vscode.workspace.isTrusted || !(await this.#account.hasKey())) return;
      await this.#account.check();
    } catch (cause) {
      // The credits are a help; whoever speaks a line is told what is wrong.
      this.#log.debug(`The credits could not be asked for: ${cause instanceof Error ? cause.name : 'unknown'}`);
    }
  }

  #seen({ used, limit }: { readonly used: number; readonly limit: number }): void {
    if (this.#lifetime.isDisposed) return;
    this.#known = { used, limit };
    this.#show();
    this.#changed.fire();
  }

  #forget(): void {
    this.#known = undefined;
    this.#item?.hide();
    this.#changed.fire();
  }

  #show(): void {
    const left = (this.left ?? 0).toLocaleString(vscode.env.language);
    const { Right } = vscode.StatusBarAlignment;
    this.#item ??= this.#lifetime.add(vscode.window.createStatusBarItem('screenplay.credits', Right, 99));
    this.#item.name = vscode.l10n.t('Voice Credits');
    this.#item.text = `$(unmute) ${vscode.l10n.t('{0} credits left', left)}`;
    this.#item.tooltip = `${this.text}\n${vscode.l10n.t('Click to see what was spoken lately.')}`;
    this.#item.command = 'screenplay.showRecentActivity';
    this.#item.show();
  }
}
