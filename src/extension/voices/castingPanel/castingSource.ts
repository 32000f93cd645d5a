import * as vscode from 'vscode';
import type { CastingModel } from '../../../webview/casting/protocol.ts';
import type { Library } from '../../library/library.ts';
import type { MediaStore } from '../../library/media.ts';
import type { BatchDesk } from '../batch/batchDesk.ts';
import { progressText, reasonsText, summaryText } from '../batch/batchTexts.ts';
import { pronunciationsOfProject } from '../pronunciation/projectPronunciations.ts';
import type { TakeIndex } from '../takeIndex.ts';
import { whyText } from '../whyStale.ts';
import { type CastRows, castDetail, castMembers } from './castModel.ts';

export interface CastingSourceDeps {
  readonly library: Library;
  readonly media: MediaStore;
  readonly takes: TakeIndex;
  readonly desk: BatchDesk;
  readonly voiceName: (voiceId: string | null) => string | undefined;
  readonly credits: { readonly text: string };
}

/** What the page shows of a project. */
export interface Chosen {
  readonly projectId: string | undefined;
  readonly characterId: string | undefined;
  readonly elementId: string | undefined;
}

/** Reads the page's model. Without a chosen character, the first of the cast is shown. */
export function readCasting(deps: CastingSourceDeps, chosen: Chosen): CastingModel {
  const { library, voiceName } = deps;
  const project = chosen.projectId === undefined ? undefined : library.project(chosen.projectId);
  const around = { batch: batchModel(deps.desk), credits: deps.credits.text };
  if (!project) return { project: '', cast: [], ...around };
  const rows = castRows(deps, project.id);
  const texts = { voiceName, why: whyText };
  const cast = [...castMembers(rows, texts)];
  const characterId =
    cast.find((member) => member.characterId === chosen.characterId)?.characterId ?? cast[0]?.characterId;
  const detail = characterId && castDetail(rows, texts, { characterId, elementId: chosen.elementId });
  return { project: project.name, cast, ...(detail ? { detail } : {}), ...around };
}

function castRows({ library, media, takes }: CastingSourceDeps, projectId: string): CastRows {
  const scripts = library.scripts(projectId);
  return {
    characters: library.characters(projectId),
    dialogue: scripts.flatMap(({ id }) => library.content(id)).filter(({ type }) => type === 'dialogue'),
    scenes: scripts.flatMap(({ id }) => library.scenes(id)),
    asset: (id) => library.asset(id),
    takesOf: (elementId) => takes.ofLine(projectId, elementId).flatMap((id) => library.asset(id) ?? []),
    pronunciations: pronunciationsOfProject(library, projectId),
    isPlayable: ({ file_url }) => file_url !== null && media.exists(file_url),
  };
}

function batchModel({ state }: BatchDesk): CastingModel['batch'] {
  const { phase, total, done, failures, left } = state;
  return {
    phase,
    total,
    finished: done + failures.length,
    text: textOf(state),
    reasons: reasonsText(failures),
    canRetry: phase === 'ended' && failures.length + left.length > 0,
  };
}

function textOf(state: BatchDesk['state']): string {
  if (state.phase === 'idle') return '';
  if (state.phase === 'ended') return summaryText(state);
  const text = progressText(state);
  return state.phase === 'paused' ? vscode.l10n.t('paused, {0}', text) : text;
}
