/** A window with voices of the stand-in: the real SDK, the real library, real files. */
import path from 'node:path';
import type { Library } from '../../../src/extension/library/library.ts';
import { createMediaStore, type MediaStore } from '../../../src/extension/library/media.ts';
import { createLibrary } from '../../../src/extension/library/sqliteLibrary.ts';
import { createTraces } from '../../../src/extension/library/traces.ts';
import { createCastProvider, type VoiceChoices } from '../../../src/extension/voices/castProvider.ts';
import { type ElevenLabsDeps, ElevenLabsVoices } from '../../../src/extension/voices/elevenLabs/elevenLabsVoices.ts';
import { createSdkService, type SdkServiceOptions } from '../../../src/extension/voices/elevenLabs/sdkService.ts';
import { createLineTurns } from '../../../src/extension/voices/queue/lineTurns.ts';
import {
  createVoiceJobs,
  type SpokenLine,
  type VoiceJobRequest,
  type VoiceJobs,
} from '../../../src/extension/voices/voiceJobs.ts';
import type { VoiceProvider } from '../../../src/extension/voices/voiceProvider.ts';
import { landOnTimeline } from '../voiceLibrary.ts';
import { keepingLog } from '../voiceSetup.ts';
import { goodKey, type StandIn } from './standIn.ts';

export interface PaidStudio {
  readonly library: Library;
  readonly media: MediaStore;
  readonly voices: ElevenLabsVoices;
  readonly provider: VoiceProvider;
  readonly jobs: VoiceJobs;
  readonly log: ReturnType<typeof keepingLog>;
  generate(elementId: string | undefined, more?: Partial<VoiceJobRequest>, signal?: AbortSignal): Promise<SpokenLine>;
  close(): void;
}

export interface PaidStudioOptions extends Pick<ElevenLabsDeps, 'settleMs' | 'pollMs' | 'isOwnerAlive'> {
  readonly choices?: Partial<VoiceChoices>;
  readonly patience?: SdkServiceOptions['patience'];
  readonly delayMs?: number;
  readonly key?: string;
}

const usual: VoiceChoices = {
  ...{ model: 'eleven_multilingual_v2', format: 'wav-24000', usesDirection: true, flowsOn: false, pronunciations: {} },
};

const noDraft: VoiceProvider = {
  soundOf: () => undefined,
  laneOf: () => ({ name: 'draft', provider: 'draft', atFirst: 2 }),
  synthesize: () => Promise.reject(new Error('no draft voice here')),
  dispose: () => {},
};

export function openPaidStudio(
  directory: string,
  standIn: Pick<StandIn, 'url'>,
  options: PaidStudioOptions = {},
): PaidStudio {
  const { choices, patience, delayMs = 2, key = goodKey, settleMs = 150, pollMs = 20, isOwnerAlive } = options;
  const log = keepingLog();
  const library = createLibrary({ directory, log });
  const media = createMediaStore({ root: path.join(directory, 'media'), log });
  const service = createSdkService({ apiKey: key, baseUrl: standIn.url, ...(patience ? { patience } : {}) });
  const owner = isOwnerAlive ? { isOwnerAlive } : {};
  const voices = new ElevenLabsVoices({ library, media, log, service, settleMs, pollMs, ...owner });
  const elevenLabs = { open: async () => voices, current: voices };
  const provider = createCastProvider({
    library,
    media,
    draft: noDraft,
    elevenLabs,
    choices: () => ({ ...usual, ...choices }),
  });
  const turns = createLineTurns({ delayMs });
  const traces = createTraces(library, log);
  const jobs = createVoiceJobs({ library, media, traces, provider, landing: landOnTimeline(library), log, turns });
  return {
    ...{ library, media, voices, provider, jobs, log },
    generate: (elementId = '', more = {}, signal = new AbortController().signal) =>
      jobs.generate({ elementId, language: 'auto', flush: async () => {}, ...more }, signal),
    close() {
      jobs.dispose();
      voices.dispose();
      library.dispose();
    },
  };
}

/** Casts a character of a project with a voice of the service. */
export function cast(
  library: Library,
  projectId: string,
  name: string,
  voice_id: string,
  voice_settings?: object,
): void {
  const row = library.characters(projectId).find((character) => character.name === name);
  const patch = { voice_id, ...(voice_settings ? { voice_settings: { ...voice_settings } } : {}) };
  library.apply([
    row
      ? { table: 'rewrite_characters', kind: 'update', id: row.id, patch }
      : {
          table: 'rewrite_characters',
          kind: 'insert',
          row: { id: crypto.randomUUID(), project_id: projectId, name, ...patch },
        },
  ]);
}
