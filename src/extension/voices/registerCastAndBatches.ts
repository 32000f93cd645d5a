import * as vscode from 'vscode';
import { type Batches, type BatchesDeps, registerBatches } from './batch/registerBatches.ts';
import { type Casting, type CastingDeps, registerCasting } from './castingPanel/registerCasting.ts';
import { createDraftCatalog } from './catalog/draftCatalog.ts';
import type { VoiceCatalog } from './catalog/voiceCatalog.ts';
import { TakeIndex } from './takeIndex.ts';

export interface CastAndBatchesDeps
  extends Omit<BatchesDeps, 'command'>,
    Omit<CastingDeps, 'batches' | 'catalogs' | 'takes' | 'command'> {
  readonly command: CastingDeps['command'];
  /** The voices of services beside the draft voices. */
  readonly moreCatalogs?: () => readonly VoiceCatalog[];
}

/** Batches and the casting page over them. */
export function registerCastAndBatches(deps: CastAndBatchesDeps): {
  readonly batches: Batches;
  readonly casting: Casting;
  dispose(): void;
} {
  const takes = new TakeIndex(deps.library);
  const batches = registerBatches(deps);
  const drafts = createDraftCatalog(deps.provider, deps.media);
  const catalogs = () => [drafts, ...(deps.moreCatalogs?.() ?? [])];
  const casting = registerCasting({ ...deps, takes, batches, catalogs });
  const { dispose } = vscode.Disposable.from(casting, batches, takes);
  return { batches, casting, dispose };
}
