import * as vscode from 'vscode';
import type { Library } from '../library/library.ts';
import type { SceneContentRow } from '../library/rows.ts';
import { type StaleReason, staleReasons } from './lineStatus.ts';

/** Why a voice is out of date, for reading: `words changed, voice changed`; empty when it is not. */
export function whyText(reasons: readonly StaleReason[]): string {
  const texts: Readonly<Record<StaleReason, string>> = {
    words: vscode.l10n.t('words changed'),
    voice: vscode.l10n.t('voice changed'),
    settings: vscode.l10n.t('voice settings changed'),
  };
  return reasons.map((reason) => texts[reason]).join(', ');
}

/** Tells of a project's lines why their voices are out of date; the cast is read once. */
export function whyStaleIn(library: Library, projectId: string): (line: SceneContentRow) => string {
  let cast: ReadonlyMap<string, ReturnType<Library['characters']>[number]> | undefined;
  return (line) => {
    if (line.audio_status !== 'stale' || line.audio_asset_id === null) return '';
    const take = library.asset(line.audio_asset_id);
    cast ??= new Map(library.characters(projectId).map((row) => [row.name, row]));
    return take ? whyText(staleReasons(line, take, cast.get(line.character_name ?? ''))) : '';
  };
}
