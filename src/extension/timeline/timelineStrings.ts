import * as vscode from 'vscode';
import type { TimelineStrings } from '../../webview/timeline/protocol.ts';
import type { ViewNames } from './viewModel.ts';

/** What the timeline's page says, in the language of VS Code. */
export function timelineStrings(): TimelineStrings {
  const { t } = vscode.l10n;
  return {
    toStart: t('Go to Start'),
    more: t('More Controls'),
    dropHere: t('New clip'),
    dropRefused: t('Only pictures, sounds and films can lie on the timeline'),
    dropFailed: t('The dropped files could not be read'),
    saysImporting: t('Importing media'),
    play: t('Play'),
    pause: t('Pause'),
    zoomIn: t('Zoom In'),
    zoomOut: t('Zoom Out'),
    fit: t('Zoom to Fit'),
    scenes: t('Scenes'),
    playhead: t('Playhead'),
    voicedOf: t('{0} of {1} voiced'),
    changedCount: t('{0} changed'),
    missingCount: t('{0} missing'),
    generate: t('Generate Voice'),
    regenerate: t('Generate Voice Again'),
    generating: t('Generating…'),
    generateHint: t('Select a line that has no voice, or whose words have changed'),
    enableSound: t('Click to enable sound'),
    emptyProject: t('Open a screenplay, and its lines are laid out in time here.'),
    emptyScript: t('Nothing to show yet. Write a scene heading or a line of dialogue, and it appears here.'),
    toolbar: t('Timeline'),
    tracksAndClips: t('Tracks and clips'),
    trackLabel: t('Track {0}'),
    trackLabelMuted: t('Track {0}, muted'),
    itemLabel: t('{0}, starts {1}, {2} seconds, {3}'),
    stateVoiced: t('voiced'),
    stateStale: t('changed'),
    stateUnvoiced: t('no voice yet'),
    stateGenerating: t('voice on its way'),
    stateMissing: t('file missing'),
    stateMedia: t('media'),
    saysVoiceReady: t('{0}: voice ready'),
    saysPlaying: t('Playing'),
    saysPaused: t('Paused'),
    ...editingStrings(),
    ...playbackStrings(),
  };
}

/** What is said of editing. */
function editingStrings() {
  const { t } = vscode.l10n;
  return {
    undo: t('Undo'),
    redo: t('Redo'),
    split: t('Split at Playhead'),
    remove: t('Delete'),
    snap: t('Snap'),
    snapOn: t('Snapping on'),
    snapOff: t('Snapping off'),
    assemble: t('Assemble from Script'),
    timelines: t('Timelines'),
    timelineSettings: t('Timeline Settings'),
    addVideoTrack: t('Add Video Track'),
    addAudioTrack: t('Add Audio Track'),
    generateMissing: t('Generate Missing Voices'),
    generateAll: t('Generate {0} Voices'),
    previewFollow: t('The script has changed.'),
    previewAssemble: t('Assemble from Script:'),
    previewMoved: t('{0} clips move'),
    previewMovedOne: t('1 clip moves'),
    previewAdded: t('{0} added'),
    previewRemoved: t('{0} removed'),
    apply: t('Apply'),
    notNow: t('Not Now'),
    always: t('Always'),
    saysNothingChanged: t('Nothing to change here'),
    saysRefused: t('Somebody else changed this at the same time. Please try again.'),
    saysStarts: t('{0} starts {1}'),
    saysTrimmed: t('{0} starts {1}, ends {2}, trimmed {3} frames'),
    saysTrimmedOne: t('{0} starts {1}, ends {2}, trimmed 1 frame'),
    saysLengthenedOne: t('{0} starts {1}, ends {2}, lengthened 1 frame'),
    saysLengthened: t('{0} starts {1}, ends {2}, lengthened {3} frames'),
    saysSlipped: t('{0} shows its file {1} frames later'),
    saysVolume: t('{0}, volume {1} percent'),
    saysOpacity: t('{0}, opacity {1} percent'),
    saysFades: t('{0}, fades in {1} and out {2} seconds'),
    saysPinned: t('{0} stays where it is'),
    saysGivenBack: t('{0} follows the script again'),
    saysClipChanged: t('1 clip changed'),
    saysClipsChanged: t('{0} clips changed'),
    saysTracksChanged: t('Tracks changed'),
    saysSelected: t('{0} selected'),
    pinnedLabel: t('{0}, pinned'),
    trackSolo: t('solo'),
    trackLocked: t('locked'),
    takeLabel: t('{0} take {1}'),
  };
}

/** What is said of playing and of the picture preview. */
function playbackStrings() {
  const { t } = vscode.l10n;
  return {
    loop: t('Loop between In and Out'),
    loopOn: t('Loop on'),
    loopOff: t('Loop off'),
    rate: t('Playing speed'),
    saysRate: t('Speed {0}'),
    saysPlayingAt: t('Playing at {0}'),
    saysMaster: t('Volume {0} percent'),
    masterVolume: t('Volume'),
    percent: t('{0} %'),
    meterLeft: t('Level, left'),
    meterRight: t('Level, right'),
    monitor: t('Picture Preview'),
    monitorLabel: t('Picture at the playhead: {0}'),
    monitorWidth: t('Width of the picture preview'),
    monitorNothing: t('No picture here'),
    monitorDamaged: t('{0} cannot be shown'),
  };
}

/** Names that the view model gives to what has none. */
export function viewNames(): ViewNames {
  return { opening: vscode.l10n.t('Opening'), clip: vscode.l10n.t('Clip') };
}
