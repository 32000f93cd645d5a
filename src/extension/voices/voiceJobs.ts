import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import { join } from 'node:path';
import { type Change, type Library, LibraryError } from '../library/library.ts';
import { MediaError, type MediaStore } from '../library/media.ts';
import type { Trace, Traces } from '../library/traces.ts';
import type { Disposable } from '../platform/disposables.ts';
import type { Log } from '../platform/log.ts';
import { settledStatus, statusChange } from './lineStatus.ts';
import { createLineTurns, type LineTurns, type QueuedLine, type Turn } from './queue/lineTurns.ts';
import { ScriptLanguages } from './scriptLanguages.ts';
import { createSerialByKey, type SerialByKey } from './serialByKey.ts';
import { TakeIndex } from './takeIndex.ts';
import { findTake, metadataFor, type Take, type TakeMetadata, takeName, takeRow } from './takes.ts';
import { VoiceError } from './voiceErrors.ts';
import type { VoiceLanding } from './voiceLanding.ts';
import { planVoice, type VoicePlan } from './voicePlan.ts';
import { extensionOf, providerIdOf, type RequestSlot, type VoiceProvider } from './voiceProvider.ts';

export interface VoiceJobsDeps {
  readonly library: Library;
  readonly media: MediaStore;
  readonly traces: Traces;
  readonly provider: VoiceProvider;
  readonly landing: VoiceLanding;
  readonly log: Log;
  /** The queue; one of its own when missing. */
  readonly turns?: LineTurns;
}

export interface VoiceJobRequest {
  /** A dialogue line. */
  readonly elementId: string;
  /** `auto`, or a code such as `sv`. */
  readonly language: string;
  /** Makes the rows equal to what the writer sees. */
  flush(): Promise<void>;
  /** Makes another take also when one by the same request is there. */
  readonly isNewTake?: boolean;
  /** The line is part of a batch: what the writer waits for goes before it. */
  readonly isBatch?: boolean;
  /** Its sound is known to be there: it needs no place among the requests of a service. A hint; where it is wrong, the line is made. */
  readonly isKept?: boolean;
}

/** A line that has its voice. */
export interface SpokenLine {
  readonly elementId: string;
  readonly assetId: string;
  readonly fileUrl: string;
  readonly durationMs: number;
  /** False when an earlier take by the same request was found. */
  readonly isNew: boolean;
}

export interface VoiceJobs extends Disposable {
  /**
   * Gives a line its voice: rows, file and timeline are as they were or all in place. A second call for a line that is being spoken
   * joins the first. Rejects with a HumanError, or with `signal.reason` after an abort.
   */
  generate(request: VoiceJobRequest, signal: AbortSignal): Promise<SpokenLine>;
  /** How many lines it makes sense to ask for at a time: what the services take at once, and a little more. */
  capacity(): number;
  /** Holds lines of batches that are not sent to a service yet, until they are let go. */
  hold(isHeld: boolean): void;
}

export function createVoiceJobs(deps: VoiceJobsDeps): VoiceJobs {
  const running = new Map<string, Turn<SpokenLine>>();
  const turns = deps.turns ?? createLineTurns();
  const { library } = deps;
  const languages = new ScriptLanguages(library);
  const shared = { ...deps, takes: new TakeIndex(library), languages, requests: createSerialByKey() };
  return {
    generate(request, signal) {
      const current = running.get(request.elementId);
      if (current) {
        if (!request.isBatch) current.promote();
        return current.result;
      }
      const turn = turns.take(queued(deps, request), (slot) => traced(shared, request, slot, signal), signal);
      const result = turn.result.finally(() => running.delete(request.elementId));
      running.set(request.elementId, { ...turn, result });
      return result;
    },
    capacity: () => turns.capacity(),
    hold: (isHeld) => turns.hold(isHeld),
    dispose() {
      turns.dispose();
      shared.takes.dispose();
      languages.dispose();
    },
  };
}

/** Needs no service, so it waits for none. */
const keptLane = { name: 'kept', provider: 'draft', atFirst: 4 } as const;

