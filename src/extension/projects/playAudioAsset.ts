import * as z from 'zod/mini';
import type { AssetRow } from '../library/rows.ts';
import type { SoundOutput } from '../platform/soundOutput.ts';

const spokenMetadata = z.object({ element_id: z.string() });

/** Plays an audio asset on the first surface that can sound; the answer resolves false when there is none. */
export function playAudioAsset(outputs: readonly SoundOutput[]): (asset: AssetRow) => Promise<boolean> {
  return async (asset) => {
    if (asset.file_url === null) return false;
    const elementId = spokenMetadata.safeParse(asset.metadata).data?.element_id ?? asset.id;
    const output = outputs.find((candidate) => candidate.isReady(elementId));
    return output ? output.play({ elementId, fileUrl: asset.file_url }) : false;
  };
}
