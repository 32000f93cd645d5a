import type { Library } from '../../library/library.ts';
import type { Memory } from '../catalog/elevenLabsCatalog.ts';
import type { Pronunciations } from '../speech/pronunciations.ts';

/**
 * Tells a project's lines of its list of pronunciations when that is another than when they were last told, which may have been
 * in another session: a settings file changes by any hand, also while nobody looks.
 * @param memory what was told last, by project; written after the rows, so that a session that ends between does it once more
 */
export async function followPronunciations(
  library: Library,
  memory: Memory,
  projectId: string,
  list: Pronunciations,
): Promise<void> {
  const key = `screenplay.pronunciations.${projectId}`;
  if (JSON.stringify(memory.get(key) ?? {}) === JSON.stringify(list)) return;
  const { respokenChanges } = await import('./respokenLines.ts');
  library.apply(respokenChanges(library, projectId, list));
  await memory.update(key, list);
}
