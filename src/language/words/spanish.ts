import type { ScriptWords } from './scriptWords.ts';

export const spanish: ScriptWords = {
  language: 'es',
  interior: ['INT', 'INTERIOR'],
  exterior: ['EXT', 'EXTERIOR'],
  timesOfDay: [
    ...['DÍA', 'NOCHE', 'MAÑANA', 'TARDE', 'ATARDECER', 'AMANECER', 'ANOCHECER', 'MEDIODÍA', 'MEDIANOCHE'],
    ...['MADRUGADA', 'MÁS TARDE', 'CONTINUO', 'MOMENTOS DESPUÉS', 'AL MISMO TIEMPO'],
  ],
  transitions: ['CORTE A:', 'FUNDIDO A:', 'DISOLVENCIA A:', 'ENCADENADO A:'],
  transitionEndings: ['A'],
  extensions: ['V.O.', 'O.S.', "CONT'D", 'EN OFF', 'AL TELÉFONO'],
  more: 'MÁS',
  continued: ["CONT'D", 'CONT', 'CONTINÚA', 'CONTINUA', 'CONTINUACIÓN'],
  alsoRead: {
    timesOfDay: ['DIA', 'MEDIODIA', 'MAS TARDE', 'MOMENTOS DESPUES', 'OCASO', 'ALBA', 'CONTINÚA'],
    transitions: ['CORTA A:', 'FUNDE A:', 'DISUELVE A:', 'FUNDIDO A NEGRO:'],
  },
};
