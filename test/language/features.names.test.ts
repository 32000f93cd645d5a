import assert from 'node:assert/strict';
import { documentHighlights, findDefinition, references } from '../../src/language/features/references.ts';
import { findRenameTarget, rename } from '../../src/language/features/rename.ts';
import { atCaret, edited, marking } from './featureCarets.ts';

const cuesOnly = { mentionsInAction: false };
const withMentions = { mentionsInAction: true };

function highlighted(marked: string): string {
  const { view, offset } = atCaret(marked);
  return marking(view.text, documentHighlights(view, offset));
}

function referenced(marked: string, options = cuesOnly): string {
  const { view, offset } = atCaret(marked);
  return marking(view.text, references(view, offset, options));
}

/** The text after the name at the caret is changed; what is wrong, when nothing was. */
function renamed(marked: string, newName: string, options = cuesOnly): string {
  const { view, offset } = atCaret(marked);
  const target = findRenameTarget(view, offset, options);
  if (!target) return 'no target';
  const renaming = rename(view, target, newName, options);
  return 'problem' in renaming ? renaming.problem : edited(view.text, renaming.edits);
}

describe('document highlights', () => {
  it('show all cues of a character, without extensions', () => {
    assert.equal(
      highlighted('TO|VE\nHej.\n\nÅSA\nHej.\n\nTOVE (V.O.)\nDu.\n\n@Tove ^\nJa.\n'),
      '‹TOVE›\nHej.\n\nÅSA\nHej.\n\n‹TOVE› (V.O.)\nDu.\n\n@‹Tove› ^\nJa.\n',
    );
  });

  it('show both ways to write Å', () => {
    assert.equal(highlighted('|\u00c5SA\nHej.\n\nA\u030aSA\nDu.\n'), '‹\u00c5SA›\nHej.\n\n‹A\u030aSA›\nDu.\n');
  });

  it('show all headings of a place, whatever stands around it', () => {
    assert.equal(
      highlighted('201 INT. KÖ|K - DAG\n\nEXT. HAMN\n\nint. Kök - NATT #3#\n\n.KÖK\n'),
      '201 INT. ‹KÖK› - DAG\n\nEXT. HAMN\n\nint. ‹Kök› - NATT #3#\n\n.‹KÖK›\n',
    );
  });

  it('show the outer place alone, or the inner one within its own', () => {
    const text = (a: string, b: string) => `INT. ${a} - DAG\n\nINT. ÅSAS HUS - HALL - DAG\n\nINT. BÅT / ${b} - DAG\n`;
    assert.equal(
      highlighted(text('Å|SAS HUS / KÖK', 'KÖK')),
      text('‹ÅSAS HUS› / KÖK', 'KÖK').replace('ÅSAS HUS - H', '‹ÅSAS HUS› - H'),
    );
    assert.equal(highlighted(text('ÅSAS HUS - K|ÖK', 'KÖK')), text('ÅSAS HUS - ‹KÖK›', 'KÖK'));
  });

  it('start from a mention in action, too', () => {
    assert.equal(highlighted('TOVE\nHej.\n\nTo|ve går.\n'), '‹TOVE›\nHej.\n\n‹Tove› går.\n');
  });

  const nowhere: readonly (readonly [string, string])[] = [
    ['in dialogue', 'TOVE\nHe|j, Tove.\n'],
    ['on an extension', 'TOVE (V.|O.)\nHej.\n'],
    ['on a prefix', 'IN|T. KÖK - DAG\n'],
    ['on a time of day', 'INT. KÖK - D|AG\n'],
    ['on a scene number', '20|1 INT. KÖK - DAG\n'],
    ['on a blank line', 'TOVE\nHej.\n\n|\n'],
    ['in an empty text', '|'],
  ];
  for (const [where, text] of nowhere) {
    it(`show nothing ${where}`, () => assert.equal(highlighted(text), text.replace('|', '')));
  }
});

