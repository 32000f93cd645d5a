/** The rows of one script file: which ones they are, which ids they know, and how they are made to follow the text. */
import type { TitlePageEntry } from '../../language/document.ts';
import { alignElements, type KnownElement } from '../../language/identity.ts';
import type { PlacedElement } from '../../language/placedElements.ts';
import { scriptTitle } from '../../language/scriptTitle.ts';
import type { WordIndex } from '../../language/words/wordIndex.ts';
import { type Library, type LibraryChange, LibraryError } from '../library/library.ts';
import type { TableName } from '../library/rows.ts';
import type { Traces } from '../library/traces.ts';
import type { Disposable } from '../platform/disposables.ts';
import { knownElements } from './knownElements.ts';
import type { FoundFile } from './lostScripts.ts';
import { createPendingText, type PendingText } from './pendingText.ts';
import { planSync, type ScriptContent, type SyncState } from './planSync.ts';
import { parseImage, type ScriptImage } from './scriptImage.ts';
import { linkScript, type ScriptPlace } from './scriptLinks.ts';
import type { ScriptLink } from './scripts.ts';
import { afterPlan, readSyncState, usedElsewhere } from './syncState.ts';

export interface ScriptRows extends PendingText, Disposable {
  /** The file is there (again) with the words of its script: they belong together. Throws LibraryError. */
  keepLink(): void;
  /** Missing until the library could be used for the first time. */
  readonly link: ScriptLink | undefined;
  /** Links the file to its script, and tells which known id each element has. Throws LibraryError. */
  find(elements: readonly PlacedElement[]): readonly (string | undefined)[];
  /** The ids that the rows have for elements they do not know by theirs: what another window wrote and this one read from the file. */
  recall(elements: readonly PlacedElement[]): readonly (string | undefined)[];
  /** Makes the rows say what the text says, in one transaction of the changed rows only. Throws LibraryError. */
  write(image: ScriptImage, titlePage: readonly TitlePageEntry[], words?: WordIndex): void;
}

export interface ScriptRowsDeps {
  readonly library: Library;
  readonly traces: Traces;
  readonly place: ScriptPlace;
  /** Knows the other files and scripts of this machine, to find a script again that was moved behind our back. */
  readonly others?: Omit<FoundFile, 'elements'>;
}

/** The tables that planning reads; what is written to others leaves what is known of the rows as it is. */
const plannedTables = [
  'rewrite_scripts',
  'rewrite_scenes',
  'rewrite_scene_content',
  'rewrite_characters',
  'rewrite_assets',
] as const satisfies readonly TableName[];

const concernsPlans = ({ elsewhere, tables }: LibraryChange) =>
  elsewhere || plannedTables.some((table) => tables.has(table));

export function createScriptRows({ library, traces, place, others }: ScriptRowsDeps): ScriptRows {
  let link: ScriptLink | undefined;
  let state: SyncState | undefined;
  let commits = 0;
  const subscription = library.onDidChange((change) => {
    if (!concernsPlans(change)) return;
    commits++;
    state = undefined;
  });

  function stateNow(): SyncState {
    link ??= linkScript(library, place);
    state ??= readSyncState(library, link.scriptId);
    if (state) return state;
    // The script's row is gone (its project was deleted, or another library took the place): it begins anew.
    link = linkScript(library, place);
    state = readSyncState(library, link.scriptId);
    if (!state) throw new LibraryError('The script could not be found in the library.', { reason: 'refused' });
    return state;
  }

  function apply(content: ScriptContent): void {
    const before = stateNow();
    const plan = planSync(before, content, usedElsewhere(library, before));
    if (plan.length === 0) return;
    const trace = traces.begin('syncScript', { script_id: before.script.id, elements: content.elements.length });
    const commitsBefore = commits;
    const startedAt = performance.now();
    try {
      library.apply(plan);
    } catch (cause) {
      // A library that cannot be written takes no trace either, and asking it again would wait again.
      if (isOutOfDate(cause)) {
        trace.error('applyPlan', cause.reason, performance.now() - startedAt);
        trace.end();
      }
      throw cause;
    }
    trace.mutation('applyPlan', null, { rows: plan.length }, performance.now() - startedAt);
    trace.end();
    // With one commit heard it was ours, and the rows are known without reading them again.
    state = commits === commitsBefore + 1 ? afterPlan(before, plan) : undefined;
  }

  return {
    get link() {
      return link;
    },
    find(elements) {
      link ??= linkScript(library, place, others && { ...others, elements });
      const { script, scenes, content } = stateNow();
      const pending = library.pendingText(script.id);
      const known = pending ? parseImage(pending.base).elements : knownElements(script.id, scenes, content);
      return alignElements(known, elements);
    },
    recall(elements) {
      state = undefined;
      const { script, scenes, content } = stateNow();
      return idsOfUnknown(knownElements(script.id, scenes, content), elements);
    },
    write({ elements, titlePage }, entries, words) {
      const content = { elements, title: scriptTitle(entries), titlePage, words };
      try {
        apply(content);
      } catch (cause) {
        if (!isOutOfDate(cause)) throw cause;
        state = undefined;
        apply(content);
      }
    },
    keepLink() {
      if (!link || library.scriptFile(place.fileUri) || !library.script(link.scriptId)) return;
      library.apply([{ table: 'script_files', kind: 'insert', row: { uri: place.fileUri, script_id: link.scriptId } }]);
    },
    ...createPendingText(library, () => link?.scriptId),
    dispose: () => subscription.dispose(),
  };
}

/** Elements that are not known by their ids take those of known ones that are in no other's use. */
function idsOfUnknown(known: readonly KnownElement[], elements: readonly PlacedElement[]) {
  const knownIds = new Set(known.map(({ id }) => id));
  const ids = new Set(elements.map(({ id }) => id));
  const unknown = elements.filter(({ id }) => !knownIds.has(id));
  const found = alignElements(
    known.filter(({ id }) => !ids.has(id)),
    unknown,
  );
  const byOwnId = new Map(unknown.map(({ id }, index) => [id, found[index]]));
  return elements.map(({ id }) => byOwnId.get(id));
}

/** What was known of the rows was old: another window wrote first. */
function isOutOfDate(cause: unknown): cause is LibraryError {
  return cause instanceof LibraryError && (cause.reason === 'conflict' || cause.reason === 'refused');
}
