import { type Clock, systemClock } from '../../platform/clock.ts';
import type { Disposable } from '../../platform/disposables.ts';
import { VoiceError } from '../voiceErrors.ts';
import type { Lane, RequestSlot } from '../voiceProvider.ts';
import { LineSchedule } from './lineSchedule.ts';

/** A line as it stands in the queue. */
export interface QueuedLine {
  readonly lane: Lane;
  /** The stored voice id: when a voice fails as such, the lines that wait for it fail with it. */
  readonly voice: string;
  /** The writer waits for it: it goes before batches. */
  readonly isUrgent: boolean;
}

export interface Turn<T> {
  readonly result: Promise<T>;
  /** The writer has come to wait for it. */
  promote(): void;
}

/** The queue of all lines of this window. */
export interface LineTurns extends Disposable {
  /**
   * Runs `work` when the line's turn comes, and again when it fails in a way that asks for it. Lines of one urgency come in the order of
   * their calls. After a failure that reaches further than its line, those that it reaches fail at once, unsent.
   */
  take<T>(line: QueuedLine, work: (slot: RequestSlot) => Promise<T>, signal: AbortSignal): Turn<T>;
  /** How many lines it makes sense to ask for at a time. */
  capacity(): number;
  /** Holds lines that the writer does not wait for: those that are not sent yet wait until they are let go. */
  hold(isHeld: boolean): void;
}

interface Asking {
  readonly line: QueuedLine;
  grant(): void;
  fail(cause: unknown): void;
}

interface Waiting {
  readonly line: QueuedLine;
  begin(): void;
  fail(cause: unknown): void;
}

export interface LineTurnsOptions {
  readonly clock?: Clock;
  readonly random?: () => number;
  /** The first pause after trouble, milliseconds. */
  readonly delayMs?: number;
}

export function createLineTurns({
  clock = systemClock,
  random = Math.random,
  delayMs,
}: LineTurnsOptions = {}): LineTurns {
  return new Turns(clock, new LineSchedule({ now: clock.now, random, ...(delayMs === undefined ? {} : { delayMs }) }));
}

class Turns implements LineTurns {
  readonly #clock: Clock;
  readonly #schedule: LineSchedule;
  readonly #waiting = new Map<string, Waiting>();
  /** Lines that are ready and wait for a place. */
  readonly #asking = new Map<string, Asking>();
  /** Lines that failed with another, unsent. */
  readonly #unsent = new Set<string>();
  #wake: Disposable | undefined;
  #count = 0;

  constructor(clock: Clock, schedule: LineSchedule) {
    this.#clock = clock;
    this.#schedule = schedule;
  }

  capacity(): number {
    return this.#schedule.capacity();
  }

  hold(isHeld: boolean): void {
    this.#schedule.hold(isHeld);
    this.#fill();
  }

  take<T>(line: QueuedLine, work: (slot: RequestSlot) => Promise<T>, signal: AbortSignal): Turn<T> {
    const order = this.#count++;
    const id = String(order);
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const leave = () => {
      this.#waiting.delete(id);
      this.#schedule.remove(id);
      reject(signal.reason);
      this.#fill();
    };
    const end = () => signal.removeEventListener('abort', leave);
    const begin = () => {
      end();
      this.#run(id, line, work, signal).then(resolve, (cause: unknown) => {
        if (signal.aborted || this.#unsent.delete(id) || !this.#comesAgain(id, cause)) {
          this.#settle(id, false);
          this.#failReached(line, cause);
          reject(signal.aborted ? signal.reason : cause);
        } else wait();
        this.#fill();
      });
    };
    const fail = (cause: unknown) => {
      end();
      reject(cause);
    };
    const wait = () => {
      this.#waiting.set(id, { line, begin, fail });
      if (signal.aborted) leave();
      else signal.addEventListener('abort', leave, { once: true });
    };
    this.#schedule.add({ id, lane: line.lane, urgency: line.isUrgent ? 0 : 1, order });
    wait();
    this.#fill();
    return {
      result: promise,
      promote: () => {
        this.#schedule.promote(id);
        this.#fill();
      },
    };
  }

  dispose(): void {
    this.#wake?.dispose();
    const gone = new DOMException('The window closes.', 'AbortError');
    for (const [id, { fail }] of this.#waiting) {
      this.#schedule.remove(id);
      fail(gone);
    }
    this.#waiting.clear();
    for (const { fail } of [...this.#asking.values()]) fail(gone);
  }

  async #run<T>(
    id: string,
    line: QueuedLine,
    work: (slot: RequestSlot) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    signal.throwIfAborted();
    const result = await work({
      take: () => this.#takePlace(id, line, signal),
      learn: (seen) => {
        this.#schedule.learn(id, seen);
        this.#fill();
      },
      release: () => {
        this.#schedule.release(id);
        this.#fill();
      },
    });
    this.#settle(id, true);
    this.#fill();
    return result;
  }

  #takePlace(id: string, line: QueuedLine, signal: AbortSignal): Promise<void> {
    if (this.#schedule.ask(id)) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const end = () => {
        this.#asking.delete(id);
        signal.removeEventListener('abort', leave);
      };
      const fail = (cause: unknown) => {
        end();
        reject(cause);
      };
      const grant = () => {
        end();
        resolve();
      };
      const leave = () => fail(signal.reason);
      this.#asking.set(id, { line, grant, fail });
      if (signal.aborted) leave();
      else signal.addEventListener('abort', leave, { once: true });
      this.#fill();
    });
  }

  #settle(id: string, isReached: boolean): void {
    this.#schedule.settle(id, isReached);
  }

  #comesAgain(id: string, cause: unknown): boolean {
    if (!(cause instanceof VoiceError) || cause.retryCause === undefined) return false;
    return this.#schedule.retry(id, cause.retryCause, cause.retryAfterMs);
  }

  #failReached(failed: QueuedLine, cause: unknown): void {
    if (!(cause instanceof VoiceError) || cause.reach === 'line') return;
    const isReached = ({ lane, voice }: QueuedLine) =>
      cause.reach === 'voice' ? voice === failed.voice : lane.provider === failed.lane.provider;
    for (const [id, { line, fail }] of this.#waiting) {
      if (!isReached(line)) continue;
      this.#waiting.delete(id);
      this.#schedule.remove(id);
      fail(cause);
    }
    for (const [id, { line, fail }] of [...this.#asking]) {
      if (!isReached(line)) continue;
      this.#unsent.add(id);
      fail(cause);
    }
  }

  /** Begins what may begin, and comes back when time alone lets more begin. */
  #fill(): void {
    for (const id of this.#schedule.start()) {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      waiting?.begin();
    }
    for (const id of this.#schedule.grant()) this.#asking.get(id)?.grant();
    this.#wake?.dispose();
    const nextAt = this.#schedule.nextAt();
    this.#wake =
      nextAt === undefined ? undefined : this.#clock.after(Math.max(1, nextAt - this.#clock.now()), () => this.#fill());
  }
}