describe('references', () => {
  const text = 'TO|VE\nHej.\n\nTove går. TOVES bil. Hon ser Tove, och tove.\n\nTOVE (FORTS.)\nJa.\n';

  it('are the cues', () => {
    assert.equal(referenced(text), text.replace('TO|VE', '‹TOVE›').replace('TOVE (', '‹TOVE› ('));
  });

  it('are whole words in action, too, when asked for', () => {
    assert.equal(
      referenced(text, withMentions),
      text
        .replace('TO|VE', '‹TOVE›')
        .replace('TOVE (', '‹TOVE› (')
        .replaceAll(/Tove(?=[ ,])/g, '‹Tove›'),
    );
  });

  it('leave out what is in a note', () => {
    const noted = 'TO|VE\nHej.\n\nTove går. [[ Tove? ]] Här är Tove.\n';
    assert.equal(referenced(noted, withMentions), '‹TOVE›\nHej.\n\n‹Tove› går. [[ Tove? ]] Här är ‹Tove›.\n');
  });

  it('take the longer of two names that begin alike', () => {
    assert.equal(
      referenced('ANNA\nHej.\n\nANNA LI\nHej.\n\nAnna Li| går med Anna.\n', withMentions),
      'ANNA\nHej.\n\n‹ANNA LI›\nHej.\n\n‹Anna Li› går med Anna.\n',
    );
  });
});

describe('definition', () => {
  const target = (marked: string) => {
    const { view, offset } = atCaret(marked);
    const found = findDefinition(view, offset);
    return found && [view.text.slice(found.target.start, found.target.end), found.target.start];
  };

  it('of a cue is the first appearance', () => {
    assert.deepEqual(target('ÅSA\nHej.\n\nTOVE (V.O.)\nHej.\n\nTOVE|\nJa.\n'), ['TOVE', 10]);
  });
  it('of a mention is the first cue', () => assert.deepEqual(target('Tov|e går.\n\nTOVE\nJa.\n'), ['TOVE', 11]));
  it('of a location is its first heading', () => {
    assert.deepEqual(target('INT. KÖK - DAG\n\nEXT. HAMN\n\nEXT. |KÖK - NATT\n'), ['KÖK', 5]);
  });
  it('of anything else is nothing', () => assert.equal(target('Hon gå|r.\n'), undefined));
});