/** Where a line stands in the queue; what it says is looked at when its turn comes, for the writer goes on typing. */
function queued(
  { library, provider }: VoiceJobsDeps,
  { elementId, isBatch = false, isKept = false }: VoiceJobRequest,
): QueuedLine {
  const context = library.line(elementId);
  const name = context?.line.character_name ?? '';
  const row = context && library.characters(context.script.project_id).find((character) => character.name === name);
  const voice = row?.voice_id ?? 'draft:';
  return { lane: isKept ? keptLane : provider.laneOf(voice), voice, isUrgent: !isBatch };
}

interface Shared extends VoiceJobsDeps {
  readonly takes: TakeIndex;
  readonly languages: ScriptLanguages;
  readonly requests: SerialByKey;
}

async function traced(
  deps: Shared,
  request: VoiceJobRequest,
  slot: RequestSlot,
  signal: AbortSignal,
): Promise<SpokenLine> {
  const trace = deps.traces.begin('voice.generate', { element_id: request.elementId });
  const { isNewTake = false } = request;
  try {
    await request.flush();
    const languageOfScript = (scriptId: string) => deps.languages.of(scriptId);
    const plan = planVoice(deps.library, deps.provider, { ...request, languageOfScript });
    // Two lines with the same words in the same voice ask for one synthesis: the second finds the first's take.
    const line = await deps.requests.run(plan.requestKey, () =>
      deps.languages.during(plan.context.line.id, () => speakPlan({ ...deps, trace, plan, signal, slot, isNewTake })),
    );
    await deps.library.whenOnDisk();
    trace.end({ asset_id: line.assetId, is_new: line.isNew, duration_ms: line.durationMs });
    return line;
  } catch (cause) {
    trace.error('voice.generate', signal.aborted ? 'cancelled' : nameOf(cause));
    trace.end();
    throw withoutRoom(cause) ? new VoiceError('diskFull', cause) : cause;
  }
}

/** Every further line would meet it too, and be paid for before it does. */
function withoutRoom(cause: unknown): boolean {
  return (cause instanceof LibraryError || cause instanceof MediaError) && cause.reason === 'full';
}

/** An error by its kind; messages may hold what a writer wrote. */
function nameOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown';
  return 'reason' in cause && typeof cause.reason === 'string' ? `${cause.name}: ${cause.reason}` : cause.name;
}

interface Job extends Shared {
  readonly trace: Trace;
  readonly plan: VoicePlan;
  readonly signal: AbortSignal;
  readonly slot: RequestSlot;
  readonly isNewTake: boolean;
}

async function speakPlan(job: Job): Promise<SpokenLine> {
  job.signal.throwIfAborted();
  const { library, media, takes, plan, isNewTake } = job;
  const candidates = isNewTake ? [] : takes.withKey(plan.projectId, plan.requestKey);
  const take = findTake(library, media, candidates, plan.context.line);
  if (take?.metadata.element_id === plan.elementId) return reuse(job, take);
  const lineId = plan.context.line.id;
  commit(library, () => [...plan.castChanges(), statusChange(lineId, 'generating')]);
  try {
    return take ? await copy(job, take) : await synthesize(job);
  } catch (cause) {
    settle(job);
    throw cause;
  }
}

/** The line's status goes back to what its audio says; the failure that led here stays the one that is told. */
function settle({ library, plan, log }: Job): void {
  try {
    const line = library.line(plan.elementId)?.line;
    if (line?.audio_status !== 'generating') return;
    const take = line.audio_asset_id === null ? undefined : library.asset(line.audio_asset_id);
    library.apply([statusChange(line.id, settledStatus(library, plan.projectId, line, take))], 'soon');
  } catch (cause) {
    log.error('A line could not be taken out of its generating state', cause);
  }
}

/** The line's own take for this very request is there: it is chosen again, and nothing is made. */
function reuse({ library, trace, landing, plan }: Job, { asset }: Take): SpokenLine {
  const { elementId, projectId, context } = plan;
  const startedAt = performance.now();
  commit(library, () => [
    ...plan.castChanges(),
    ...(context.line.audio_asset_id === asset.id && context.line.audio_status === 'generated'
      ? []
      : [statusChange(context.line.id, 'generated', asset.id)]),
    ...landing.changesFor({ projectId, elementId, asset }),
  ]);
  trace.mutation('voice.reuse', { asset_id: asset.id }, null, performance.now() - startedAt);
  return { elementId, assetId: asset.id, fileUrl: asset.file_url, durationMs: asset.duration_ms ?? 0, isNew: false };
}

