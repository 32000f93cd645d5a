import assert from 'node:assert/strict';
import type { Heading } from '../../src/language/document.ts';
import { parse } from '../../src/language/parse.ts';
import { findScriptWords } from '../../src/language/words/findScriptWords.ts';
import { createScriptParser, type ScriptParser } from './scriptParser.ts';

const special = ['sv', 'en', 'de', 'fr', 'es', 'fi', 'da', 'nb'];

const parsers = new Map<string | undefined, ScriptParser>();

function parserFor(language: string | undefined): ScriptParser {
  const parser = parsers.get(language) ?? createScriptParser({ language });
  parsers.set(language, parser);
  return parser;
}

function typeOf(line: string, language?: string): string | undefined {
  return parserFor(language).parse(`Före.\n\n${line}\n\nEfter.`).elements[1]?.type;
}

/** Every language setting under which a line must read the same. */
const settings: readonly (string | undefined)[] = [undefined, 'auto', ...special];

describe('headings in the languages', () => {
  const headings: readonly (readonly [string, string, Heading])[] = [
    ['sv', 'INT. KÖKET - KVÄLL', { intExt: 'INT', location: 'KÖKET', timeOfDay: 'KVÄLL' }],
    ['sv', '27. INT. VARDAGSRUM - DAG', { sceneNumber: '27', intExt: 'INT', location: 'VARDAGSRUM', timeOfDay: 'DAG' }],
    ['sv', 'INTERIÖR. KÖKET, EFTERMIDDAG', { intExt: 'INT', location: 'KÖKET', timeOfDay: 'EFTERMIDDAG' }],
    ['sv', 'INT. BILEN STRAX EFTER', { intExt: 'INT', location: 'BILEN', timeOfDay: 'STRAX EFTER' }],
    ['en', 'INT. KITCHEN - NIGHT', { intExt: 'INT', location: 'KITCHEN', timeOfDay: 'NIGHT' }],
    ['en', 'EXTERIOR. PIER - MAGIC HOUR', { intExt: 'EXT', location: 'PIER', timeOfDay: 'MAGIC HOUR' }],
    ['de', 'INN. KÜCHE - TAG', { intExt: 'INT', location: 'KÜCHE', timeOfDay: 'TAG' }],
    ['de', '12 AUSSEN STRAßE - NACHT', { sceneNumber: '12', intExt: 'EXT', location: 'STRAßE', timeOfDay: 'NACHT' }],
    [
      'de',
      'INN./AUSS. AUTO / RÜCKBANK – ABENDDÄMMERUNG',
      { intExt: 'INT/EXT', location: 'AUTO / RÜCKBANK', subLocation: 'RÜCKBANK', timeOfDay: 'ABENDDÄMMERUNG' },
    ],
    ['de', 'Außen. Hafen - Nacht', { intExt: 'EXT', location: 'Hafen', timeOfDay: 'Nacht' }],
    ['fr', 'INT. CUISINE – NUIT', { intExt: 'INT', location: 'CUISINE', timeOfDay: 'NUIT' }],
    ['fr', 'EXTÉRIEUR JARDIN - APRÈS-MIDI', { intExt: 'EXT', location: 'JARDIN', timeOfDay: 'APRÈS-MIDI' }],
    ['fr', 'INTERIEUR. SALON, APRES-MIDI', { intExt: 'INT', location: 'SALON', timeOfDay: 'APRES-MIDI' }],
    [
      'fr',
      '3. INT./EXT. VOITURE - AUBE',
      { sceneNumber: '3', intExt: 'INT/EXT', location: 'VOITURE', timeOfDay: 'AUBE' },
    ],
    ['es', 'INT. COCINA - DÍA', { intExt: 'INT', location: 'COCINA', timeOfDay: 'DÍA' }],
    ['es', 'EXTERIOR. PATIO ESTE - ATARDECER', { intExt: 'EXT', location: 'PATIO ESTE', timeOfDay: 'ATARDECER' }],
    ['es', '7) EXT. CALLE MADRUGADA', { sceneNumber: '7', intExt: 'EXT', location: 'CALLE', timeOfDay: 'MADRUGADA' }],
    ['fi', 'SISÄ. KEITTIÖ - PÄIVÄ', { intExt: 'INT', location: 'KEITTIÖ', timeOfDay: 'PÄIVÄ' }],
    ['fi', '4. ULKO. SATAMA - YÖ', { sceneNumber: '4', intExt: 'EXT', location: 'SATAMA', timeOfDay: 'YÖ' }],
    ['fi', 'SISÄ./ULKO. AUTO - AAMU', { intExt: 'INT/EXT', location: 'AUTO', timeOfDay: 'AAMU' }],
    ['fi', 'INT. KEITTIÖ HETKEÄ MYÖHEMMIN', { intExt: 'INT', location: 'KEITTIÖ', timeOfDay: 'HETKEÄ MYÖHEMMIN' }],
    ['da', 'INT. KØKKEN - AFTEN', { intExt: 'INT', location: 'KØKKEN', timeOfDay: 'AFTEN' }],
    ['da', '5. EXT. HAVN - NAT', { sceneNumber: '5', intExt: 'EXT', location: 'HAVN', timeOfDay: 'NAT' }],
    ['nb', 'INT. KJØKKEN - KVELD', { intExt: 'INT', location: 'KJØKKEN', timeOfDay: 'KVELD' }],
    [
      'nb',
      '6 EKSTERIØR HAVN, ETTERMIDDAG',
      { sceneNumber: '6', intExt: 'EXT', location: 'HAVN', timeOfDay: 'ETTERMIDDAG' },
    ],
    ['he', 'פנים בית - יום', { intExt: 'INT', location: 'בית', timeOfDay: 'יום' }],
    ['zh', '内景 客厅 - 夜', { intExt: 'INT', location: '客厅', timeOfDay: '夜' }],
    ['fa', 'د. خانه - شب', { intExt: 'INT', location: 'خانه', timeOfDay: 'شب' }],
    ['ru', '9. ИНТ. КУХНЯ - НОЧЬ', { sceneNumber: '9', intExt: 'INT', location: 'КУХНЯ', timeOfDay: 'НОЧЬ' }],
    ['pl', 'WN. KUCHNIA - NOC', { intExt: 'INT', location: 'KUCHNIA', timeOfDay: 'NOC' }],
    ['tr', 'İÇ. MUTFAK - GECE', { intExt: 'INT', location: 'MUTFAK', timeOfDay: 'GECE' }],
  ];
  for (const [language, line, heading] of headings) {
    it(`reads ${line}`, () => {
      for (const setting of [undefined, 'auto', language]) {
        const element = parse(`${line}\n`, { language: setting }).elements[0];
        assert.equal(element?.type, 'sceneHeading', setting);
        assert.deepEqual(element.heading, heading, setting);
      }
    });
  }

  it('keep Fountain’s own words in every language', () => {
    for (const language of settings) {
      for (const line of ['INT. HOUSE - DAY', 'int house - day', 'I/E CAR - DAY', 'EXT./INT. CAR', 'EST. CITY - DAY']) {
        assert.equal(typeOf(line, language), 'sceneHeading', `${language}: ${line}`);
      }
    }
  });
});

