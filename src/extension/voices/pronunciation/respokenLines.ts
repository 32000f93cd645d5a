import type { Change, Library } from '../../library/library.ts';
import { statusChange, takeStatus } from '../lineStatus.ts';
import type { Pronunciations } from '../speech/pronunciations.ts';

/** What a project's list of pronunciations changes: lines whose takes say a word otherwise are stale, and those that say it right again are not. */
export function respokenChanges(
  library: Library,
  projectId: string,
  pronunciations: Pronunciations,
): readonly Change[] {
  const cast = new Map(library.characters(projectId).map((row) => [row.name, row]));
  const lines = library.scripts(projectId).flatMap(({ id }) => library.content(id));
  return lines.flatMap((line) => {
    const take = line.audio_asset_id === null ? undefined : library.asset(line.audio_asset_id);
    if (!take || line.audio_status === 'generating') return [];
    const casting = cast.get(line.character_name ?? '') ?? { voice_id: null, voice_settings: null };
    const status = takeStatus(line, take, { ...casting, pronunciations });
    return status === line.audio_status ? [] : [statusChange(line.id, status)];
  });
}
