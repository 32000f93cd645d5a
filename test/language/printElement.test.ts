import assert from 'node:assert/strict';
import { type PrintableElement, printElement, reprintElement, type Surroundings } from '../../src/language/print.ts';

const alone: Surroundings = { previous: 'action', adjacent: false, followed: false };
const followed: Surroundings = { ...alone, followed: true };
const underCue: Surroundings = { previous: 'character', adjacent: true, followed: false };

describe('printElement', () => {
  const cases: readonly (readonly [string, PrintableElement, Surroundings, string])[] = [
    ['leaves plain action plain', { type: 'action', text: 'Han går.' }, alone, 'Han går.'],
    ['forces action that reads as a heading', { type: 'action', text: 'INT. KÖK' }, alone, '!INT. KÖK'],
    ['forces capitals over text', { type: 'action', text: 'PANG' }, followed, '!PANG'],
    ['leaves capitals alone plain', { type: 'action', text: 'PANG' }, alone, 'PANG'],
    ['writes an empty action', { type: 'action', text: '' }, alone, '!'],
    ['keeps blank lines in action', { type: 'action', text: 'Han\n\nb\n' }, alone, 'Han\n!\nb\n!'],
    ['forces only the lines that need it', { type: 'action', text: 'Han går.\n# 1' }, alone, 'Han går.\n!# 1'],
    [
      'forces action at the top that reads as a title',
      { type: 'action', text: 'Title: x' },
      { adjacent: false, followed: false },
      '!Title: x',
    ],
    ['forces action that is only a note', { type: 'action', text: '[[x]]' }, alone, '![[x]]'],
    ['leaves a heading plain', { type: 'sceneHeading', text: 'INT. KÖK - DAG' }, alone, 'INT. KÖK - DAG'],
    ['forces a heading without a prefix', { type: 'sceneHeading', text: 'Köket' }, alone, '.Köket'],
    ['puts the number last', { type: 'sceneHeading', text: 'INT. KÖK', sceneNumber: '12A' }, alone, 'INT. KÖK #12A#'],
    [
      'makes a number writable',
      { type: 'sceneHeading', text: 'INT. KÖK', sceneNumber: '1 #a' },
      alone,
      'INT. KÖK #1-a#',
    ],
    ['lets a typed number be one', { type: 'sceneHeading', text: '27. INT. KÖK' }, alone, '27. INT. KÖK'],
    ['writes an empty heading', { type: 'sceneHeading', text: '' }, alone, '.'],
    ['writes words that no dot can force as action', { type: 'sceneHeading', text: '(KÖKET)' }, alone, '(KÖKET)'],
    [
      'forces a heading right under text',
      { type: 'sceneHeading', text: 'INT. KÖK' },
      { previous: 'action', adjacent: true, followed: false },
      '.INT. KÖK',
    ],
    ['leaves a cue over dialogue plain', { type: 'character', text: 'TOMMY (V.O.)' }, followed, 'TOMMY (V.O.)'],
    ['forces a cue over nothing', { type: 'character', text: 'TOMMY' }, alone, '@TOMMY'],
    ['forces a cue in small letters', { type: 'character', text: 'Tommy' }, followed, '@Tommy'],
    ['marks dual dialogue', { type: 'character', text: 'TOMMY', dual: true }, followed, 'TOMMY ^'],
    ['writes an empty cue', { type: 'character', text: '' }, alone, '@'],
    ['writes dialogue under its cue', { type: 'dialogue', text: 'Hej.\n\nDu?' }, underCue, 'Hej.\n  \nDu?'],
    ['writes empty dialogue', { type: 'dialogue', text: '' }, underCue, '  '],
    ['writes dialogue without a cue as action', { type: 'dialogue', text: 'INT. X' }, alone, '!INT. X'],
    ['keeps the words of dialogue in parentheses', { type: 'dialogue', text: '(suck)' }, underCue, '(suck)'],
    ['puts parentheses around a parenthetical', { type: 'parenthetical', text: 'viskar' }, underCue, '(viskar)'],
    ['closes a parenthetical', { type: 'parenthetical', text: '(viskar' }, underCue, '(viskar)'],
    ['writes an empty parenthetical', { type: 'parenthetical', text: '' }, underCue, '()'],
    ['leaves a transition plain', { type: 'transition', text: 'KLIPP TILL:' }, alone, 'KLIPP TILL:'],
    ['forces a transition over text', { type: 'transition', text: 'CUT TO:' }, followed, '> CUT TO:'],
    ['forces other transitions', { type: 'transition', text: 'Tona ut.' }, alone, '> Tona ut.'],
    ['writes lyrics', { type: 'lyrics', text: 'La la' }, alone, '~La la'],
    ['writes centered text', { type: 'centered', text: 'SLUT' }, alone, '> SLUT <'],
    ['writes a section', { type: 'section', text: 'Akt', depth: 2 }, alone, '## Akt'],
    ['writes a synopsis', { type: 'synopsis', text: 'Hon går.' }, alone, '= Hon går.'],
    ['writes a note', { type: 'note', text: 'a\n\nb' }, alone, '[[a\n  \nb]]'],
    ['writes a note that ends in a bracket', { type: 'note', text: 'a]' }, alone, '[[ a] ]]'],
    ['writes a boneyard', { type: 'boneyard', text: 'INT. X\n\nY' }, alone, '/* INT. X\n\nY */'],
    ['takes the closing mark out of a boneyard', { type: 'boneyard', text: 'a */ b' }, alone, '/* a * / b */'],
    ['writes a page break', { type: 'pageBreak', text: '' }, alone, '==='],
    ['keeps the words of a page break', { type: 'pageBreak', text: 'x' }, alone, 'x'],
    ['joins the lines of a type of one line', { type: 'synopsis', text: 'a\r\nb' }, alone, '= a b'],
  ];
  for (const [name, element, around, expected] of cases) {
    it(name, () => assert.equal(printElement(element, around), expected));
  }
});

