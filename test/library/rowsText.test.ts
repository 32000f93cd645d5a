import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { textOfRows } from '../../src/extension/sync/rowsText.ts';
import { parse } from '../../src/language/parse.ts';
import { contentOf } from '../../src/language/placedElements.ts';
import { titlePageText } from '../../src/language/titlePageText.ts';
import { libraryFolders } from './libraryFolder.ts';
import { createSyncedScript } from './syncedScript.ts';

const SCRIPT = `Title: Fyren
    del 1
Author: Åsa Öberg
Draft date: 2026-01-01

Regn mot rutan.

# Akt ett

= Hon väntar.

201. INT. FYREN - KVÄLL

TOVE (V.O.)
(tyst)
Är du där?

BO ^
Ja.

~Sjung nu

> KLIPP TILL:

> SLUT <

[[kom ihåg]]

===

/* bort */

.DRÖM

!EXT. INTE EN RUBRIK
`;

describe('the text of a script from its rows', () => {
  const folders = libraryFolders();
  let file = 0;
  const open = () => folders.open(folders.folder()).library;

  function restored(text: string, fileName = 'a') {
    const script = createSyncedScript(open(), `file:///film/${file++}.screenplay`);
    script.write(text);
    return textOfRows(script.library, script.scriptId, fileName);
  }

  it('has every element, of whatever type, and the title page whole', () => {
    const text = restored(SCRIPT) ?? '';
    assert.deepEqual(parse(text).elements.map(contentOf), parse(SCRIPT).elements.map(contentOf));
    assert.equal(titlePageText(parse(text)), titlePageText(parse(SCRIPT)));
    assert.match(text, /^Title: Fyren\n {4}del 1\nAuthor: Åsa Öberg\nDraft date: 2026-01-01\n\nRegn mot rutan\.\n\n/);
  });

  it('is empty for an empty script, and missing for an unknown one', () => {
    assert.equal(restored(''), '');
    assert.equal(textOfRows(open(), '00000000-0000-4000-8000-000000000000', 'a'), undefined);
  });

  it('has the title of a script whose title page is not known, unless it is the name of its file', () => {
    const script = createSyncedScript(open(), `file:///film/${file++}.screenplay`);
    script.sync([], 'Fyren');
    assert.equal(textOfRows(script.library, script.scriptId, 'avsnitt'), 'Title: Fyren\n');
    assert.equal(textOfRows(script.library, script.scriptId, 'Fyren'), '');
  });

  it('reads as the rows say whatever the script is', () => {
    const pieces = SCRIPT.split('\n\n').slice(1).concat('Titel: värde', 'FADE IN:', 'Å'.repeat(3), 'Contact: x');
    const shared = folders.open(folders.folder()).library;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 9 }), (parts) => {
        const source = `\n${parts.join('\n\n')}\n`;
        const script = createSyncedScript(shared, `file:///film/${file++}.screenplay`);
        script.write(source);
        const text = textOfRows(shared, script.scriptId, `${file - 1}`) ?? '';
        assert.deepEqual(parse(text).elements.map(contentOf), parse(source).elements.map(contentOf));
      }),
      { numRuns: 60 },
    );
  });
});
