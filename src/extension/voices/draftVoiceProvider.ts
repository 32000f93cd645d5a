import fs from 'node:fs/promises';
import type { Log } from '../platform/log.ts';
import type { DraftReply, Spoken } from './draftMessages.ts';
import { DraftProcess, DraftProcessLost } from './draftProcess.ts';
import offered from './draftVoices.json' with { type: 'json' };
import { asWritten } from './elevenLabs/wordTimes.ts';
import { type Preset, presetOf } from './presets.ts';
import { pronunciationSetting, pronunciationsOf } from './speech/pronunciations.ts';
import { type Reading, respell } from './speech/reading.ts';
import { spokenForms } from './speech/spokenForm.ts';
import { VoiceError } from './voiceErrors.ts';
import type { Lane, Synthesis, VoiceLine, VoiceProvider, VoiceRequest, VoiceSound } from './voiceProvider.ts';
import { readSettings } from './voiceSettings.ts';

export interface DraftVoiceOptions {
  /** Absolute path of the program. */
  readonly modulePath: string;
  /** The program's arguments: the folder of eSpeak NG where it is not the program's own. */
  readonly args?: readonly string[];
  readonly log: Log;
  /** The program ends when it has had nothing to say for so long. */
  readonly idleMs?: number;
  /** A program that has not answered for so long, and a little longer for a long text, is taken to hang. */
  readonly hungMs?: number;
}

/** Part of every request key: to be raised when the same request begins to sound different. */
const model = 'espeak-ng/1';
const format = 'wav-22050';
/** A slow machine speaks well above a hundred characters in this time. */
const hungMsPerCharacter = 20;
const attempts = 2;

/** The system's words for no more room: disk, quota, file size. */
const diskFullCodes: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

const voices: Readonly<Record<string, string>> = offered.languages;

interface Job {
  readonly request: VoiceRequest;
  readonly signal: AbortSignal;
}

/** The built-in voice: at most one program, started by the first line, replaced when it dies, ended when it idles. */
export class DraftVoiceProvider implements VoiceProvider {
  readonly #options: DraftVoiceOptions;
  #process: DraftProcess | undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  #lastJob: Promise<unknown> = Promise.resolve();
  #nextId = 1;
  #isDisposed = false;

  constructor(options: DraftVoiceOptions) {
    this.#options = options;
  }

  /** The running program's process id; undefined while none runs. */
  get processId(): number | undefined {
    return this.#process?.isAlive ? this.#process.processId : undefined;
  }

  /** Two: one is planned while the program speaks the other; one that is spoken is stored beside them. */
  laneOf(_voice: string): Lane {
    return { name: 'draft', provider: 'draft', atFirst: 2 };
  }

  /** Numbers and signs are read as the language reads them; where that changes the words, it is another sound. */
  soundOf(line: VoiceLine): VoiceSound | undefined {
    const { voice, language, text } = line;
    const preset = presetOf(voice);
    if (!preset || !Object.hasOwn(voices, language)) return undefined;
    const { variant, pitch, wordsPerMinute } = preset;
    const pronunciations = pronunciationSetting(text, line.pronunciations);
    const { said } = readingOf(text, { language, settings: { pronunciations } });
    const range = rangeOf(readSettings(line.voiceSettings).stability);
    const settings = { variant, pitch, wordsPerMinute, range, pronunciations, said: said === text ? undefined : said };
    return { model, voice, settings, language, format };
  }

  synthesize(request: VoiceRequest, signal: AbortSignal): Promise<Synthesis> {
    const job = { request, signal };
    const turn = this.#lastJob.then(() => this.#run(job));
    this.#lastJob = turn.catch(() => {});
    return endedBy(signal, turn);
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#end();
  }

  async #run(job: Job): Promise<Synthesis> {
    clearTimeout(this.#idleTimer);
    try {
      const spoken = await this.#tryToSpeak(job, attempts);
      job.request.slot?.release();
      return spoken;
    } finally {
      if (!this.#isDisposed) {
        this.#idleTimer = setTimeout(() => this.#end(), this.#options.idleMs ?? 60_000);
        this.#idleTimer.unref();
      }
    }
  }

