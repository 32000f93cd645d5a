import assert from 'node:assert/strict';
import { parse } from '../../src/language/parse.ts';
import { only, read } from './readElements.ts';

describe('scene headings', () => {
  const headings: readonly (readonly [string, object])[] = [
    ['INT. HOUSE - DAY', { intExt: 'INT', location: 'HOUSE', timeOfDay: 'DAY' }],
    ['EXT HOUSE - NIGHT', { intExt: 'EXT', location: 'HOUSE', timeOfDay: 'NIGHT' }],
    ['EST. HOUSE - DAWN', { intExt: 'EXT', location: 'HOUSE', timeOfDay: 'DAWN' }],
    ['int. house - day', { intExt: 'INT', location: 'house', timeOfDay: 'day' }],
    ['INT./EXT. CAR - DAY', { intExt: 'INT/EXT', location: 'CAR', timeOfDay: 'DAY' }],
    ['INT./EXT CAR - DAY', { intExt: 'INT/EXT', location: 'CAR', timeOfDay: 'DAY' }],
    ['INT/EXT CAR - DAY', { intExt: 'INT/EXT', location: 'CAR', timeOfDay: 'DAY' }],
    ['EXT/INT CAR - DAY', { intExt: 'INT/EXT', location: 'CAR', timeOfDay: 'DAY' }],
    ['EXT./INT. CAR - DAY', { intExt: 'INT/EXT', location: 'CAR', timeOfDay: 'DAY' }],
    ['I/E. CAR - DAY', { intExt: 'INT/EXT', location: 'CAR', timeOfDay: 'DAY' }],
    ['i/e car - day', { intExt: 'INT/EXT', location: 'car', timeOfDay: 'day' }],
    ['INT. HOUSE', { intExt: 'INT', location: 'HOUSE' }],
    ['INT.', { intExt: 'INT', location: '' }],
    ['INT. HOUSE – DAY', { intExt: 'INT', location: 'HOUSE', timeOfDay: 'DAY' }],
    ['INT. HOUSE — DAY', { intExt: 'INT', location: 'HOUSE', timeOfDay: 'DAY' }],
    [
      'INT. HOUSE - KITCHEN - DAY',
      { intExt: 'INT', location: 'HOUSE - KITCHEN', subLocation: 'KITCHEN', timeOfDay: 'DAY' },
    ],
    [
      'INT. HOUSE – KITCHEN - NIGHT',
      { intExt: 'INT', location: 'HOUSE – KITCHEN', subLocation: 'KITCHEN', timeOfDay: 'NIGHT' },
    ],
    ['INT. HUSET / KÖKET - DAG', { intExt: 'INT', location: 'HUSET / KÖKET', subLocation: 'KÖKET', timeOfDay: 'DAG' }],
    [
      'INT. HUSET / KÖKET / SKAFFERIET, NATT',
      { intExt: 'INT', location: 'HUSET / KÖKET / SKAFFERIET', subLocation: 'KÖKET / SKAFFERIET', timeOfDay: 'NATT' },
    ],
    ['.HUSET / VINDEN', { location: 'HUSET / VINDEN', subLocation: 'VINDEN' }],
    ['INT. 24/7-BUTIKEN - DAG', { intExt: 'INT', location: '24/7-BUTIKEN', timeOfDay: 'DAG' }],
    ['EXT. STRAßE, NACHT', { intExt: 'EXT', location: 'STRAßE', timeOfDay: 'NACHT' }],
    ['EXT. THE HOUSE OF DAN', { intExt: 'EXT', location: 'THE HOUSE OF DAN' }],
    ['EXT. PATIO ESTE', { intExt: 'EXT', location: 'PATIO ESTE' }],
    ['EXT. PATIO, ESTE', { intExt: 'EXT', location: 'PATIO', timeOfDay: 'ESTE' }],
    ["INT. SALON - FIN D'APRÈS-MIDI", { intExt: 'INT', location: 'SALON', timeOfDay: "FIN D'APRÈS-MIDI" }],
    ["INT. SALON. FIN D'APRÈS-MIDI", { intExt: 'INT', location: 'SALON', timeOfDay: "FIN D'APRÈS-MIDI" }],
    ['INT. NIGHT', { intExt: 'INT', location: 'NIGHT' }],
    ['INT. HOUSE - DAY - FLASHBACK', { intExt: 'INT', location: 'HOUSE', timeOfDay: 'DAY - FLASHBACK' }],
    ['EXT. STREET - DAY - CONTINUOUS', { intExt: 'EXT', location: 'STREET', timeOfDay: 'DAY - CONTINUOUS' }],
    [
      'EXT. STREET - SHOP - DAY - LATER',
      { intExt: 'EXT', location: 'STREET - SHOP', subLocation: 'SHOP', timeOfDay: 'DAY - LATER' },
    ],
    ['INT. KÖK, NATT', { intExt: 'INT', location: 'KÖK', timeOfDay: 'NATT' }],
    ['INT. KÖK. EFTERMIDDAG', { intExt: 'INT', location: 'KÖK', timeOfDay: 'EFTERMIDDAG' }],
    ['EXT. SKOGEN. NATT.', { intExt: 'EXT', location: 'SKOGEN', timeOfDay: 'NATT' }],
    ['INT. KÖK - DAG.', { intExt: 'INT', location: 'KÖK', timeOfDay: 'DAG' }],
    ['INT. JOUR - CUISINE', { intExt: 'INT', location: 'CUISINE', timeOfDay: 'JOUR' }],
    [
      'INT. NUIT – MAISON – CUISINE',
      { intExt: 'INT', location: 'MAISON – CUISINE', subLocation: 'CUISINE', timeOfDay: 'NUIT' },
    ],
    ['EXT. NUIT. PLAGE', { intExt: 'EXT', location: 'PLAGE', timeOfDay: 'NUIT' }],
    ['INNEN - TAG - KÜCHE', { intExt: 'INT', location: 'KÜCHE', timeOfDay: 'TAG' }],
    ['INT. NATT - SENARE', { intExt: 'INT', location: 'NATT', timeOfDay: 'SENARE' }],
    ['INT. NIGHT CLUB - BACKSTAGE', { intExt: 'INT', location: 'NIGHT CLUB', timeOfDay: 'BACKSTAGE' }],
    ['INT. CAR MOMENTS LATER', { intExt: 'INT', location: 'CAR', timeOfDay: 'MOMENTS LATER' }],
    ['EXT. SJÄLÖ-HAMNEN - GRYNING', { intExt: 'EXT', location: 'SJÄLÖ-HAMNEN', timeOfDay: 'GRYNING' }],
    ['   INT. HOUSE - DAY', { intExt: 'INT', location: 'HOUSE', timeOfDay: 'DAY' }],
    ['INT. HOUSE [[new]] - DAY', { intExt: 'INT', location: 'HOUSE', timeOfDay: 'DAY' }],
    ['/* old */ INT. HOUSE - DAY', { intExt: 'INT', location: 'HOUSE', timeOfDay: 'DAY' }],
    ['.VARDAGSRUM - DAG', { location: 'VARDAGSRUM', timeOfDay: 'DAG' }],
    ['.Öken', { location: 'Öken' }],
    ['.1977', { location: '1977' }],
    ['.', { location: '' }],
  ];
  for (const [line, heading] of headings) {
    it(`reads ${line}`, () => {
      const element = only(`${line}\n`);
      assert.equal(element.type, 'sceneHeading');
      assert.deepEqual(element.heading, heading);
    });
  }

  const numbered: readonly (readonly [string, string, string])[] = [
    ['INT. HOUSE - DAY #1#', '1', 'INT. HOUSE - DAY'],
    ['INT. HOUSE - DAY #1A#', '1A', 'INT. HOUSE - DAY'],
    ['INT. HOUSE - DAY #1-A#', '1-A', 'INT. HOUSE - DAY'],
    ['INT. HOUSE - DAY #I-1-A#', 'I-1-A', 'INT. HOUSE - DAY'],
    ['INT. HOUSE - DAY - FLASHBACK (1944) #1.2#', '1.2', 'INT. HOUSE - DAY - FLASHBACK (1944)'],
    ['INT. HOUSE - DAY      #110A#  ', '110A', 'INT. HOUSE - DAY'],
    ['.KÖKET #7#', '7', 'KÖKET'],
    ['27. INT. VARDAGSRUM - DAG', '27', 'INT. VARDAGSRUM - DAG'],
    ['201 INT. VARDAGSRUM - DAG', '201', 'INT. VARDAGSRUM - DAG'],
    ['27A. EXT./INT. BIL - NATT', '27A', 'EXT./INT. BIL - NATT'],
    ['A12. Ext. Skog - dag', 'A12', 'Ext. Skog - dag'],
    ['4) INT. KÖK', '4', 'INT. KÖK'],
    ['27. INT. KÖK - DAG #28#', '28', '27. INT. KÖK - DAG'],
    ['27 INT. KÖK - DAG 27', '27', 'INT. KÖK - DAG'],
    ['27. INT. KÖK - DAG 27.', '27', 'INT. KÖK - DAG'],
    ['27A   INT. KÖK   27A  ', '27A', 'INT. KÖK'],
    ['27\tINT. KÖK\t27', '27', 'INT. KÖK'],
    ['27 INT. KÖK - DAG [[klipp?]] 27', '27', 'INT. KÖK - DAG [[klipp?]]'],
    ['27. INT. RUM 27', '27', 'INT. RUM 27'],
    ['27. INT. KÖK - DAG 28', '27', 'INT. KÖK - DAG 28'],
    ['27. INT. KÖK - DAG 127', '27', 'INT. KÖK - DAG 127'],
  ];
  for (const [line, number, text] of numbered) {
    it(`finds the scene number of ${line}`, () => {
      const element = only(line);
      assert.equal(element.text, text);
      assert.equal(element.heading?.sceneNumber, number);
    });
  }

  const others = [
    'ESTELLA',
    'ESTHER waits.',
    'INTIMA',
    'INTRODUCTION',
    'EXTRA',
    'Interior of the house.',
    'Inre oro tar över honom.',
    'INT',
    '...WHERE',
    '.. dots',
    '. HOUSE',
    '3 int rooms are free.',
    '12 män går in.',
    'Pl. Zbawiciela lies empty.',
    'E. coli',
    'I. Newton',
    '!INT. HOUSE - DAY',
  ];
  for (const line of others) it(`takes ${line} for action`, () => assert.equal(only(`${line}\n`).type, 'action'));

  it('needs a blank line before', () => {
    assert.deepEqual(read('He runs.\nINT. HOUSE - DAY\n'), ['action: He runs.\nINT. HOUSE - DAY']);
  });

  it('may be followed at once by text, which is action', () => {
    assert.deepEqual(read('INT. HOUSE - DAY\nHe runs.\n'), ['sceneHeading: INT. HOUSE - DAY', 'action: He runs.']);
  });

  it('may stand under a section, a note or a page break without a blank line', () => {
    for (const above of ['# Act', '= Then', '[[check]]', '/* cut */', '===']) {
      assert.equal(parse(`${above}\nINT. HOUSE - DAY`).elements[1]?.type, 'sceneHeading', above);
    }
  });

  it('keeps a space that is being typed at its end', () => {
    assert.equal(only('INT. HOUSE ').text, 'INT. HOUSE ');
    assert.equal(only('INT. HOUSE  #3#').text, 'INT. HOUSE ');
  });
});
