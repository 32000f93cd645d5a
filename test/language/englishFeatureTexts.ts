import type { FeatureTexts } from '../../src/language/featureTexts.ts';

/** The features' words in English, as the extension brings them. */
export const englishFeatureTexts: FeatureTexts = {
  page: '{0} page',
  pages: '{0} pages',
  word: '{0} word',
  words: '{0} words',
  line: '{0} line',
  lines: '{0} lines',
  scene: 'Scene',
  oneScene: '{0} scene',
  scenes: '{0} scenes',
  speakers: 'With {0}',
  nobodySpeaks: 'Nobody speaks',
  renameNothing: 'renameNothing',
  renameEmpty: 'renameEmpty',
  renameUnreadable: 'renameUnreadable',
  renameTaken: 'renameTaken {0}',
};
