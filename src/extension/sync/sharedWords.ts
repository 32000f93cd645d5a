/** The words of shared scripts: what rows mean as elements, and how texts follow rows. */
import type { Change } from '../library/library.ts';
import { knownElements } from './knownElements.ts';
import { planWords, type WordRows } from './planWords.ts';
import { applyRemoteRows, type RemoteRowsDeps, resumeRemoteRows } from './remoteRows.ts';

/** The words of scripts for whoever shares them: rows merged as elements, and texts that follow (remoteRows.ts). */
export function createSharedWords(deps: RemoteRowsDeps) {
  void resumeRemoteRows(deps);
  return {
    elementsOf: (scriptId: string, { scenes, content }: WordRows) => knownElements(scriptId, scenes, content),
    plan: planWords,
    applyRows: (scriptIds: readonly string[], commit: (also: readonly Change[]) => void) =>
      applyRemoteRows(deps, scriptIds, commit),
  };
}
