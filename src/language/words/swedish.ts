import type { ScriptWords } from './scriptWords.ts';

export const swedish: ScriptWords = {
  language: 'sv',
  interior: ['INT', 'INTERIÖR', 'INRE'],
  exterior: ['EXT', 'EXTERIÖR', 'YTTRE'],
  timesOfDay: [
    'DAG',
    'NATT',
    'MORGON',
    'KVÄLL',
    'GRYNING',
    'SKYMNING',
    'FÖRMIDDAG',
    'EFTERMIDDAG',
    'SENARE',
    'KONTINUERLIGT',
    'STRAX EFTER',
    'SAMMA TID',
    'MIDDAG',
    'MIDNATT',
    'SOLUPPGÅNG',
    'SOLNEDGÅNG',
  ],
  transitions: ['KLIPP TILL:', 'ÖVERTONING TILL:', 'TONA TILL:', 'TONA UT:'],
  transitionEndings: ['TILL'],
  extensions: ['V.O.', 'O.S.', 'FORTS.', 'BERÄTTARRÖST', 'I TELEFON', 'UTANFÖR BILD'],
  more: 'MER',
};
