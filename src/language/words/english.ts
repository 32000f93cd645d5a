import type { ScriptWords } from './scriptWords.ts';

export const english: ScriptWords = {
  language: 'en',
  interior: ['INT', 'INTERIOR'],
  exterior: ['EXT', 'EXTERIOR'],
  timesOfDay: [
    'DAY',
    'NIGHT',
    'MORNING',
    'EVENING',
    'AFTERNOON',
    'DAWN',
    'DUSK',
    'LATER',
    'CONTINUOUS',
    'MOMENTS LATER',
    'SAME TIME',
    'SAME',
    'NOON',
    'MIDNIGHT',
    'SUNRISE',
    'SUNSET',
    'MAGIC HOUR',
  ],
  transitions: ['CUT TO:', 'DISSOLVE TO:', 'SMASH CUT TO:', 'MATCH CUT TO:', 'FADE TO:'],
  transitionEndings: ['TO'],
  extensions: ['V.O.', 'O.S.', "CONT'D", 'O.C.', 'ON PHONE'],
  more: 'MORE',
  continued: ["CONT'D", 'CONTD', 'CONT', 'CONTINUED', 'CONTINUING'],
  alsoRead: {
    timesOfDay: ['MOMENTS EARLIER', 'EARLIER', 'MIDDAY', 'TWILIGHT', 'EARLY MORNING', 'LATE AFTERNOON', 'LATE NIGHT'],
  },
};
