/** Batches as the writer meets them: the question before, progress and control during, the summary after. Loaded at the first batch. */
import * as vscode from 'vscode';
import type { Library } from '../../library/library.ts';
import type { MediaStore } from '../../library/media.ts';
import type { Traces } from '../../library/traces.ts';
import { ContextKey } from '../../platform/contextKey.ts';
import { type Disposable, Disposables } from '../../platform/disposables.ts';
import type { Event } from '../../platform/emitter.ts';
import { isHumanError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import type { CreditStatus } from '../creditStatus.ts';
import { TakeIndex } from '../takeIndex.ts';
import { stopsAll, stopsSpeaker } from '../voiceErrors.ts';
import type { SpokenLine } from '../voiceJobs.ts';
import type { VoiceProvider } from '../voiceProvider.ts';
import { estimateBatch } from './batchEstimator.ts';
import type { BatchScope } from './batchLines.ts';
import { type BatchEstimate, type BatchLine, type BatchPlan, needsAsking } from './batchPlan.ts';
import { BatchRun, type BatchState } from './batchRun.ts';
import { showBatchStatus } from './batchStatus.ts';
import { progressText, questionText, reasonsText, summaryText } from './batchTexts.ts';

export interface BatchDeskDeps {
  readonly library: Library;
  readonly media: MediaStore;
  readonly traces: Traces;
  readonly provider: VoiceProvider;
  readonly log: Log;
  readonly speak: (line: BatchLine, signal: AbortSignal) => Promise<SpokenLine>;
  /** How many lines are handed to the provider at a time. */
  readonly width: () => number;
  /** Holds lines that are handed over and not sent yet, until they are let go. */
  readonly hold: (isHeld: boolean) => void;
  /** Credits that are left, where the provider counts any. */
  readonly credits: CreditStatus;
}

export interface BatchDesk extends Disposable {
  readonly state: BatchState;
  readonly onDidChange: Event<BatchState>;
  estimate(scope: BatchScope): BatchPlan;
  /** Asks where the writer wants to be asked, then makes the voices; resolves with how it ended, undefined when nothing was begun. */
  generate(scope: BatchScope): Promise<BatchState | undefined>;
  pause(): void;
  resume(): void;
  cancel(): void;
  retry(): Promise<void>;
  /** Lets the writer choose among what can be done with the batch now. */
  control(): Promise<void>;
}

export function createBatchDesk(deps: BatchDeskDeps): BatchDesk {
  return new Desk(deps);
}

class Desk implements BatchDesk {
  readonly #deps: BatchDeskDeps;
  readonly #lifetime = new Disposables();
  readonly #takes: TakeIndex;
  readonly #run: BatchRun;

  constructor(deps: BatchDeskDeps) {
    this.#deps = deps;
    this.#takes = this.#lifetime.add(new TakeIndex(deps.library));
    this.#run = new BatchRun({
      speak: async (line, signal) => (await deps.speak(line, signal)).isNew,
      width: deps.width,
      stopsAll,
      stopsSpeaker,
    });
    this.#lifetime.add(showBatchStatus(this.#run));
    const running = this.#lifetime.add(new ContextKey<boolean>('screenplay.generating'));
    const paused = this.#lifetime.add(new ContextKey<boolean>('screenplay.generatingPaused'));
    this.#lifetime.add(
      this.#run.onDidChange(({ phase }) => {
        running.set(this.#run.isActive);
        paused.set(phase === 'paused');
        deps.hold(phase === 'paused');
      }),
    );
    this.#lifetime.add({ dispose: () => this.#run.cancel() });
  }

  get state(): BatchState {
    return this.#run.state;
  }

  get onDidChange(): Event<BatchState> {
    return this.#run.onDidChange;
  }

  estimate(scope: BatchScope): BatchPlan {
    const { library, media, provider } = this.#deps;
    const language = vscode.workspace.getConfiguration('screenplay.language').get<string>('scriptLanguage', 'auto');
    return estimateBatch({ library, media, provider, takes: this.#takes, language }, scope);
  }

  async generate(scope: BatchScope): Promise<BatchState | undefined> {
    const plan = this.estimate(scope);
    if (plan.estimate.credits > 0) await this.#deps.credits.refresh();
    if (plan.lines.length === 0) {
      void vscode.window.showInformationMessage(nothingToDo(scope));
      return undefined;
    }
    if (!(await this.#isWanted(plan.estimate))) return undefined;
    return this.#make(plan.estimate, () => this.#run.add(plan.lines));
  }

  pause(): void {
    this.#run.pause();
  }

  resume(): void {
    this.#run.resume();
  }

  cancel(): void {
    this.#run.cancel();
  }

  async retry(): Promise<void> {
    const ended = this.#run.retry();
    if (ended) await this.#make(undefined, () => ended);
  }

  async control(): Promise<void> {
    const state = this.#run.state;
    const title = state.phase === 'ended' ? summaryText(state) : progressText(state);
    const picked = await vscode.window.showQuickPick(this.#choices(), {
      title,
      placeHolder: reasonsText(state.failures),
    });
    await picked?.act();
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  #choices(): readonly (vscode.QuickPickItem & { readonly act: () => unknown })[] {
    const { phase, failures, left } = this.#run.state;
    const cancel = { label: `$(debug-stop) ${vscode.l10n.t('Cancel')}`, act: () => this.cancel() };
    if (phase === 'running')
      return [{ label: `$(debug-pause) ${vscode.l10n.t('Pause')}`, act: () => this.pause() }, cancel];
    if (phase === 'paused')
      return [{ label: `$(play) ${vscode.l10n.t('Continue')}`, act: () => this.resume() }, cancel];
    const again = { label: `$(refresh) ${vscode.l10n.t('Try Again')}`, act: () => this.retry() };
    const show = (label: string, command: string) => ({ label, act: () => vscode.commands.executeCommand(command) });
    return [
      ...(failures.length + left.length > 0 ? [again] : []),
      show(`$(account) ${vscode.l10n.t('Open Casting')}`, 'screenplay.openCasting'),
      show(`$(history) ${vscode.l10n.t('Show Recent Activity')}`, 'screenplay.showRecentActivity'),
    ];
  }

  async #isWanted(estimate: BatchEstimate): Promise<boolean> {
    const threshold = vscode.workspace.getConfiguration('screenplay.voice').get('confirmAbove', 3000);
    if (!needsAsking(estimate, threshold)) return true;
    const yes = vscode.l10n.t('Generate');
    const detail = questionText(estimate, this.#deps.credits.left);
    const question = vscode.l10n.t('Generate these voices?');
    return (await vscode.window.showInformationMessage(question, { modal: true, detail }, yes)) === yes;
  }

  /** One trace and one summary for a batch, however many times lines were added to it while it ran. */
  async #make(estimate: BatchEstimate | undefined, begin: () => Promise<BatchState>): Promise<BatchState> {
    const isFirst = !this.#run.isActive || estimate === undefined;
    const trace = this.#deps.traces.begin('voice.batch', estimate ? { ...estimate } : null);
    const state = await begin();
    if (state.done > state.reused) void this.#deps.credits.refresh();
    const { done, reused, failures, left } = state;
    if (state.endedBy === 'writer') trace.error('voice.batch', 'cancelled');
    trace.end({ done, reused, failed: failures.length, left: left.length });
    if (isFirst && failures.length > 0) void this.#tellFailures(state);
    return state;
  }

  async #tellFailures(state: BatchState): Promise<void> {
    for (const { cause } of state.failures) {
      if (!isHumanError(cause)) this.#deps.log.error('A line of a batch failed', cause);
    }
    const again = vscode.l10n.t('Try Again');
    const text = `${summaryText(state)}\n${state.endedBy === 'failure' ? '' : reasonsText(state.failures)}`.trim();
    if ((await vscode.window.showWarningMessage(text, again)) === again) await this.retry();
  }
}

function nothingToDo({ need }: BatchScope): string {
  switch (need) {
    case 'missing':
      return vscode.l10n.t('No line here lacks a voice.');
    case 'stale':
      return vscode.l10n.t('No voice here is out of date.');
    case 'both':
      return vscode.l10n.t('Every line here has its voice.');
  }
}
