import type { ScriptWords } from './scriptWords.ts';

export const german: ScriptWords = {
  language: 'de',
  interior: ['INN', 'INNEN', 'INT'],
  exterior: ['AUSS', 'AUSSEN', 'EXT'],
  timesOfDay: [
    ...['TAG', 'NACHT', 'MORGEN', 'ABEND', 'MORGENS', 'ABENDS', 'VORMITTAG', 'MITTAG', 'NACHMITTAG', 'MITTERNACHT'],
    ...['MORGENGRAUEN', 'MORGENDÄMMERUNG', 'ABENDDÄMMERUNG', 'DÄMMERUNG', 'SONNENAUFGANG', 'SONNENUNTERGANG'],
    ...['SPÄTER', 'KURZ DARAUF', 'GLEICHZEITIG'],
  ],
  transitions: ['SCHNITT ZU:', 'SCHNITT AUF:', 'ÜBERBLENDUNG ZU:', 'BLENDE ZU:'],
  transitionEndings: ['ZU', 'AUF'],
  extensions: ['V.O.', 'O.S.', "CONT'D", 'OFF', 'AM TELEFON'],
  more: 'MEHR',
  continued: ["CONT'D", 'FORTS', 'FORTSETZUNG', 'WEITER'],
  alsoRead: {
    interior: ['INNENAUFNAHME'],
    exterior: ['AUẞEN', 'AUẞ', 'AUSSENAUFNAHME'],
    timesOfDay: ['TAGS', 'NACHTS', 'SPAETER', 'DAEMMERUNG', 'WENIG SPÄTER', 'FORTLAUFEND', 'FRÜH'],
  },
};
