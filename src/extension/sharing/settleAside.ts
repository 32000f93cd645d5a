/** Does what the writer has decided about a change that was set aside, in rows and texts. Knows no dialogs. */
import type { ScriptElement } from '../../language/document.ts';
import type { Library } from '../library/library.ts';
import type { ReplicaStore, SetAside } from '../library/replicaStore.ts';
import { HumanError } from '../platform/errors.ts';
import { type Decision, decidedLine, decidedTitlePage, putRowBack, sendAgain, withLineBack } from './decisions.ts';
import type { SharedWords } from './words.ts';

export interface SettleDeps {
  readonly library: Library;
  readonly store: ReplicaStore;
  readonly words: SharedWords;
  readonly newId: () => string;
}

/** Once: what was decided already, in this window or another, stays as it is. Throws HumanError, and then it can be decided again. */
export async function settleAside(deps: SettleDeps, aside: SetAside, decision: Decision): Promise<void> {
  const { store } = deps;
  if (!store.setAsides(aside.projectId).some(({ setAsideId }) => setAsideId === aside.setAsideId)) return;
  await carryOut(deps, aside, decision);
  store.dropSetAside(aside.setAsideId);
}

async function carryOut(deps: SettleDeps, aside: SetAside, decision: Decision): Promise<void> {
  const isTitlePage = aside.table === 'rewrite_title_pages';
  switch (decision) {
    case 'mine':
      if (isTitlePage) return rewriteTitlePage(deps, aside);
      return rewriteScript(deps, aside, (all) => decidedLine(all, aside, 'mine'));
    case 'theirs':
      // Theirs stands in the title page, and nothing of mine beside it.
      return isTitlePage ? undefined : rewriteScript(deps, aside, (all) => decidedLine(all, aside, 'theirs'));
    case 'putBack':
      if (typeof aside.detail['text'] !== 'string') return putBack(deps, aside);
      return rewriteScript(deps, aside, (all) => withLineBack(all, aside, deps.newId()));
    case 'again':
      return sendAgain(deps.store, aside);
    case 'both':
    case 'letGo':
      return;
  }
}

function rewriteTitlePage({ library, words }: SettleDeps, aside: SetAside): Promise<void> {
  const { id } = aside;
  return words.applyRows([id], (also) => {
    const known = library.titlePage(id);
    const content = decidedTitlePage(known?.content ?? '', aside);
    const table = 'rewrite_title_pages';
    library.apply([
      known
        ? { table, kind: 'update', id, patch: { content } }
        : { table, kind: 'insert', row: { script_id: id, content } },
      ...also,
    ]);
  });
}

async function putBack({ store, words }: SettleDeps, aside: SetAside): Promise<void> {
  let isBack = false;
  await words.applyRows(aside.table === 'rewrite_title_pages' ? [aside.id] : [], (also) =>
    store.write((writer) => {
      isBack = putRowBack(writer, aside);
      for (const change of also) writer.apply(change);
    }),
  );
  if (!isBack) throw new HumanError('It cannot come back: what it belonged to is gone too.');
}

/** Changes the script in rows and text alike, as if the change had come from elsewhere. */
function rewriteScript(
  { library, words }: SettleDeps,
  aside: SetAside,
  change: (elements: readonly ScriptElement[]) => readonly ScriptElement[],
): Promise<void> {
  const scriptId = String(aside.detail['script_id']);
  return words.applyRows([scriptId], (also) => {
    const rows = { scenes: library.scenes(scriptId), content: library.content(scriptId) };
    const changes = words.plan(scriptId, rows, change(words.elementsOf(scriptId, rows)));
    library.apply([...changes, ...also]);
  });
}
