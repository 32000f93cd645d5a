import assert from 'node:assert/strict';
import { libraryFolders } from './libraryFolder.ts';
import { createSyncedScript } from './syncedScript.ts';

const short = `201 INT. KÖK - DAG

Regn mot rutan.

TOVE (V.O.)
(viskar)
Är du där?

ÅKE
Ja.

202 EXT./INT. BIL - NATT

TOVE
Kör.
`;

describe('characters of a script', () => {
  const folders = libraryFolders();
  const synced = () => {
    const script = createSyncedScript(folders.open(folders.folder()).library);
    script.write(short);
    return script;
  };
  type Script = ReturnType<typeof synced>;
  describe('that have a voice', () => {
    const cast = () => {
      const script = synced();
      const [tove] = script.library.characters(script.projectId);
      const patch = { voice_id: 'anna', voice_settings: { stability: 0.3 } };
      script.library.apply([{ table: 'rewrite_characters', kind: 'update', id: tove?.id ?? '', patch }]);
      return { script, id: tove?.id };
    };
    const voices = ({ library, projectId }: Script) =>
      library.characters(projectId).map(({ name, voice_id }) => `${name} ${voice_id ?? '-'}`);

    it('keep it when they are renamed everywhere', () => {
      const { script, id } = cast();
      script.sync(script.elements.map((element) => ({ ...element, text: element.text.replaceAll('TOVE', 'TOVA') })));
      assert.deepEqual(voices(script), ['TOVA anna', 'ÅKE -']);
      assert.equal(script.library.characters(script.projectId)[0]?.id, id);
      script.sync(script.elements.map((element) => ({ ...element, text: element.text.replaceAll('TOVA', 'TOVE') })));
      assert.deepEqual(voices(script), ['TOVE anna', 'ÅKE -']);
    });

    it('keep it when their lines become those of another', () => {
      const { script } = cast();
      script.sync(script.elements.map((element) => ({ ...element, text: element.text.replaceAll('TOVE', 'ÅKE') })));
      assert.deepEqual(voices(script), ['TOVE anna', 'ÅKE -']);
    });

    it('give it to their new name, and keep it where another script has the old one', () => {
      const { script } = cast();
      const other = createSyncedScript(script.library, 'file:///film/b.screenplay');
      other.write('INT. A - DAG\n\nTOVE\nHej.\n');
      script.sync(script.elements.map((element) => ({ ...element, text: element.text.replaceAll('TOVE', 'TOVA') })));
      assert.deepEqual(voices(script), ['TOVA anna', 'TOVE anna', 'ÅKE -']);
    });
  });
});