describe('rename', () => {
  it('changes every cue and keeps extensions, CONT’D and dual dialogue', () => {
    assert.equal(
      renamed('TO|VE\nHej.\n\nTOVE (V.O.) (CONT’D)\nDu.\n\nÅSA\nVa?\n\nTOVE ^\nJa.\n', 'Tova'),
      'TOVA\nHej.\n\nTOVA (V.O.) (CONT’D)\nDu.\n\nÅSA\nVa?\n\nTOVA ^\nJa.\n',
    );
  });

  it('changes every spelling', () => {
    const text = 'A\u030aSA|\nHej.\n\n  \u00c5SA\nHej.\n\n@\u00c5sa\nHej.\n\n\u00c5SA [[ ny ]] (V.O.)\nHej.\n';
    assert.equal(
      renamed(text, 'Märta'),
      'MÄRTA\nHej.\n\n  MÄRTA\nHej.\n\n@Märta\nHej.\n\nMÄRTA [[ ny ]] (V.O.)\nHej.\n',
    );
  });

  it('leaves dialogue, notes and other names alone', () => {
    const text = (name: string) => `${name}\nTOVE! Tove?\n\n[[ TOVE ]]\n\nTOVES MAMMA\nHej.\n\nTOVE går.\n`;
    assert.equal(renamed(text('TO|VE'), 'Tova'), text('TOVA'));
  });

  it('changes mentions in action when asked for, in the case they have', () => {
    assert.equal(
      renamed('TO|VE\nHej.\n\nTove ser TOVE. Toves bil, tove.\n', 'tova lind', withMentions),
      'TOVA LIND\nHej.\n\nTova Lind ser TOVA LIND. Toves bil, tove.\n',
    );
    assert.equal(renamed('TOVE\nHej.\n\nTo|ve går.\n', 'McCoy', withMentions), 'MCCOY\nHej.\n\nMcCoy går.\n');
  });

  it('does not start from a mention that it would not change', () => {
    assert.equal(renamed('TOVE\nHej.\n\nTo|ve går.\n', 'Tova'), 'no target');
  });

  it('forces a name without capitals', () => {
    assert.equal(renamed('TO|VE\nHej.\n', '李明'), '@李明\nHej.\n');
  });

  it('changes a place in every heading, in capitals where they are', () => {
    assert.equal(
      renamed('201 INT. KÖ|K - DAG\n\nExt. Kök, NATT\n\nI/E KÖK / HALL – KVÄLL #4#\n', 'Matsal'),
      '201 INT. MATSAL - DAG\n\nExt. Matsal, NATT\n\nI/E MATSAL / HALL – KVÄLL #4#\n',
    );
  });

  it('keeps a note within a name', () => {
    assert.equal(renamed('INT. KÖK [[ rött? ]] OCH BAD| - DAG\n', 'HALL'), 'INT. HALL [[ rött? ]] - DAG\n');
  });

  it('finds a location behind the time of day', () => {
    assert.equal(
      renamed('INT. NUIT – CUI|SINE\n\nX.\n\nINT. CUISINE – JOUR\n\nX.\n\nEXT. JOUR. CUISINE\n', 'Salon'),
      'INT. NUIT – SALON\n\nX.\n\nINT. SALON – JOUR\n\nX.\n\nEXT. JOUR. SALON\n',
    );
    assert.equal(renamed('INT. DAG - DAGRUM|MET #3#\n', 'Hall'), 'INT. DAG - HALL #3#\n');
  });

  it('keeps the emphasis of a cue', () =>
    assert.equal(
      renamed('**TO|VE**\nHej.\n\n_TOVE (V.O.)_\nHej.\n\nTOVE\nJa.\n', 'Tova'),
      '**TOVA**\nHej.\n\n_TOVA (V.O.)_\nHej.\n\nTOVA\nJa.\n',
    ));

  it('keeps CR LF', () => assert.equal(renamed('TO|VE\r\nHej.\r\n', 'Tova'), 'TOVA\r\nHej.\r\n'));

  const refused: readonly (readonly [string, string, string])[] = [
    ['TO|VE\nHej.\n', '  ', 'empty'],
    ['TO|VE\nHej.\n', 'TOVE (V.O.)', 'unreadable'],
    ['TO|VE\nHej.\n', 'TOVE ^', 'unreadable'],
    ['TO|VE\nHej.\n', 'INT. HUS', 'unreadable'],
    ['TO|VE\nHej.\n', '[[ TOVE', 'unreadable'],
    ['TO|VE\nHej.\n\nmer */\n', '/* TOVE', 'unreadable'],
    ['INT. KÖ|K\n', 'A #3#', 'unreadable'],
    ['INT. KÖ|K\n', 'BIL - NATT', 'unreadable'],
  ];
  for (const [text, name, problem] of refused) {
    it(`refuses ${JSON.stringify(name)} for ${text.replace('|', '').trim()}`, () => {
      assert.equal(renamed(text, name), problem);
    });
  }

  it('says when the new name is another’s', () => {
    const isTaken = (marked: string, name: string) => {
      const { view, offset } = atCaret(marked);
      const target = findRenameTarget(view, offset, cuesOnly);
      const renaming = target && rename(view, target, name, cuesOnly);
      return renaming && 'edits' in renaming && renaming.isTaken;
    };
    const text = 'INT. KÖK - DAG\n\nINT. HALL - DAG\n\nTO|VE\nHej.\n\nÅSA\nHej.\n';
    assert.equal(isTaken(text, 'A\u030asa'), true);
    assert.equal(isTaken(text, 'Tova'), false);
    assert.equal(isTaken(text, 'tove'), false);
    assert.equal(isTaken(text.replace('|', '').replace('KÖK', 'KÖ|K'), 'hall'), true);
  });

  it('names what is to be changed as it is written there', () => {
    const { view, offset } = atCaret('@McC|OY (V.O.)\nHej.\n');
    const target = findRenameTarget(view, offset, cuesOnly);
    assert.deepEqual([target?.words, target?.span], ['McCOY', { start: 1, end: 6 }]);
  });
});