describe('transitions in the languages', () => {
  const transitions = {
    sv: ['KLIPP TILL:', 'KORSKLIPP TILL:', 'TONA UT:'],
    en: ['CUT TO:', 'SMASH CUT TO:', 'FADE TO:'],
    de: ['SCHNITT ZU:', 'SCHNITT AUF:', 'ÜBERBLENDUNG ZU:'],
    fr: ['CUT SUR:', 'CUT SUR :', 'COUPE À\u00a0:', 'FONDU ENCHAÎNÉ\u202f:'],
    es: ['CORTE A:', 'FUNDIDO A:', 'DISOLVENCIA A:'],
    fi: ['LEIKKAUS:', 'RISTIKUVA:'],
    da: ['KLIP TIL:', 'OVERTONING TIL:'],
    nb: ['KLIPP TIL:', 'TON TIL:'],
    it: ['STACCO SU:', 'DISSOLVENZA SU:'],
  };
  for (const [language, lines] of Object.entries(transitions)) {
    for (const line of lines) {
      it(`reads ${line}`, () => {
        for (const setting of [undefined, 'auto', language]) assert.equal(typeOf(line, setting), 'transition', setting);
      });
    }
  }

  it('believe an ending that is a word elsewhere only in its own language', () => {
    for (const [line, language] of [
      ['PLAN A:', 'es'],
      ['SALTO A:', 'ca'],
      ['CO DO:', 'pl'],
      ['SKOK NA:', 'hr'],
    ] as const) {
      assert.equal(typeOf(line), 'action', line);
      assert.equal(typeOf(line, 'en'), 'action', line);
      assert.equal(typeOf(line, language), 'transition', line);
    }
  });

  it('keep English at home everywhere', () => {
    for (const language of settings) assert.equal(typeOf('CUT TO:', language), 'transition');
  });
});

