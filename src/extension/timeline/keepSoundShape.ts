/** Keeps the shape of a sound that only a page could decode. Knows no VS Code. */
import type { Library } from '../library/library.ts';

/** Writes the peaks into the asset, once: a sound that has a shape keeps it. False when there was nothing to write. */
export function keepSoundShape(
  library: Library,
  projectId: string | undefined,
  { soundId, peaks }: { readonly soundId: string; readonly peaks: string },
): boolean {
  const asset = library.asset(soundId);
  if (!asset || asset.project_id !== projectId || asset.file_type !== 'audio' || peaks === '') return false;
  const known = asset.metadata;
  const metadata = typeof known === 'object' && known !== null && !Array.isArray(known) ? known : {};
  if ('peaks' in metadata) return false;
  library.apply([
    { table: 'rewrite_assets', kind: 'update', id: soundId, patch: { metadata: { ...metadata, peaks } } },
  ]);
  return true;
}
