/** Studios and services of a suite: closed after each test, when nothing may have been asked that the real service would refuse. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { VoiceError, type VoiceErrorReason } from '../../../src/extension/voices/voiceErrors.ts';
import { type StoredScript, storeScript } from '../voiceLibrary.ts';
import { temporaryFolder } from '../voiceSetup.ts';
import { cast, openPaidStudio, type PaidStudio, type PaidStudioOptions } from './paidStudio.ts';
import { type StandIn, type StandInOptions, startStandIn } from './standIn.ts';

export interface PaidSuite {
  start(options?: StandInOptions): Promise<StandIn>;
  /** A folder for a library that nobody has used. */
  directory(): string;
  open(service: Pick<StandIn, 'url'>, options?: PaidStudioOptions, directory?: string): PaidStudio;
}

/** Registers the suite's hooks. */
export function paidSuite(): PaidSuite {
  const folder = temporaryFolder();
  const studios: PaidStudio[] = [];
  const services: StandIn[] = [];
  let count = 0;
  const directory = () => path.join(folder, `library${++count}`);
  afterEach(async () => {
    for (const studio of studios.splice(0)) studio.close();
    for (const service of services.splice(0)) {
      assert.deepEqual(service.violations, []);
      await service.close();
    }
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));
  return {
    directory,
    async start(options = {}) {
      const service = await startStandIn(options);
      services.push(service);
      return service;
    },
    open(service, options = {}, at = directory()) {
      const studio = openPaidStudio(at, service, options);
      studios.push(studio);
      return studio;
    },
  };
}

/** A script of TOVE's lines, cast with Rachel. */
export function write({ library }: PaidStudio, lines: readonly string[], settings?: object): StoredScript {
  const script = storeScript(
    library,
    lines.map((words) => ({ speaker: 'TOVE', words })),
  );
  cast(library, script.projectId, 'TOVE', 'Rachel', settings);
  return script;
}

/** `done`, or why not. */
export function reasonOf(work: Promise<unknown>): Promise<VoiceErrorReason | string> {
  return work.then(
    () => 'done',
    (cause: unknown) => (cause instanceof VoiceError ? cause.reason : String(cause)),
  );
}
