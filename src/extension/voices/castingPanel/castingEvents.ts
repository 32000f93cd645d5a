/** What the casting page asks for, done. A handler that throws is answered with its sentence. */
import * as vscode from 'vscode';
import type { OfferedVoice, toHost } from '../../../webview/casting/protocol.ts';
import type { Handlers } from '../../../webview/rpc.ts';
import type { CharacterRow } from '../../library/rows.ts';
import { runForWriter } from '../../platform/commands.ts';
import type { BatchDesk } from '../batch/batchDesk.ts';
import type { BatchScope } from '../batch/batchLines.ts';
import { autoCastChanges, recastChanges, sameVoiceChanges, settingsChanges } from '../recasting.ts';
import { forWriter } from '../voiceTexts.ts';
import { previewLineOf } from './previewLine.ts';
import type { CastingDeps } from './registerCasting.ts';
import { chooseTake, deleteTake, renameTake } from './takeCommands.ts';

export interface CastingPage {
  readonly desk: BatchDesk;
  readonly projectId: () => string | undefined;
  readonly uriOf: (path: string) => string;
  readonly select: (characterId: string, elementId: string | undefined) => void;
  readonly ended: (line: { readonly elementId: string; readonly wasStopped: boolean }) => void;
}

type Events = Omit<Handlers<typeof toHost>, 'ready' | 'logError'>;

const done = {};

export function castingEvents(deps: CastingDeps, page: CastingPage): Events {
  return { ...voiceEvents(deps, page), ...lineEvents(deps, page), ...takeEvents(deps) };
}

/** What a person asked for is told to her when it fails, and does not hold up the page. */
function told({ log }: CastingDeps, act: () => unknown): Record<string, never> {
  const body = async () => {
    try {
      await act();
    } catch (cause) {
      throw forWriter(cause);
    }
  };
  void runForWriter('casting', body, log);
  return done;
}

function voiceEvents(deps: CastingDeps, page: CastingPage) {
  const { library, catalogs } = deps;
  const characterOf = (id: string) => findCharacter(deps, page, id);
  const never = new AbortController().signal;
  return {
    select: ({ characterId, elementId }) => {
      page.select(characterId, elementId);
      return done;
    },
    searchVoices: async ({ query }) => {
      const found = await Promise.all(catalogs().map((catalog) => catalog.search(query, never)));
      return { voices: found.flat().map((voice) => offered(deps, page, voice)) };
    },
    previewVoice: async ({ characterId, voiceId }) => {
      deps.stopPlaying();
      const character = characterOf(characterId);
      const catalog = catalogs().find((candidate) => candidate.has(voiceId));
      const line = character && previewLineOf(library, character, scriptLanguage());
      const path = line && (await catalog?.preview(voiceId, line, never));
      return path === undefined ? {} : { uri: page.uriOf(path) };
    },
    castVoice: ({ characterId, voiceId }) =>
      told(deps, () => {
        const character = characterOf(characterId);
        if (character) library.apply(recastChanges(library, character, voiceId));
      }),
    setSettings: ({ characterId, settings }) =>
      told(deps, () => {
        const character = characterOf(characterId);
        if (character) library.apply(settingsChanges(library, character, settings));
      }),
    sameVoice: ({ characterId, otherId }) =>
      told(deps, () => {
        const character = characterOf(characterId);
        const other = otherId === undefined ? undefined : characterOf(otherId);
        if (character) library.apply(sameVoiceChanges(library, character, other));
      }),
    autoCast: () =>
      told(deps, () => {
        const projectId = page.projectId();
        if (projectId !== undefined) library.apply(autoCastChanges(library, projectId));
      }),
  } satisfies Partial<Events>;
}

function lineEvents(deps: CastingDeps, page: CastingPage) {
  const { library, media, editors } = deps;
  return {
    generate: ({ need, characterId }) =>
      told(deps, async () => {
        const character = characterId === undefined ? undefined : findCharacter(deps, page, characterId);
        const scopes = character ? [characterScope(character, need)] : projectScopes(deps, page, need);
        for (const scope of scopes) await page.desk.generate(scope);
      }),
    generateLine: ({ elementId }) => told(deps, () => deps.generate({ elementId })),
    newTake: ({ elementId }) => told(deps, () => deps.newTake({ elementId })),
    soundOf: ({ elementId, assetId }) => {
      deps.stopPlaying();
      const id = assetId ?? (elementId === undefined ? undefined : library.line(elementId)?.line.audio_asset_id);
      const fileUrl = id ? library.asset(id)?.file_url : undefined;
      return fileUrl && media.exists(fileUrl) ? { uri: page.uriOf(media.resolve(fileUrl)) } : {};
    },
    steer: ({ act }) =>
      told(deps, () => {
        return page.desk[act]();
      }),
    reveal: ({ elementId }) => told(deps, () => editors.reveal(elementId)),
    played: (line) => {
      page.ended(line);
      return done;
    },
  } satisfies Partial<Events>;
}

function takeEvents(deps: CastingDeps) {
  return {
    chooseTake: (take) => told(deps, () => chooseTake(deps, take)),
    renameTake: (take) => told(deps, () => renameTake(deps, take)),
    deleteTake: (take) => told(deps, () => deleteTake(deps, take)),
  } satisfies Partial<Events>;
}

function findCharacter({ library }: CastingDeps, page: CastingPage, id: string): CharacterRow | undefined {
  return library.characters(page.projectId() ?? '').find((row) => row.id === id);
}

function characterScope({ project_id, name }: CharacterRow, need: 'missing' | 'stale'): BatchScope {
  return { need, place: { kind: 'character', projectId: project_id, name } };
}

/** One batch for each script of the project that needs any; all of them join one run. */
function projectScopes({ library }: CastingDeps, page: CastingPage, need: 'missing' | 'stale'): readonly BatchScope[] {
  const elementIds = library
    .scripts(page.projectId() ?? '')
    .flatMap(({ id }) => library.content(id))
    .filter(({ type }) => type === 'dialogue')
    .map(({ element_id }) => element_id);
  return [{ need, place: { kind: 'lines', elementIds } }];
}

function offered(
  { library }: CastingDeps,
  page: CastingPage,
  { voiceId, name, traits }: { readonly voiceId: string; readonly name: string; readonly traits: readonly string[] },
): OfferedVoice {
  const usedBy = library.characters(page.projectId() ?? '').filter((row) => row.voice_id === voiceId);
  return { voiceId, name, traits: traits.join(' · '), usedBy: usedBy.map((row) => row.name) };
}

function scriptLanguage(): string {
  return vscode.workspace.getConfiguration('screenplay.language').get<string>('scriptLanguage', 'auto');
}
