/** Makes the voices of many lines, a few at a time, in order: pause, cancel, what failed and why. Knows no VS Code. */
import { Emitter, type Event } from '../../platform/emitter.ts';
import type { BatchLine } from './batchPlan.ts';

export interface BatchFailure {
  readonly line: BatchLine;
  readonly cause: unknown;
}

export type BatchPhase = 'idle' | 'running' | 'paused' | 'ended';

export interface BatchState {
  readonly phase: BatchPhase;
  readonly total: number;
  /** Lines that have their voice. */
  readonly done: number;
  /** Of these, those that an earlier take served. */
  readonly reused: number;
  /** Lines in hand: those being spoken, the longest first, and those made ready to come next. */
  readonly current: readonly BatchLine[];
  readonly failures: readonly BatchFailure[];
  /** Lines that were not begun when the batch ended before its end. */
  readonly left: readonly BatchLine[];
  /** Why it ended before its end, if it did. */
  readonly endedBy?: 'writer' | 'failure';
}

export interface BatchRunPorts {
  /** Gives one line its voice; resolves true when it was made anew. */
  speak(line: BatchLine, signal: AbortSignal): Promise<boolean>;
  /** How many lines are asked for at a time; the provider may take fewer at once. */
  width(): number;
  /** True for a failure that every further line would meet too: no credits, a refused key. */
  stopsAll(cause: unknown): boolean;
  /** True for a failure that every further line of the same speaker would meet: a voice that is gone. */
  stopsSpeaker(cause: unknown): boolean;
}

export const idleBatch: BatchState = {
  ...{ phase: 'idle', total: 0, done: 0, reused: 0, current: [], failures: [], left: [] },
};

/** One batch at a time; lines that are asked for while it runs join it. */
export class BatchRun {
  readonly #ports: BatchRunPorts;
  readonly #changed = new Emitter<BatchState>();
  #state: BatchState = idleBatch;
  #waiting: BatchLine[] = [];
  #cancel = new AbortController();
  #ended = Promise.withResolvers<BatchState>();

  constructor(ports: BatchRunPorts) {
    this.#ports = ports;
  }

  get state(): BatchState {
    return this.#state;
  }

  get onDidChange(): Event<BatchState> {
    return this.#changed.event;
  }

  get isActive(): boolean {
    return this.#state.phase === 'running' || this.#state.phase === 'paused';
  }

  /** Adds lines, begins when nothing runs, and resolves with the state in which the batch ended. */
  add(lines: readonly BatchLine[]): Promise<BatchState> {
    if (!this.isActive) this.#begin();
    const known = new Set([...this.#waiting, ...this.#state.current].map(({ elementId }) => elementId));
    const added = lines.filter(({ elementId }) => !known.has(elementId));
    this.#waiting.push(...added);
    this.#set({ total: this.#state.total + added.length });
    const { promise } = this.#ended;
    this.#fill();
    return promise;
  }

  /** Lets the lines that are being spoken come to their end and begins no other. Whoever made lines ready holds those. */
  pause(): void {
    if (this.#state.phase === 'running') this.#set({ phase: 'paused' });
  }

  resume(): void {
    if (this.#state.phase !== 'paused') return;
    this.#set({ phase: 'running' });
    this.#fill();
  }

  /** Stops at once; what is finished stays. */
  cancel(): void {
    if (this.isActive) this.#stop('writer');
  }

  /** Asks again for the lines that failed and those that were left. */
  retry(): Promise<BatchState> | undefined {
    if (this.isActive) return undefined;
    const lines = [...this.#state.failures.map(({ line }) => line), ...this.#state.left];
    return lines.length === 0 ? undefined : this.add(lines);
  }

  #begin(): void {
    this.#waiting = [];
    this.#cancel = new AbortController();
    this.#ended = Promise.withResolvers();
    this.#state = { ...idleBatch, phase: 'running' };
  }

  /** After a failure the lines under way are let go on: they may be paid for already. */
  #stop(endedBy: 'writer' | 'failure'): void {
    const torn = endedBy === 'writer' ? this.#state.current : [];
    const left = [...new Set([...torn, ...this.#state.left, ...this.#waiting])];
    this.#waiting = [];
    this.#set({ phase: 'running', left, endedBy });
    if (endedBy === 'writer') this.#cancel.abort();
    this.#fill();
  }

  #fill(): void {
    while (
      this.#state.phase === 'running' &&
      this.#waiting.length > 0 &&
      this.#state.current.length < this.#ports.width()
    ) {
      const line = this.#waiting.shift();
      if (line) void this.#speak(line);
    }
    if (this.#waiting.length > 0 || this.#state.current.length > 0 || !this.isActive) return;
    this.#set({ phase: 'ended' });
    this.#ended.resolve(this.#state);
  }

  async #speak(line: BatchLine): Promise<void> {
    const { signal } = this.#cancel;
    this.#set({ current: [...this.#state.current, line] });
    try {
      const isNew = await this.#ports.speak(line, signal);
      const left = this.#state.left.filter((other) => other !== line);
      this.#set({ done: this.#state.done + 1, reused: this.#state.reused + (isNew ? 0 : 1), left });
    } catch (cause) {
      this.#failed(line, cause, signal.aborted);
    }
    this.#set({ current: this.#state.current.filter((other) => other !== line) });
    this.#fill();
  }

  /** A line that the writer's cancelling tore off has not failed: it is among those left. */
  #failed(line: BatchLine, cause: unknown, wasTorn: boolean): void {
    if (wasTorn) return;
    const reached = this.#ports.stopsSpeaker(cause)
      ? this.#waiting.filter(({ speaker }) => speaker === line.speaker)
      : [];
    this.#waiting = this.#waiting.filter((other) => !reached.includes(other));
    this.#set({ failures: [...this.#state.failures, ...[line, ...reached].map((each) => ({ line: each, cause }))] });
    if (this.#ports.stopsAll(cause)) this.#stop('failure');
  }

  #set(change: Partial<BatchState>): void {
    this.#state = { ...this.#state, ...change };
    this.#changed.fire(this.#state);
  }
}