describe('a line of capitals that may be a cue', () => {
  const table: readonly (readonly [string, string])[] = [
    ['INN OWNER', 'de'],
    ['INRE RÖST', 'sv'],
    ['İÇ SES', 'tr'],
    ['DIŞ SES', 'tr'],
    ['INTERIOR DESIGNER', 'en'],
    ['BELSŐ HANG', 'hu'],
    ['AUSSEN STIMME', 'de'],
  ];
  for (const [line, language] of table) {
    it(`is one with dialogue below: ${line}`, () => {
      for (const setting of [undefined, language]) {
        const types = parse(`${line}\nHej.\n`, { language: setting }).elements.map(({ type }) => type);
        assert.deepEqual(types, ['character', 'dialogue']);
      }
    });
  }

  it('is a heading when a time of day ends it, whatever stands below', () => {
    assert.equal(parse('INRE RUM - DAG\nHon går.').elements[0]?.type, 'sceneHeading');
  });

  it('is a heading without dialogue only where its word is at home', () => {
    assert.equal(typeOf('AUSSEN STRASSE', 'de'), 'sceneHeading');
    assert.equal(typeOf('AUSSEN STRASSE'), 'sceneHeading');
    assert.equal(typeOf('INN OWNER', 'en'), 'action');
    assert.equal(typeOf('INN. GASTHAUS', 'en'), 'sceneHeading');
  });
});

/** Paragraphs of prose that begin like a heading, end like a transition or hold a time of day. */
const sentences: Readonly<Record<string, readonly string[]>> = {
  sv: [
    'Inre oro tar över honom.',
    'Inre oro - natt efter natt.',
    'Yttre tecken saknas.',
    'Interiör i rött och guld.',
    'Interiören är mörk.',
    'Exteriören målades om i fjol.',
    'Internt är alla överens - dag och natt.',
    'Externa röster hörs.',
    'Intill väggen står en säng.',
    'Inne i köket är det natt.',
    'Ute är det dag.',
    'Estetiken är dyster.',
    'Extra vakt vid dörren.',
    '3 int rum är lediga.',
    '12 personer går ut - natt.',
    'Klipp till:',
    'Det är dags att klippa till.',
    'Dag och natt.',
  ],
  en: [
    'Interior of the house.',
    'Interior walls crumble - night after night.',
    'Exterior paint flakes off.',
    'Internal bleeding, says the doctor.',
    'Intimate. Too intimate.',
    'Extra guards by the door.',
    'Estimates vary.',
    'Esther waits. It is night.',
    'Inn keepers are never surprised.',
    'Inn. Nobody there.',
    'Inside, it is day.',
    'E. coli grows in the dish.',
    'I. Newton looks up.',
    '201 interior lamps go out.',
    'He wants to:',
    'Cut to:',
  ],
  de: [
    'Innen ist es dunkel.',
    'Innen. Es ist dunkel.',
    'Außen. Niemand da!',
    'Außen hängt ein Schild.',
    'Inn und Donau fließen hier zusammen.',
    'Innerlich kocht sie.',
    'Interne Papiere liegen herum.',
    'Externe Hilfe kommt zu spät.',
    'Extra Wurst gibt es nicht.',
    'Intensiver Blick.',
    'Auf und zu:',
    '12 Innenräume brennen.',
    'Tag und Nacht.',
  ],
  fr: [
    'Intérieur cossu, lumières tamisées.',
    'Intérieur. On ne voit rien.',
    'Extérieur calme.',
    'Intrigué, il se retourne.',
    'Est-ce la nuit ?',
    'Estelle entre.',
    'Extrait de naissance en main.',
    'Il tire sur:',
    '3 intérieurs brûlent.',
    'Jour après jour.',
  ],
  es: [
    'Interior oscuro, casi vacío.',
    'Interior. No se ve nada.',
    'Exterior blanco y sucio.',
    'Este hombre no duerme.',
    'Esta noche llueve.',
    'Intenta levantarse.',
    'Extraños ruidos en la noche.',
    'Van a:',
    '12 interiores arden.',
  ],
  fi: [
    'Sisällä on pimeää.',
    'Sisällä. On pimeää.',
    'Sisä- ja ulkotilat palavat.',
    'Sisäänkäynti on auki.',
    'Ulkona sataa.',
    'Ulko-ovi aukeaa hitaasti.',
    'Ulkopuolella on yö.',
    'Interiööri on kylmä.',
    'Leikkaus on hidas.',
    '3 sisätilaa palaa.',
    'Päivä on kirkas.',
  ],
  da: [
    'Inde i huset er der mørkt.',
    'Interiøret er rødt.',
    'Interiør i rødt og guld.',
    'Eksteriør af træ.',
    'Ekstra vagter ved døren.',
    'Internt er alle enige.',
    'Intet sker.',
    'Ude er det nat.',
    'De klipper til:',
    '12 interiører brænder.',
  ],
  nb: [
    'Inne i huset er det mørkt.',
    'Interiøret er rødt.',
    'Interiør i rødt og gull.',
    'Eksteriør av tre.',
    'Ekstra vakter ved døra.',
    'Internt er alle enige.',
    'Ingen er her.',
    'Ute er det natt.',
    'De klipper til:',
    '12 interiører brenner.',
  ],
  other: [
    'د. أحمد يدخل الغرفة.',
    'Pl. Zbawiciela jest pusty.',
    'İç huzur arıyor.',
    'Dış kapı açılır.',
    'Belső hang szólal meg.',
    'Натура у него такая.',
    'Внутри темно.',
    '内景很安静',
    'פנים רבות לו.',
    'Interno giorno, pensa lei.',
  ],
};

