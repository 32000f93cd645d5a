import * as vscode from 'vscode';
import type { Library } from '../library/library.ts';
import type { SceneContentRow } from '../library/rows.ts';
import { type StaleReason, staleReasons } from './lineStatus.ts';
import { pronunciationsOfProject } from './pronunciation/projectPronunciations.ts';
import type { Pronunciations } from './speech/pronunciations.ts';

/** Why a voice is out of date, for reading: `words changed, voice changed`; empty when it is not. */
export function whyText(reasons: readonly StaleReason[]): string {
  const texts: Readonly<Record<StaleReason, string>> = {
    words: vscode.l10n.t('words changed'),
    pronunciation: vscode.l10n.t('pronunciation changed'),
    voice: vscode.l10n.t('voice changed'),
    settings: vscode.l10n.t('voice settings changed'),
  };
  return reasons.map((reason) => texts[reason]).join(', ');
}

/** Tells of a project's lines why their voices are out of date; the cast is read once. */
export function whyStaleIn(library: Library, projectId: string): (line: SceneContentRow) => string {
  let pronunciations: Pronunciations | undefined;
  let cast: ReadonlyMap<string, ReturnType<Library['characters']>[number]> | undefined;
  return (line) => {
    if (line.audio_status !== 'stale' || line.audio_asset_id === null) return '';
    const take = library.asset(line.audio_asset_id);
    pronunciations ??= pronunciationsOfProject(library, projectId);
    cast ??= new Map(library.characters(projectId).map((row) => [row.name, row]));
    const casting = cast.get(line.character_name ?? '') ?? { voice_id: null, voice_settings: null };
    return take ? whyText(staleReasons(line, take, { ...casting, pronunciations })) : '';
  };
}
