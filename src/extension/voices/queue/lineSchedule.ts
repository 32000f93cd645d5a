import type { Lane } from '../voiceProvider.ts';
import { firstLimit, type LaneLimit, learnt, refused } from './laneLimit.ts';

/** A line that waits for its turn or has it. */
export interface ScheduledLine {
  readonly id: string;
  readonly lane: Lane;
  /** 0: the writer waits for it; 1: part of a batch. */
  readonly urgency: 0 | 1;
  /** Within one urgency, lower comes first. */
  readonly order: number;
}

/**
 * Why a line is to be tried again. `tooMany`: the service takes fewer at once. `busy`: it asks to come back later. `unreachable`: the
 * service or the way to it is gone. `unsure`: this request may have been paid; the next try looks first.
 */
export type RetryCause = 'tooMany' | 'busy' | 'unreachable' | 'unsure';

interface Entry extends ScheduledLine {
  urgency: 0 | 1;
  isRunning: boolean;
  /** Runs and has still to be answered. */
  isOpen: boolean;
  hasSlot: boolean;
  startedAt: number;
  notBefore: number;
  tries: number;
}

interface LaneState {
  readonly isPrepared: boolean;
  limit: LaneLimit;
  /** Lines that have a slot. */
  inFlight: number;
  /** Lines that run and are not answered, with a slot or waiting for one. */
  open: number;
  /** Lines that run. */
  running: number;
  /** Times in a row that the service could not be reached. */
  strikes: number;
  lastStrikeAt: number;
  notBefore: number;
}

const mostTries = 6;
/** A lane that is refused only waits for room; this ends a service that refuses for ever. */
const mostRefusals = 60;
const mostStrikes = 6;
const firstDelayMs = 500;
/** Before any lane is known. */
const firstCapacity = 3;
const longestDelayMs = 30_000;

export interface LineScheduleOptions {
  readonly now: () => number;
  /** 0 to 1. */
  readonly random: () => number;
  /** The first pause after trouble, milliseconds. */
  readonly delayMs?: number;
}

/**
 * Who speaks next: what the writer waits for, then the order of the script, never more at once than the service takes, and after trouble
 * with growing pauses (half of each is chance, so that windows do not come back in step). Pure: time and chance are given.
 */
export class LineSchedule {
  readonly #now: () => number;
  readonly #random: () => number;
  readonly #delayMs: number;
  readonly #entries = new Map<string, Entry>();
  /** Those that do not run, first to speak first. */
  readonly #waiting: Entry[] = [];
  /** Those that run and wait for a slot, first to have one first. */
  readonly #asking: Entry[] = [];
  readonly #lanes = new Map<string, LaneState>();
  #lookedAt = 0;
  #isHeld = false;

  constructor({ now, random, delayMs = firstDelayMs }: LineScheduleOptions) {
    this.#now = now;
    this.#random = random;
    this.#delayMs = delayMs;
  }