describe('ordinary sentences', () => {
  for (const [language, lines] of Object.entries(sentences)) {
    for (const line of lines) {
      it(`stay action: ${line}`, () => {
        for (const setting of [
          ...settings,
          ...(language === 'other' ? ['ar', 'fa', 'pl', 'tr', 'hu', 'ru', 'zh', 'he', 'it'] : []),
        ]) {
          assert.equal(typeOf(line, setting), 'action', setting);
          assert.equal(typeOf(line.normalize('NFD'), setting), 'action', `${setting}, decomposed`);
        }
      });
    }
  }

  it('that begin with a prefix of Fountain’s stay action where it is a word', () => {
    assert.equal(typeOf('Est assis là un vieil homme.', 'fr'), 'action');
    assert.equal(typeOf('Est assis là un vieil homme.', 'fr-CA'), 'action');
    assert.equal(typeOf('EST. PARIS - JOUR', 'fr'), 'sceneHeading');
    assert.equal(typeOf('EST PARIS - JOUR', 'fr'), 'sceneHeading');
  });
});

describe('a language that is set', () => {
  it('makes no heading that is none without it', () => {
    for (const lines of Object.values(sentences)) {
      for (const language of special) {
        for (const line of lines.map((each) => each.toUpperCase())) {
          if (typeOf(line, language) === 'sceneHeading')
            assert.equal(typeOf(line), 'sceneHeading', `${language}: ${line}`);
        }
      }
    }
  });

  it('is known by its code in any spelling', () => {
    for (const [code, language] of [
      ['sv', 'sv'],
      ['sv-SE', 'sv'],
      ['SV_fi', 'sv'],
      ['no', 'nb'],
      ['nn-NO', 'nb'],
      ['pt', 'pt-BR'],
      ['pt-PT', 'pt-PT'],
      ['zh-Hant-TW', 'zh'],
      ['xx', undefined],
      ['', undefined],
    ] as const) {
      assert.equal(findScriptWords(code)?.language, language, code);
    }
  });

  it('that is not known reads like none', () => {
    assert.equal(typeOf('KLIPP TILL:', 'xx'), 'transition');
  });

  it('believes times of day after a space that are names elsewhere', () => {
    const time = (line: string, language?: string) => parse(line, { language }).elements[0]?.heading?.timeOfDay;
    assert.equal(time('INT. CASA TARDE'), undefined);
    assert.equal(time('INT. CASA TARDE', 'es'), 'TARDE');
    assert.equal(time('INT. HOUSE OF DAN', 'hr'), 'DAN');
    assert.equal(time('INT. HOUSE OF DAN', 'en'), undefined);
    assert.equal(time('INT. HOUSE MORGON', 'en'), undefined);
    assert.equal(time('INT. HOUSE, MORGON', 'en'), 'MORGON');
  });
});
