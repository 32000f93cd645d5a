/**
 * Randomised fault runs of paid voices: the real SDK, library and files against the stand-in of the service, which fails in every way it
 * can, while lines are cancelled, windows die and limits change. In the end every line has its voice and nothing was paid for twice.
 */
import fs from 'node:fs';
import path from 'node:path';
import { cast, openPaidStudio, type PaidStudio } from '../library/elevenLabs/paidStudio.ts';
import { type Fault, type StandIn, startStandIn } from '../library/elevenLabs/standIn.ts';
import { storeScript } from '../library/voiceLibrary.ts';
import { readWav } from '../library/voiceSetup.ts';

export interface FaultRun {
  readonly seed: number;
  readonly lines: number;
  readonly requests: number;
  /** Requests that something was done to. */
  readonly faults: number;
  readonly charges: number;
  /** Charges for what had been charged before. */
  readonly duplicates: number;
  readonly cancelled: number;
  readonly deaths: number;
  /** What must not be; a sound run has none. */
  readonly troubles: readonly string[];
}

const kinds: readonly (() => Fault)[] = [
  () => ({ kind: 'resetBefore' }),
  () => ({ kind: 'resetAfter' }),
  () => ({ kind: 'resetInBody' }),
  () => ({ kind: 'truncated' }),
  () => ({ kind: 'stalledHead' }),
  () => ({ kind: 'stalledBody' }),
  () => ({ kind: 'drip' }),
  () => ({ kind: 'cutSound' }),
  () => ({ kind: 'chargedError', status: 500 }),
  () => ({ kind: 'error', status: 500, detail: { code: 'internal_error' } }),
  () => ({ kind: 'error', status: 503, detail: { status: 'maintenance' } }),
  () => ({ kind: 'error', status: 429, detail: { code: 'system_busy' }, headers: { 'retry-after': '0' } }),
  () => ({ kind: 'error', status: 429, detail: { status: 'too_many_concurrent_requests' } }),
  () => ({ kind: 'error', status: 409, detail: { code: 'already_running' } }),
  () => ({ kind: 'error', status: 502, detail: 'bad gateway' }),
];

const words = [
  'Nej.',
  'Vem är det?',
  'Kom in.',
  'Jag vet inte.',
  'Det regnar igen.',
  'Hör du?',
  'Inte nu!',
  'Förlåt mig.',
];
const mostRounds = 12;
const patience = { headMs: 250, stallMs: 250, totalMs: 3000 };

/** One run, decided by its seed but for what the machine's own timing does. */
export async function runFaults(seed: number, folder: string): Promise<FaultRun> {
  const random = randomOf(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const share = 0.15 + random() * 0.4;
  let faults = 0;
  const fault = (): Fault | undefined => {
    if (random() >= share) return undefined;
    faults++;
    return pick(kinds)();
  };
  const options = {
    limit: 1 + Math.floor(random() * 6),
    latencyMs: Math.floor(random() * 10),
    historyDelayMs: random() * 20,
  };
  await using service = await startStandIn({ ...options, fault, clockAheadMs: (random() - 0.5) * 7_200_000 });
  const story = new Story(service, path.join(folder, `run${seed}`), random);
  try {
    await story.play();
    const troubles = story.troubles();
    return {
      seed,
      faults,
      requests: service.counts.speech,
      charges: service.charges.length,
      ...story.figures(),
      troubles,
    };
  } finally {
    story.close();
    fs.rmSync(path.join(folder, `run${seed}`), { recursive: true, force: true });
  }
}

class Story {
  readonly #service: StandIn;
  readonly #directory: string;
  readonly #random: () => number;
  readonly #lines: readonly string[];
  #studio: PaidStudio;
  #cancelled = 0;
  #deaths = 0;

  constructor(service: StandIn, directory: string, random: () => number) {
    this.#service = service;
    this.#directory = directory;
    this.#random = random;
    this.#studio = this.#open();
    const count = 6 + Math.floor(random() * 8);
    const line = () => ({
      speaker: random() < 0.5 ? 'TOVE' : 'ADAM',
      words: words[Math.floor(random() * words.length)] ?? 'Ja.',
    });
    const script = storeScript(this.#studio.library, Array.from({ length: count }, line));
    this.#lines = script.lines;
    cast(this.#studio.library, script.projectId, 'TOVE', 'Rachel', { stability: 0.3 });
    cast(this.#studio.library, script.projectId, 'ADAM', 'Adam');
  }

  async play(): Promise<void> {
    for (let round = 0; round < mostRounds && this.#missing().length > 0; round++) {
      const isLast = round >= mostRounds - 4;
      if (!isLast) this.#service.state.limit = 1 + Math.floor(this.#random() * 6);
      const death = !isLast && this.#random() < 0.3 ? this.#dieAfter(this.#random() * 60) : undefined;
      await Promise.all([death, ...this.#missing().map((id) => this.#ask(id, isLast))]);
      if (death) this.#studio = this.#open();
    }
  }

  /** What must not be after the end. */
  troubles(): readonly string[] {
    const { library, media } = this.#studio;
    const wrong = [...this.#service.violations];
    for (const id of this.#lines) {
      const line = library.line(id)?.line;
      const asset = line?.audio_asset_id ? library.asset(line.audio_asset_id) : undefined;
      if (line?.audio_status !== 'generated' || !asset?.file_url) wrong.push(`a line is ${line?.audio_status}`);
      else if (readWav(media.resolve(asset.file_url)).loudness < 0.03) wrong.push('a line is silent');
    }
    const open = library.unansweredVoiceRequests().length;
    if (open > 0) wrong.push(`${open} requests are unanswered`);
    return wrong;
  }

  figures() {
    const keys = this.#service.charges.map(({ voice, body }) => JSON.stringify([voice, body]));
    const duplicates = keys.length - new Set(keys).size;
    return { lines: this.#lines.length, duplicates, cancelled: this.#cancelled, deaths: this.#deaths };
  }

  close(): void {
    this.#studio.close();
  }

  #open(): PaidStudio {
    // Windows of one run follow one another: whoever owned a request before is gone.
    return openPaidStudio(this.#directory, this.#service, {
      patience,
      settleMs: 600,
      pollMs: 20,
      delayMs: 1,
      isOwnerAlive: () => false,
    });
  }

  #missing(): readonly string[] {
    const { library } = this.#studio;
    return this.#lines.filter((id) => library.line(id)?.line.audio_status !== 'generated');
  }

  async #ask(elementId: string, isLast: boolean): Promise<void> {
    const cancel = new AbortController();
    const isCancelled = !isLast && this.#random() < 0.15;
    const timer = isCancelled ? setTimeout(() => cancel.abort(), this.#random() * 40) : undefined;
    if (isCancelled) this.#cancelled++;
    await this.#studio.generate(elementId, { isBatch: true, language: 'sv' }, cancel.signal).catch(() => {
      // It is asked for again in the next round.
    });
    clearTimeout(timer);
  }

  /** The window goes as in a crash: nothing it holds is written any more. */
  async #dieAfter(milliseconds: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    this.#deaths++;
    this.#studio.close();
  }
}

/** Mulberry32: small, and the same everywhere. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
