import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import { join } from 'node:path';
import { type Change, type Library, LibraryError } from '../library/library.ts';
import type { MediaStore } from '../library/media.ts';
import type { Trace, Traces } from '../library/traces.ts';
import type { Disposable } from '../platform/disposables.ts';
import type { Log } from '../platform/log.ts';
import { settledStatus, statusChange } from './lineStatus.ts';
import { createSerialByKey, type SerialByKey } from './serialByKey.ts';
import { TakeIndex } from './takeIndex.ts';
import { findTake, metadataFor, type Take, type TakeMetadata, takeName, takeRow } from './takes.ts';
import { VoiceError } from './voiceErrors.ts';
import type { VoiceLanding } from './voiceLanding.ts';
import { planVoice, type VoicePlan } from './voicePlan.ts';
import type { VoiceProvider } from './voiceProvider.ts';

export interface VoiceJobsDeps {
  readonly library: Library;
  readonly media: MediaStore;
  readonly traces: Traces;
  readonly provider: VoiceProvider;
  readonly landing: VoiceLanding;
  readonly log: Log;
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
}

export function createVoiceJobs(deps: VoiceJobsDeps): VoiceJobs {
  const running = new Map<string, Promise<SpokenLine>>();
  const shared = { ...deps, takes: new TakeIndex(deps.library), requests: createSerialByKey() };
  return {
    generate(request, signal) {
      const current = running.get(request.elementId);
      if (current) return current;
      const job = traced(shared, request, signal).finally(() => running.delete(request.elementId));
      running.set(request.elementId, job);
      return job;
    },
    dispose: () => shared.takes.dispose(),
  };
}

interface Shared extends VoiceJobsDeps {
  readonly takes: TakeIndex;
  readonly requests: SerialByKey;
}

async function traced(deps: Shared, request: VoiceJobRequest, signal: AbortSignal): Promise<SpokenLine> {
  const trace = deps.traces.begin('voice.generate', { element_id: request.elementId });
  try {
    await request.flush();
    const plan = planVoice(deps.library, deps.provider, request.elementId, request.language);
    // Two lines with the same words in the same voice ask for one synthesis: the second finds the first's take.
    const line = await deps.requests.run(plan.requestKey, () =>
      speakPlan({ ...deps, trace, plan, signal, isNewTake: request.isNewTake === true }),
    );
    trace.end({ asset_id: line.assetId, is_new: line.isNew, duration_ms: line.durationMs });
    return line;
  } catch (cause) {
    trace.error('voice.generate', signal.aborted ? 'cancelled' : nameOf(cause));
    trace.end();
    throw cause;
  }
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
    library.apply([statusChange(line.id, settledStatus(library, plan.projectId, line, take))]);
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
  const source = media.resolve(take.asset.file_url);
  return store(job, {
    isNew: false,
    write: async (path) => {
      await fs.copyFile(source, path);
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
      const variation = job.isNewTake ? job.takes.countOf(plan.projectId, plan.elementId) : 0;
      const synthesis = await provider.synthesize({ text: plan.text, sound: plan.sound, path, variation }, signal);
      const { durationMs } = synthesis;
      const asked = { provider: provider.id, characters: plan.text.length, language: plan.sound.language };
      trace.apiCall('voice.synthesize', asked, { duration_ms: durationMs }, performance.now() - startedAt);
      const made = { ...plan, contentHash: plan.context.line.content_hash };
      return { durationMs, metadata: metadataFor(made, { providerId: provider.id, sound: plan.sound }, synthesis) };
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
  const fileUrl = media.relativePath(projectId, 'audio', id, `${name}.wav`);
  const temporary = join(await media.temporaryFolder(), `${id}.wav`);
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

/** Another window may just have made a row that both make alike (a character, the first timeline): then plan again with it. */
function commit(library: Library, plan: () => readonly Change[]): void {
  try {
    library.apply(plan());
  } catch (cause) {
    if (!(cause instanceof LibraryError) || cause.reason !== 'conflict') throw cause;
    library.apply(plan());
  }
}