describe('reprintElement', () => {
  const cases: readonly (readonly [string, string, PrintableElement, PrintableElement, Surroundings, string])[] = [
    [
      'keeps a number that stands first',
      '27. INT. A - DAG',
      { type: 'sceneHeading', text: 'INT. A - DAG', sceneNumber: '27' },
      { type: 'sceneHeading', text: 'INT. B - DAG', sceneNumber: '27' },
      alone,
      '27. INT. B - DAG',
    ],
    [
      'keeps a number at both ends',
      '27   INT. A - DAG   27.',
      { type: 'sceneHeading', text: 'INT. A - DAG', sceneNumber: '27' },
      { type: 'sceneHeading', text: 'INT. B - NATT', sceneNumber: '28A' },
      alone,
      '28A   INT. B - NATT   28A.',
    ],
    [
      'changes a number where it stands',
      '27. INT. A',
      { type: 'sceneHeading', text: 'INT. A', sceneNumber: '27' },
      { type: 'sceneHeading', text: 'INT. A', sceneNumber: '27A' },
      alone,
      '27A. INT. A',
    ],
    [
      'changes a number at the end',
      'INT. A    #27#',
      { type: 'sceneHeading', text: 'INT. A', sceneNumber: '27' },
      { type: 'sceneHeading', text: 'INT. A', sceneNumber: '28' },
      alone,
      'INT. A    #28#',
    ],
    [
      'takes a number away',
      '27. INT. A',
      { type: 'sceneHeading', text: 'INT. A', sceneNumber: '27' },
      { type: 'sceneHeading', text: 'INT. A' },
      alone,
      'INT. A',
    ],
    [
      'keeps the dot of a heading',
      '.INT. A',
      { type: 'sceneHeading', text: 'INT. A' },
      { type: 'sceneHeading', text: 'INT. B' },
      alone,
      '.INT. B',
    ],
    [
      'keeps indentation and forcing of a cue',
      '   @McCLANE',
      { type: 'character', text: 'McCLANE' },
      { type: 'character', text: 'McCLANES' },
      followed,
      '   @McCLANES',
    ],
    [
      'drops the @ of an empty cue that got its name',
      '@T',
      { type: 'character', text: 'T' },
      { type: 'character', text: 'TO' },
      followed,
      'TO',
    ],
    [
      'drops the ! of an empty action that got words',
      '!',
      { type: 'action', text: '' },
      { type: 'action', text: 'Han' },
      alone,
      'Han',
    ],
    [
      'keeps the ! of action',
      '!PANG',
      { type: 'action', text: 'PANG' },
      { type: 'action', text: 'PANG PANG' },
      alone,
      '!PANG PANG',
    ],
    [
      'keeps the lines of dialogue that stay',
      '    Hej.\n    Du.',
      { type: 'dialogue', text: 'Hej.\nDu.' },
      { type: 'dialogue', text: 'Hej.\nNi.\nDu.' },
      underCue,
      '    Hej.\n    Ni.\n    Du.',
    ],
    [
      'writes anew what the old form cannot hold',
      'INT. A',
      { type: 'sceneHeading', text: 'INT. A' },
      { type: 'sceneHeading', text: 'Köket' },
      alone,
      '.Köket',
    ],
    [
      'writes anew what changes type',
      '!Hej',
      { type: 'action', text: 'Hej' },
      { type: 'character', text: 'HEJ' },
      followed,
      'HEJ',
    ],
    ['empties an action', 'Hej', { type: 'action', text: 'Hej' }, { type: 'action', text: '' }, alone, '!'],
    [
      'keeps the spaces of centered text',
      '>  SLUT  <',
      { type: 'centered', text: 'SLUT ' },
      { type: 'centered', text: 'SLUTET ' },
      alone,
      '>  SLUTET  <',
    ],
  ];
  for (const [name, source, old, next, around, expected] of cases) {
    it(name, () => assert.equal(reprintElement(source, old, next, around), expected));
  }
});