  add(line: ScheduledLine): void {
    const times = { startedAt: 0, notBefore: 0, tries: 0 };
    const entry: Entry = { ...line, ...times, isRunning: false, isOpen: false, hasSlot: false };
    this.#entries.set(line.id, entry);
    this.#laneOf(entry);
    insertInOrder(this.#waiting, entry);
  }

  /** The writer has come to wait for a line of a batch. */
  promote(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry || entry.urgency === 0) return;
    const isAsking = take(this.#asking, entry);
    take(this.#waiting, entry);
    entry.urgency = 0;
    if (isAsking) insertInOrder(this.#asking, entry);
    else if (!entry.isRunning) insertInOrder(this.#waiting, entry);
  }

  /** While lines of batches are held, none of them begins and none gets a slot. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
  }

  /** Takes a waiting line off; one that runs keeps its slot until it is released or settled. */
  remove(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    take(this.#waiting, entry);
    if (!entry.isRunning) this.#entries.delete(id);
  }

  /** The lines whose turn it is, in order; they run from now on. */
  start(): readonly string[] {
    const now = this.#now();
    this.#lookedAt = now;
    const started: Entry[] = [];
    const full = new Set<LaneState>();
    for (const entry of this.#waiting) {
      if (full.size > 0 && full.size === this.#lanes.size) break;
      const lane = this.#laneOf(entry);
      if (lane.notBefore > now || !mayBegin(lane, entry)) full.add(lane);
      if (full.has(lane) || entry.notBefore > now || this.#holds(entry)) continue;
      Object.assign(entry, { isRunning: true, isOpen: true, startedAt: now });
      lane.running++;
      lane.open++;
      if (!lane.isPrepared) this.#giveSlot(entry, lane);
      started.push(entry);
    }
    for (const entry of started) take(this.#waiting, entry);
    return started.map(({ id }) => id);
  }

  /** A running line wants to send a request; true when it has its slot, else {@link grant} tells when it gets one. */
  ask(id: string): boolean {
    const entry = this.#entries.get(id);
    if (!entry?.isRunning || entry.hasSlot) return entry?.hasSlot ?? false;
    if (!entry.isOpen) this.#laneOf(entry).open++;
    entry.isOpen = true;
    take(this.#asking, entry);
    insertInOrder(this.#asking, entry);
    return false;
  }

  /** The lines that have got a slot now, in order. */
  grant(): readonly string[] {
    const now = this.#now();
    const granted = this.#asking.filter((entry) => {
      const lane = this.#laneOf(entry);
      if (lane.notBefore > now || lane.inFlight >= widthOf(lane) || this.#holds(entry)) return false;
      entry.startedAt = now;
      this.#giveSlot(entry, lane);
      return true;
    });
    for (const entry of granted) take(this.#asking, entry);
    return granted.map(({ id }) => id);
  }

  /** A running line has its answer and no longer counts against its lane. */
  release(id: string): void {
    const entry = this.#entries.get(id);
    if (entry) this.#release(entry);
  }

  /** A running line has ended for good; `isReached`: the service was there. */
  settle(id: string, isReached: boolean): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#end(entry);
    if (isReached) this.#laneOf(entry).strikes = 0;
    this.#entries.delete(id);
  }

  /** A running line is to be tried again; false when it has been tried often enough, and then it is off the list. */
  retry(id: string, cause: RetryCause, afterMs?: number): boolean {
    const entry = this.#entries.get(id);
    if (!entry) return false;
    const lane = this.#laneOf(entry);
    const inFlight = lane.inFlight;
    this.#end(entry);
    if (this.#mayRetry(entry, lane, { cause, afterMs, inFlight })) {
      insertInOrder(this.#waiting, entry);
      return true;
    }
    if (cause === 'unreachable') lane.strikes = 0;
    this.#entries.delete(id);
    return false;
  }

  /** What the service said to a running line about requests at once. */
  learn(id: string, seen: { readonly current?: number | undefined; readonly maximum?: number | undefined }): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    const lane = this.#laneOf(entry);
    lane.strikes = 0;
    lane.limit = learnt(lane.limit, seen, lane.inFlight);
  }

  /** How many lines it makes sense to have in hand, of all lanes that have been used: one that comes next is at hand at once. */
  capacity(): number {
    const allowed = [...this.#lanes.values()].map((lane) => {
      const stored = lane.running - lane.open;
      return lane.limit.allowed * (lane.isPrepared ? 2 : 1) + stored + 1;
    });
    return allowed.reduce((sum, count) => sum + count, this.#lanes.size === 0 ? firstCapacity : 0);
  }

  /**
   * When {@link start} may have more to give though nothing ends before; undefined when nothing waits for a time. A time that has come
   * since the last look counts: nobody has acted on it yet.
   */
  nextAt(): number | undefined {
    const times = [...this.#waiting, ...this.#asking]
      .filter((entry) => !this.#holds(entry))
      .map((entry) => Math.max(entry.notBefore, this.#laneOf(entry).notBefore))
      .filter((time) => time > this.#lookedAt);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  #laneOf({ lane }: ScheduledLine): LaneState {
    const known = this.#lanes.get(lane.name);
    if (known) return known;
    const times = { strikes: 0, lastStrikeAt: Number.NEGATIVE_INFINITY, notBefore: 0 };
    const counts = { inFlight: 0, open: 0, running: 0 };
    const made = { isPrepared: lane.isPrepared ?? false, limit: firstLimit(lane.atFirst), ...counts, ...times };
    this.#lanes.set(lane.name, made);
    return made;
  }

  #holds({ urgency }: Entry): boolean {
    return this.#isHeld && urgency === 1;
  }

  #giveSlot(entry: Entry, lane: LaneState): void {
    entry.hasSlot = true;
    lane.inFlight++;
  }

  #release(entry: Entry): void {
    const lane = this.#laneOf(entry);
    take(this.#asking, entry);
    if (entry.hasSlot) lane.inFlight--;
    if (entry.isOpen) lane.open--;
    Object.assign(entry, { hasSlot: false, isOpen: false });
  }

  #end(entry: Entry): void {
    this.#release(entry);
    if (entry.isRunning) this.#laneOf(entry).running--;
    entry.isRunning = false;
  }

  #pause(times: number): number {
    return Math.min(longestDelayMs, this.#delayMs * 2 ** Math.max(0, times - 1)) * (0.5 + this.#random() / 2);
  }

  #mayRetry(entry: Entry, lane: LaneState, why: RefusedTry): boolean {
    const { cause, afterMs, inFlight } = why;
    if (cause === 'unreachable') return this.#strike(entry, lane);
    const now = this.#now();
    entry.tries++;
    if (cause === 'tooMany') {
      lane.limit = refused(lane.limit, inFlight);
      entry.notBefore = now + (afterMs ?? this.#pause(1));
      return entry.tries < mostRefusals;
    }
    entry.notBefore = now + (afterMs ?? this.#pause(entry.tries));
    if (cause === 'busy') lane.notBefore = Math.max(lane.notBefore, entry.notBefore);
    return entry.tries < mostTries;
  }

  /** Only a request that began after the last strike says anything new about the way to the service. */
  #strike(entry: Entry, lane: LaneState): boolean {
    if (entry.startedAt <= lane.lastStrikeAt) return true;
    lane.strikes++;
    lane.lastStrikeAt = this.#now();
    lane.notBefore = lane.lastStrikeAt + this.#pause(lane.strikes);
    return lane.strikes < mostStrikes;
  }
}

interface RefusedTry {
  readonly cause: RetryCause;
  readonly afterMs: number | undefined;
  /** Requests that ran when it was refused, itself among them. */
  readonly inFlight: number;
}

/** While the service is out of reach, one request at a time feels its way. */
function widthOf({ strikes, limit }: LaneState): number {
  return strikes > 0 ? 1 : limit.allowed;
}

/** What the writer waits for is made ready beside whatever else is. */
function mayBegin(lane: LaneState, { urgency }: Entry): boolean {
  if (!lane.isPrepared || lane.strikes > 0) return lane.open < widthOf(lane);
  return urgency === 0 || lane.open < widthOf(lane) * 2;
}

/** Takes an entry out of a list; false when it is not in it. */
function take(list: Entry[], entry: Entry): boolean {
  const at = list.indexOf(entry);
  if (at >= 0) list.splice(at, 1);
  return at >= 0;
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.urgency !== b.urgency ? a.urgency < b.urgency : a.order < b.order;
}

function insertInOrder(waiting: Entry[], entry: Entry): void {
  let low = 0;
  let high = waiting.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = waiting[middle];
    if (other && isBefore(other, entry)) low = middle + 1;
    else high = middle;
  }
  waiting.splice(low, 0, entry);
}
