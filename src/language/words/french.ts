import type { ScriptWords } from './scriptWords.ts';

export const french: ScriptWords = {
  language: 'fr',
  interior: ['INT', 'INTÉRIEUR'],
  exterior: ['EXT', 'EXTÉRIEUR'],
  timesOfDay: [
    ...['JOUR', 'NUIT', 'MATIN', 'SOIR', 'MIDI', 'APRÈS-MIDI', 'MINUIT', 'AUBE', 'CRÉPUSCULE', 'PLUS TARD'],
    ...['CONTINU', 'MÊME MOMENT', 'LEVER DU SOLEIL', 'COUCHER DU SOLEIL', "FIN D'APRÈS-MIDI"],
  ],
  transitions: ['CUT SUR:', 'COUPE SUR:', 'FONDU ENCHAÎNÉ SUR:', 'FONDU À:'],
  transitionEndings: ['SUR', 'À'],
  extensions: ['V.O.', 'O.S.', "CONT'D", 'OFF', 'HORS CHAMP', 'AU TÉLÉPHONE'],
  more: 'MORE',
  continued: ["CONT'D", 'SUITE', 'CONT'],
  // Capitals often lose their accents in French.
  alsoRead: {
    interior: ['INTERIEUR'],
    exterior: ['EXTERIEUR'],
    timesOfDay: ['APRES-MIDI', 'CREPUSCULE', 'MEME MOMENT', 'MATINÉE', 'SOIRÉE', 'PETIT MATIN', 'LEVER DE SOLEIL'],
    transitions: ['FONDU ENCHAÎNÉ:', 'FONDU ENCHAINE:', 'FONDU AU NOIR:', 'COUPE À:', 'COUPE A:', 'CUT À:'],
  },
  ordinaryPrefixes: ['EST'],
};
