import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'mocha';
import type { Change } from '../../src/extension/library/library.ts';
import { systemClock } from '../../src/extension/platform/clock.ts';
import { commitAheadOfTexts, createPendingText } from '../../src/extension/sync/pendingText.ts';
import { RowFollower } from '../../src/extension/sync/rowFollower.ts';
import type { ScriptImage } from '../../src/extension/sync/scriptImage.ts';
import { ScriptText } from '../../src/extension/sync/scriptText.ts';
import { contentHash } from '../../src/extension/sync/storedText.ts';
import type { TextEdit } from '../../src/language/textEdit.ts';
import { libraryFolders } from './libraryFolder.ts';
import { createSyncedScript } from './syncedScript.ts';

const SCRIPT = `INT. KÖK - DAG

Kaffet kokar.

TOVE
Hej på dig.

EXT. GÅRD - NATT

Regn.
`;
const log = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

describe('a text whose rows someone else changes', () => {
  const folders = libraryFolders();

  /** A script in a library and its text in a document that keeps count of what was done to it. */
  function openScript(source: string) {
    const { library } = folders.open(folders.folder());
    const script = createSyncedScript(library, 'file:///film/a.screenplay');
    let text = new ScriptText(source, randomUUID);
    script.sync(text.elements);
    const document = {
      saved: text.image,
      dirty: false,
      saves: 0,
      edits: [] as (readonly TextEdit[])[],
      refusals: 0,
      canSave: true,
    };
    const pending = createPendingText(library, () => script.scriptId);
    const follow = () =>
      new RowFollower({
        rows: pending,
        text: {
          image: () => text.image,
          saved: () => document.saved,
          isDirty: () => document.dirty,
          async write(target: ScriptImage) {
            if (document.refusals-- > 0) return 'refused';
            const edits = text.planEdits(target);
            if (edits.length === 0) return 'same';
            document.edits.push(edits);
            text.expect(edits, target.elements, 'rows');
            typeEdits(edits);
            document.dirty = true;
            return 'written';
          },
          async save() {
            if (!document.canSave) return false;
            document.saves++;
            document.dirty = false;
            document.saved = text.image;
            follower.saved();
            return true;
          },
        },
        onFollowed: () => {},
        newId: randomUUID,
        log,
        clock: systemClock,
      });
    function typeEdits(edits: readonly TextEdit[]) {
      const changes = edits.map((edit) => ({
        offset: edit.start,
        deleted: edit.end - edit.start,
        inserted: edit.text,
      }));
      const next = edits
        .toReversed()
        .reduce((said, e) => said.slice(0, e.start) + e.text + said.slice(e.end), text.text);
      return text.follow(next, 'external', changes);
    }
    let follower = follow();
    const open = {
      library,
      script,
      document,
      pending,
      follower: () => follower,
      text: () => text,
      type(from: string, to: string) {
        const start = text.text.indexOf(from);
        assert(start >= 0, from);
        typeEdits([{ start, end: start + from.length, text: to }]);
        document.dirty = true;
      },
      /** The window is gone and opens the file again. */
      reopen(file: string) {
        text = new ScriptText(file, randomUUID);
        const known = pending.pending()?.base.elements ?? [];
        text.adoptIds(known.map(({ id }) => id));
        document.dirty = false;
        document.saved = text.image;
        follower = follow();
      },
      /** What the replicator does with what it pulled. */
      change(changes: readonly Change[]) {
        const before = commitAheadOfTexts(library, [script.scriptId], (also) => library.apply([...changes, ...also]));
        const image = before.get(script.scriptId);
        // What is typed after this has not reached the rows.
        if (image) follower.changedFrom(image);
      },
      words(from: string, to: string): Change {
        return {
          table: 'rewrite_scene_content',
          kind: 'update',
          id: script.row(from).id,
          patch: { content: to, content_hash: contentHash(to) },
        };
      },
    };
    return open;
  }

  it('says each change by a small edit, is saved, and keeps its ids', async () => {
    const open = openScript(SCRIPT);
    const before = open.text().elements.map(({ id }) => id);
    open.change([open.words('Kaffet kokar.', 'Kaffet svalnar.'), open.words('Regn.', 'Snö.')]);
    assert.equal(open.follower().isBehind, true);
    await open.follower().follow();
    assert.equal(open.text().text, SCRIPT.replace('kokar', 'svalnar').replace('Regn', 'Snö'));
    assert.deepEqual(
      open.document.edits.map((edits) => edits.map(({ text }) => text)),
      [['svaln', 'Snö']],
    );
    assert.deepEqual(
      open.text().elements.map(({ id }) => id),
      before,
    );
    assert.equal(open.document.saves, 1);
    assert.equal(open.library.pendingText(open.script.scriptId), undefined);
    assert.equal(open.follower().isBehind, false);
    assert.deepEqual(open.script.sync(open.text().elements), [], 'rows and text are equal');
  });

  it('has new lines, scenes and order under the ids of the rows', async () => {
    const open = openScript(SCRIPT);
    const scene = open.script.scenes()[1];
    assert(scene);
    const ids = [randomUUID(), randomUUID()] as const;
    open.change([
      { table: 'rewrite_scenes', kind: 'update', id: scene.id, patch: { order_index: -5000 } },
      {
        table: 'rewrite_scene_content',
        kind: 'insert',
        row: {
          id: ids[0],
          element_id: ids[0],
          scene_id: scene.id,
          type: 'character',
          content: 'BO',
          order_index: 9000,
          character_name: 'BO',
        },
      },
      {
        table: 'rewrite_scene_content',
        kind: 'insert',
        row: {
          id: ids[1],
          element_id: ids[1],
          scene_id: scene.id,
          type: 'dialogue',
          content: 'Ja.',
          order_index: 9001,
          character_name: 'BO',
        },
      },
    ]);
    await open.follower().follow();
    assert.equal(
      open.text().text,
      'EXT. GÅRD - NATT\n\nRegn.\n\nBO\nJa.\n\nINT. KÖK - DAG\n\nKaffet kokar.\n\nTOVE\nHej på dig.\n',
    );
    assert.deepEqual(
      open
        .text()
        .elements.slice(2, 4)
        .map(({ id }) => id),
      ids,
    );
  });

  it('keeps what the writer typed and did not save, and stays unsaved', async () => {
    const open = openScript(SCRIPT);
    open.type('Hej på dig.', 'Hej på er alla.');
    open.change([open.words('Hej på dig.', 'Hejsan på dig.'), open.words('Regn.', 'Snö.')]);
    await open.follower().follow();
    assert.match(open.text().text, /Hejsan på er alla\./);
    assert.match(open.text().text, /Snö\./);
    assert.equal(open.document.saves, 0);
    assert.notEqual(open.library.pendingText(open.script.scriptId)?.theirs ?? null, null);
    open.document.dirty = false;
    open.follower().saved();
    assert.equal(open.library.pendingText(open.script.scriptId), undefined);
  });

  it('comes again when the writer discards what was not saved, without what was discarded', async () => {
    const open = openScript(SCRIPT);
    open.type('Hej på dig.', 'Hej på er alla.');
    open.script.sync(open.text().elements);
    open.change([open.words('Regn.', 'Snö.')]);
    await open.follower().follow();
    open.reopen(SCRIPT);
    await open.follower().follow();
    assert.equal(open.text().text, SCRIPT.replace('Regn', 'Snö'));
  });

  it('comes after a crash between rows and text, also when the file was edited meanwhile', async () => {
    const open = openScript(SCRIPT);
    open.change([open.words('Regn.', 'Snö.')]);
    open.reopen(SCRIPT.replace('Kaffet', 'Teet'));
    await open.follower().follow();
    assert.equal(open.text().text, SCRIPT.replace('Kaffet', 'Teet').replace('Regn', 'Snö'));
  });

  it('is not made twice in a text that was restored with it', async () => {
    const open = openScript(SCRIPT);
    open.type('Kaffet', 'Teet');
    open.change([open.words('Regn.', 'Regn och snö.')]);
    await open.follower().follow();
    const restored = open.text().text.replace('snö.', 'snö och vind.');
    open.reopen(restored);
    await open.follower().follow();
    assert.equal(open.text().text, restored);
  });

  it('takes in more while it is not saved, each once', async () => {
    const open = openScript(SCRIPT);
    open.type('Kaffet', 'Teet');
    open.change([open.words('Regn.', 'Regn nu.')]);
    await open.follower().follow();
    open.script.sync(open.text().elements);
    open.change([open.words('Regn nu.', 'Regn nu igen.')]);
    await open.follower().follow();
    assert.match(open.text().text, /\nRegn nu igen\.\n/);
    assert.match(open.text().text, /Teet kokar/);
  });

  describe('that both rewrote while there are unsaved words', () => {
    /** As the merge of a pull leaves it: their words in the line, mine in a note below it. */
    function rewriteBoth(open: ReturnType<typeof openScript>, mine: string, theirs: string) {
      open.script.sync(open.text().elements);
      const row = open.script.row(mine);
      const id = randomUUID();
      open.change([
        open.words(mine, theirs),
        {
          table: 'rewrite_scene_content',
          kind: 'insert',
          row: {
            id,
            element_id: id,
            scene_id: row.scene_id,
            type: 'action',
            content: `[[${mine}]]`,
            order_index: row.order_index + 1,
          },
        },
      ]);
      return open.follower().follow();
    }
    const both = SCRIPT.replace('Hej på dig.', 'Genast.\n[[Nu!]]');

    it('keeps both, theirs in the line', async () => {
      const open = openScript(SCRIPT);
      open.type('Hej på dig.', 'Nu!');
      await rewriteBoth(open, 'Nu!', 'Genast.');
      assert.equal(open.text().text, both);
    });

    it('keeps both after another change that came before and is not saved either', async () => {
      const open = openScript(SCRIPT);
      open.type('Kaffet', 'Teet');
      open.script.sync(open.text().elements);
      open.change([open.words('Regn.', 'Snö.')]);
      await open.follower().follow();
      open.type('Hej på dig.', 'Nu!');
      await rewriteBoth(open, 'Nu!', 'Genast.');
      assert.equal(open.text().text, both.replace('Kaffet', 'Teet').replace('Regn', 'Snö'));
    });

    it('has theirs and the note when the writer discards the rest', async () => {
      const open = openScript(SCRIPT);
      open.type('Kaffet', 'Teet');
      open.script.sync(open.text().elements);
      open.change([open.words('Regn.', 'Snö.')]);
      await open.follower().follow();
      open.type('Hej på dig.', 'Nu!');
      await rewriteBoth(open, 'Nu!', 'Genast.');
      open.reopen(SCRIPT);
      await open.follower().follow();
      assert.equal(open.text().text, both.replace('Regn', 'Snö'));
    });

    it('keeps both when a crash left the text as it was before', async () => {
      const open = openScript(SCRIPT);
      open.type('Kaffet', 'Teet');
      open.script.sync(open.text().elements);
      open.change([open.words('Regn.', 'Snö.')]);
      await open.follower().follow();
      open.type('Hej på dig.', 'Nu!');
      const restored = open.text().text;
      await rewriteBoth(open, 'Nu!', 'Genast.');
      open.reopen(restored);
      await open.follower().follow();
      assert.equal(open.text().text, both.replace('Kaffet', 'Teet').replace('Regn', 'Snö'));
    });
  });

  it('is tried again while the document refuses it', async () => {
    const open = openScript(SCRIPT);
    open.document.refusals = 3;
    open.change([open.words('Regn.', 'Snö.')]);
    await open.follower().follow();
    assert.match(open.text().text, /Snö\./);
  });

  it('waits for a file that cannot be saved', async () => {
    const open = openScript(SCRIPT);
    open.document.canSave = false;
    open.change([open.words('Regn.', 'Snö.')]);
    await open.follower().follow();
    assert.match(open.text().text, /Snö\./);
    assert.notEqual(open.library.pendingText(open.script.scriptId), undefined);
  });

  it('keeps the spelling of headings that nobody changed, and of those that someone did', async () => {
    const source = 'I/E BIL – NATT\n\nRegn.\n\nint kök - dag\n\nKaffe.\n';
    const open = openScript(source);
    const [, kitchen] = open.script.scenes();
    assert(kitchen);
    open.change([
      open.words('Regn.', 'Snö.'),
      { table: 'rewrite_scenes', kind: 'update', id: kitchen.id, patch: { location: 'köket' } },
    ]);
    await open.follower().follow();
    assert.equal(open.text().text, 'I/E BIL – NATT\n\nSnö.\n\nint köket - dag\n\nKaffe.\n');
  });

  it('deletes the scene that someone deleted, however its heading was spelled', async () => {
    const open = openScript('int. kök – dag\n\nKaffe.\n\nEXT. GÅRD - NATT\n\nRegn.\n');
    const [kitchen] = open.script.scenes();
    assert(kitchen);
    open.change([{ table: 'rewrite_scenes', kind: 'delete', id: kitchen.id }]);
    await open.follower().follow();
    assert.equal(open.text().text, 'EXT. GÅRD - NATT\n\nRegn.\n');
  });

  it('takes a new title into its title page', async () => {
    const open = openScript('Title: Fyren\nAuthor: Åsa\n\nINT. KÖK - DAG\n');
    open.library.apply([
      {
        table: 'rewrite_title_pages',
        kind: 'insert',
        row: { script_id: open.script.scriptId, content: 'Title: Fyren\nAuthor: Åsa' },
      },
    ]);
    open.change([
      { table: 'rewrite_scripts', kind: 'update', id: open.script.scriptId, patch: { title: 'Fyren, del 2' } },
    ]);
    await open.follower().follow();
    assert.equal(open.text().text, 'Title: Fyren, del 2\nAuthor: Åsa\n\nINT. KÖK - DAG\n');
  });
});
