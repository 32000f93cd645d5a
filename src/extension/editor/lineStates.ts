import type { LineState } from '../../webview/editor/protocol.ts';
import type { Library } from '../library/library.ts';

/** What the page shows beside each line of dialogue: whether it has a voice, and how long that is. Throws what the library throws. */
export function lineStatesOf(
  library: Pick<Library, 'content' | 'assets'>,
  link: { readonly projectId: string; readonly scriptId: string },
): LineState[] {
  const durations = new Map(library.assets(link.projectId).map((asset) => [asset.id, asset.duration_ms]));
  return library
    .content(link.scriptId)
    .filter((row) => row.type === 'dialogue' && row.audio_status !== 'none')
    .map((row): LineState => {
      const milliseconds = row.audio_asset_id === null ? undefined : durations.get(row.audio_asset_id);
      const state = { elementId: row.element_id, state: row.audio_status };
      return typeof milliseconds === 'number' ? { ...state, durationSeconds: milliseconds / 1000 } : state;
    });
}
