import * as vscode from 'vscode';
import type { Library } from '../library/library.ts';
import type { CharacterRow } from '../library/rows.ts';
import { HumanError } from '../platform/errors.ts';
import { castVoice } from './casting.ts';
import { type Preset, presets, voiceIdOf } from './presets.ts';
import { recastChanges } from './recasting.ts';
import { voiceName } from './voiceTexts.ts';

interface CharacterItem extends vscode.QuickPickItem {
  readonly character: CharacterRow;
}

interface PresetItem extends vscode.QuickPickItem {
  readonly preset: Preset;
}

/** The character that a row of the Cast view names, by its id. */
function namedCharacter(library: Library, argument: unknown): CharacterRow | undefined {
  const id = (argument as { readonly characterId?: unknown } | undefined)?.characterId;
  if (typeof id !== 'string') return undefined;
  return library
    .projects()
    .flatMap((project) => library.characters(project.id))
    .find((character) => character.id === id);
}

async function pickCharacter(library: Library, projectId: string | undefined): Promise<CharacterRow | undefined> {
  const items = (projectId === undefined ? [] : library.characters(projectId)).map(
    (character): CharacterItem => ({
      label: character.name,
      description: voiceName(character.voice_id) ?? vscode.l10n.t('not cast'),
      character,
    }),
  );
  if (items.length === 0) throw new HumanError(vscode.l10n.t('This script has no characters with dialogue yet.'));
  const placeHolder = vscode.l10n.t('Whose voice?');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.character;
}

function presetItem(library: Library, character: CharacterRow, preset: Preset): PresetItem {
  const voiceId = voiceIdOf(preset);
  const others = library
    .characters(character.project_id)
    .filter((other) => other.voice_id === voiceId && other.id !== character.id)
    .map((other) => other.name);
  const isCurrent = character.voice_id === voiceId;
  return {
    label: `${isCurrent ? '$(check) ' : ''}${voiceName(voiceId)}`,
    description: [
      isCurrent ? vscode.l10n.t('current') : '',
      others.length > 0 ? vscode.l10n.t('also the voice of {0}', others.join(', ')) : '',
    ]
      .filter(Boolean)
      .join(' · '),
    preset,
  };
}

/**
 * Lets the writer cast a character with a draft voice; lines spoken in another voice become stale.
 * `argument` is a row of the Cast view (`{ characterId }`); without one, a character of the project is asked for.
 */
export async function chooseVoice(
  library: Library,
  projectOf: () => Promise<string | undefined>,
  argument: unknown,
): Promise<void> {
  const chosen = namedCharacter(library, argument) ?? (await pickCharacter(library, await projectOf()));
  if (!chosen) return;
  // Until it is cast, a character would speak in its default voice: that one is its current.
  const character = {
    ...chosen,
    voice_id: chosen.voice_id ?? castVoice(library, chosen.project_id, chosen.name).voiceId,
  };
  const picked = await vscode.window.showQuickPick(
    presets.map((preset) => presetItem(library, character, preset)),
    { placeHolder: vscode.l10n.t('Draft voice of {0}', character.name) },
  );
  if (picked) library.apply(recastChanges(library, chosen, voiceIdOf(picked.preset)));
}
