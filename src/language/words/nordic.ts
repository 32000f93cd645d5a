import type { ScriptWords } from './scriptWords.ts';

/** The languages of the north apart from Swedish. */
export const nordic: readonly ScriptWords[] = [
  {
    language: 'da',
    interior: ['INT'],
    exterior: ['EXT'],
    timesOfDay: [
      ...['DAG', 'NAT', 'MORGEN', 'AFTEN', 'FORMIDDAG', 'EFTERMIDDAG', 'DAGGRY', 'SKUMRING', 'SENERE'],
      ...['SAMTIDIG', 'ØJEBLIKKE SENERE', 'MIDDAG', 'MIDNAT', 'SOLOPGANG', 'SOLNEDGANG'],
    ],
    transitions: ['KLIP TIL:', 'OVERTONING TIL:', 'TON TIL:'],
    transitionEndings: ['TIL'],
    extensions: ['V.O.', 'O.S.', 'FORTSAT', 'I TELEFON'],
    more: 'MERE',
    continued: ['FORTSAT', 'FORTS'],
    alsoRead: { interior: ['INTERIØR'], exterior: ['EKSTERIØR'], timesOfDay: ['KONTINUERLIGT', 'UMIDDELBART EFTER'] },
  },
  {
    language: 'nb',
    interior: ['INT'],
    exterior: ['EXT'],
    timesOfDay: [
      ...['DAG', 'NATT', 'MORGEN', 'KVELD', 'FORMIDDAG', 'ETTERMIDDAG', 'DAGGRY', 'SKUMRING', 'SENERE'],
      ...['SAMTIDIG', 'ØYEBLIKK SENERE', 'MIDDAG', 'MIDNATT', 'SOLOPPGANG', 'SOLNEDGANG'],
    ],
    transitions: ['KLIPP TIL:', 'OVERTONING TIL:', 'TON TIL:'],
    transitionEndings: ['TIL'],
    extensions: ['V.O.', 'O.S.', 'FORTS.', 'I TELEFONEN'],
    more: 'MER',
    continued: ['FORTS', 'FORTSATT', 'FORTSETTER'],
    alsoRead: {
      interior: ['INTERIØR'],
      exterior: ['EKSTERIØR'],
      timesOfDay: ['KONTINUERLIG', 'UMIDDELBART ETTER', 'DEMRING', 'MORGON'],
    },
  },
  {
    language: 'fi',
    interior: ['SISÄ', 'INT'],
    exterior: ['ULKO', 'EXT'],
    timesOfDay: [
      ...['PÄIVÄ', 'YÖ', 'AAMU', 'ILTA', 'AAMUPÄIVÄ', 'ILTAPÄIVÄ', 'AAMUYÖ', 'AAMUNKOITTO', 'HÄMÄRÄ', 'MYÖHEMMIN'],
      ...['HETKEÄ MYÖHEMMIN', 'SAMAAN AIKAAN', 'KESKIPÄIVÄ', 'KESKIYÖ', 'AURINGONNOUSU', 'AURINGONLASKU'],
    ],
    transitions: ['LEIKKAUS:', 'RISTIKUVA:', 'HÄIVYTYS:'],
    transitionEndings: [],
    extensions: ['V.O.', 'O.S.', 'JATKUU', 'PUHELIMESSA'],
    more: 'LISÄÄ',
    continued: ['JATKUU', 'JATK', 'JATKOA'],
    alsoRead: { timesOfDay: ['JATKUU', 'ILTAHÄMÄRÄ', 'AAMUHÄMÄRÄ'] },
  },
];
