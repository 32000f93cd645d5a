import * as vscode from 'vscode';
import type { TimelineStrings } from '../../webview/timeline/protocol.ts';
import type { ViewNames } from './viewModel.ts';

/** What the timeline's page says, in the language of VS Code. */
export function timelineStrings(): TimelineStrings {
  const { t } = vscode.l10n;
  return {
    toStart: t('Go to Start'),
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
  };
}

/** Names that the view model gives to what has none. */
export function viewNames(): ViewNames {
  return { opening: vscode.l10n.t('Opening'), clip: vscode.l10n.t('Clip') };
}