  async #tryToSpeak(job: Job, attemptsLeft: number): Promise<Synthesis> {
    job.signal.throwIfAborted();
    try {
      const { text, sound } = job.request;
      const reading = readingOf(text, sound);
      const spoken = understood(await this.#speakOnce(job, reading.said));
      return { ...spoken, words: asWritten(spoken.words, reading, text) };
    } catch (cause) {
      // A program that is being killed may still be writing.
      if (cause instanceof DraftProcessLost) await cause.ended;
      const { path } = job.request;
      await Promise.all([path, `${path}.part`].map((left) => fs.rm(left, { force: true })));
      job.signal.throwIfAborted();
      if (!(cause instanceof DraftProcessLost) || this.#isDisposed) throw cause;
      this.#options.log.warn(`The draft voice was lost (${cause.message}), attempts left: ${attemptsLeft - 1}`);
      if (attemptsLeft > 1) return this.#tryToSpeak(job, attemptsLeft - 1);
      throw new VoiceError('voiceFailed', cause);
    }
  }

  async #speakOnce({ request, signal }: Job, text: string): Promise<DraftReply> {
    const { sound, path, variation = 0 } = request;
    const preset = presetOf(sound.voice);
    const voice = voices[sound.language];
    if (!preset || voice === undefined) throw new RangeError('The draft voice was asked for a voice it does not have.');
    const running = this.#running();
    const end = () => running.end();
    const watchdog = setTimeout(end, (this.#options.hungMs ?? 10_000) + text.length * hungMsPerCharacter);
    signal.addEventListener('abort', end, { once: true });
    try {
      const { variant, pitch, wordsPerMinute } = variedBy(preset, variation);
      return await running.speak({
        kind: 'speak',
        id: this.#nextId++,
        ...{ text, voice, variant, pitch, wordsPerMinute, path },
        range: Number(sound.settings['range'] ?? ownRange),
      });
    } finally {
      clearTimeout(watchdog);
      signal.removeEventListener('abort', end);
    }
  }

  #running(): DraftProcess {
    if (this.#isDisposed) throw new DraftProcessLost('disposed', Promise.resolve());
    if (!this.#process?.isAlive) {
      const { modulePath, args = [], log } = this.#options;
      this.#process = new DraftProcess(modulePath, args, (text) => log.debug(`draft voice: ${text.trimEnd()}`));
    }
    return this.#process;
  }

  #end(): void {
    clearTimeout(this.#idleTimer);
    this.#process?.end();
    this.#process = undefined;
  }
}

/** A further take of a line is read a little slower, quicker, higher or lower: heard, but still the same voice. */
const variations = [
  { pitch: 0, pace: 1 },
  { pitch: 4, pace: 0.9 },
  { pitch: -4, pace: 1.1 },
  { pitch: 6, pace: 1.05 },
  { pitch: -6, pace: 0.95 },
] as const;

/** The pitch range that every voice has of itself. */
const ownRange = 50;

/** A stable voice moves its pitch less; the middle is the voice's own and no setting at all. */
function rangeOf(stability: number | undefined): number | undefined {
  const range = stability === undefined ? ownRange : Math.round((1 - stability) * 100);
  return range === ownRange ? undefined : range;
}

function variedBy(preset: Preset, variation: number): Preset {
  const { pitch, pace } = variations[variation % variations.length] ?? variations[0];
  return {
    ...preset,
    pitch: Math.max(0, Math.min(99, preset.pitch + pitch)),
    wordsPerMinute: Math.round(preset.wordsPerMinute * pace),
  };
}

/** Waits for a job, but not for its turn once it is aborted. */
function endedBy<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** What the program is given to say. */
function readingOf(text: string, sound: Pick<VoiceSound, 'language' | 'settings'>): Reading {
  return respell(text, [...pronunciationsOf(sound), ...spokenForms(text, sound.language)]);
}

function understood(reply: DraftReply): Spoken {
  if (reply.kind === 'spoken') return reply;
  const cause = new Error(`draft voice: ${reply.code ?? reply.reason}`);
  throw new VoiceError(diskFullCodes.has(reply.code ?? '') ? 'diskFull' : 'voiceFailed', cause);
}