/** Another line's take serves, as a take of this line with a file of its own. */
async function copy(job: Job, take: Take): Promise<SpokenLine> {
  const { media, plan } = job;
  return store(job, {
    isNew: false,
    write: async (path) => {
      await media.share(take.asset.file_url, path);
      const made = { element_id: plan.elementId, content_hash: plan.context.line.content_hash };
      return { durationMs: take.asset.duration_ms ?? 0, metadata: { ...take.metadata, ...made } };
    },
  });
}

async function synthesize(job: Job): Promise<SpokenLine> {
  const { provider, plan, signal, trace } = job;
  return store(job, {
    isNew: true,
    write: async (path) => {
      const startedAt = performance.now();
      const { text, sound, requestKey: key } = plan;
      const variation = job.isNewTake ? job.takes.countOf(plan.projectId, plan.elementId) : 0;
      const synthesis = await provider.synthesize({ text, sound, key, path, variation, slot: job.slot }, signal);
      const { durationMs, credits } = synthesis;
      const asked = { provider: providerIdOf(sound.voice), characters: text.length, language: sound.language };
      const answer = { duration_ms: durationMs, ...(credits === undefined ? {} : { credits }) };
      trace.apiCall('voice.synthesize', asked, answer, performance.now() - startedAt);
      const made = { ...plan, contentHash: plan.context.line.content_hash };
      return { durationMs, metadata: metadataFor(made, sound, synthesis) };
    },
  });
}

interface NewTake {
  readonly isNew: boolean;
  /** Puts the sound at a temporary path. */
  write(path: string): Promise<{ readonly durationMs: number; readonly metadata: TakeMetadata }>;
}

/** File first, rows after it: no row ever points at a file that is not there, and a file without a row is removed. */
async function store(job: Job, { write, isNew }: NewTake): Promise<SpokenLine> {
  const { media, takes, plan, signal } = job;
  const { projectId, elementId } = plan;
  const id = randomUUID();
  const name = takeName(plan.speaker, takes.countOf(projectId, elementId));
  const fileUrl = media.relativePath(projectId, 'audio', id, name + extensionOf(plan.sound));
  const temporary = join(await media.temporaryFolder(), id + extensionOf(plan.sound));
  try {
    const { durationMs, metadata } = await write(temporary);
    signal.throwIfAborted();
    await media.adopt(temporary, fileUrl);
    commitTake(job, takeRow({ ...{ id, projectId, name, fileUrl, durationMs, metadata } }));
    return { elementId, assetId: id, fileUrl, durationMs, isNew };
  } catch (cause) {
    await Promise.allSettled([fs.rm(temporary, { force: true }), media.remove(fileUrl)]);
    throw cause;
  }
}

/** Take, line and timeline in one transaction. A line that was edited or cast anew while it was spoken is stale at once. */
function commitTake({ library, landing, plan, trace }: Job, asset: ReturnType<typeof takeRow>): void {
  const { projectId, elementId } = plan;
  const startedAt = performance.now();
  commit(library, (): readonly Change[] => {
    const line = library.line(elementId)?.line;
    if (!line) throw new VoiceError('lineGone');
    return [
      { table: 'rewrite_assets', kind: 'insert', row: asset },
      statusChange(line.id, settledStatus(library, projectId, line, asset), asset.id),
      ...landing.changesFor({ projectId, elementId, asset }),
    ];
  });
  trace.mutation('voice.store', { asset_id: asset.id }, null, performance.now() - startedAt);
}

/** Safe from a power failure before the line is said to be done. Another window may just have made a row that both make alike (a character, the first timeline): then plan again with it. */
function commit(library: Library, plan: () => readonly Change[]): void {
  try {
    library.apply(plan(), 'soon');
  } catch (cause) {
    if (!(cause instanceof LibraryError) || cause.reason !== 'conflict') throw cause;
    library.apply(plan(), 'soon');
  }
}
