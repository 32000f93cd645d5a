import * as vscode from 'vscode';
import type { CastingStrings } from '../../../webview/casting/protocol.ts';

/** What the casting page says, in the display language. */
export function castingStrings(): CastingStrings {
  return { ...castStrings(), ...voiceStrings(), ...lineStrings(), ...takeStrings(), ...batchStrings() };
}

function castStrings() {
  const { t } = vscode.l10n;
  return {
    title: t('Casting'),
    empty: t('Nobody speaks yet. Write a line of dialogue, and its character appears here.'),
    cast: t('Cast'),
    character: t('Character'),
    lines: t('Lines'),
    voice: t('Voice'),
    status: t('Voiced'),
    notCast: t('not cast'),
    autoCast: t('Cast Everyone'),
    autoCastHint: t('Gives a voice of its own to everyone who has none or shares one'),
    generateMissing: t('Generate Missing'),
    regenerateStale: t('Regenerate Stale'),
    statusAll: t('all voiced'),
    statusSome: t('{0} of {1} voiced'),
    staleCount: t('{0} stale'),
    shared: t('The same voice as {0}'),
    sameAs: t('Has the voice of {0}'),
    linesOf: t('Lines of {0}'),
    lineCount: t('{0} lines'),
    oneLine: t('1 line'),
  };
}

function voiceStrings() {
  const { t } = vscode.l10n;
  return {
    voices: t('Voices'),
    searchVoices: t('Search voices'),
    noVoiceFound: t('No voice is called that.'),
    offeredVoices: t('Voices for {0}'),
    preview: t('Hear {0}'),
    previewing: t('Stop {0}'),
    use: t('Cast'),
    current: t('cast'),
    usedBy: t('also {0}'),
    ownVoice: t('a voice of its own'),
    sameVoiceAs: t('Same voice as'),
    settings: t('How it sounds'),
    stability: t('Stability'),
    stabilityHint: t('low: lively, high: even'),
    similarity: t('Similarity'),
    similarityHint: t('how close to the original voice'),
    style: t('Style'),
    styleHint: t('how strongly its manner comes through'),
    speakerBoost: t('Speaker boost'),
    speakerBoostHint: t('closer to the speaker, a little slower to make'),
    byVoice: t('as the voice has it'),
    resetSettings: t('Reset'),
  };
}

function lineStrings() {
  const { t } = vscode.l10n;
  return {
    noVoiceYet: t('no voice yet'),
    generating: t('generating…'),
    changed: t('changed'),
    seconds: t('{0} s'),
    playLine: t('Play “{0}”'),
    stop: t('Stop'),
    generateLine: t('Generate'),
    regenerateLine: t('Regenerate'),
    showInScript: t('Show in Script'),
    fileMissing: t('file is missing'),
    enableSound: t('Click to enable sound'),
  };
}

function takeStrings() {
  const { t } = vscode.l10n;
  return {
    newTake: t('New Take'),
    newTakeHint: t('Makes another reading of the line and chooses it'),
    takes: t('Takes'),
    takeCount: t('{0} takes'),
    takesOf: t('Takes of “{0}”'),
    noTakes: t('This line has no take yet.'),
    playTake: t('Play {0}'),
    chosen: t('chosen'),
    choose: t('Choose'),
    chooseTake: t('Choose {0}'),
    renameTake: t('Rename {0}'),
    deleteTake: t('Delete {0}'),
  };
}

function batchStrings() {
  const { t } = vscode.l10n;
  return {
    pause: t('Pause'),
    continue: t('Continue'),
    cancel: t('Cancel'),
    tryAgain: t('Try Again'),
    progress: t('Generating voices'),
  };
}
