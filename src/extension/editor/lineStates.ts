import type { LineState } from '../../webview/editor/protocol.ts';
import type { Library } from '../library/library.ts';
import type { SceneContentRow } from '../library/rows.ts';

/** Tells of the lines of a project why their voices are out of date; empty for one that is not. */
export type WhyStale = (projectId: string) => (line: SceneContentRow) => string;

/** What the page shows beside each line of dialogue: whether it has a voice, how long that is, and why it is stale. Throws what the library throws. */
export function lineStatesOf(
  library: Pick<Library, 'content' | 'assets'>,
  link: { readonly projectId: string; readonly scriptId: string },
  whyStale: WhyStale,
): LineState[] {
  const durations = new Map(library.assets(link.projectId).map((asset) => [asset.id, asset.duration_ms]));
  const whyOf = whyStale(link.projectId);
  return library
    .content(link.scriptId)
    .filter((row) => row.type === 'dialogue' && row.audio_status !== 'none')
    .map((row): LineState => {
      const milliseconds = row.audio_asset_id === null ? undefined : durations.get(row.audio_asset_id);
      const why = row.audio_status === 'stale' ? whyOf(row) : '';
      const state = { elementId: row.element_id, state: row.audio_status, ...(why !== '' && { why }) };
      return typeof milliseconds === 'number' ? { ...state, durationSeconds: milliseconds / 1000 } : state;
    });
}
