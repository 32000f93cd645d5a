import type {
  TimelineItem,
  TimelineModel,
  TimelineSound,
  TimelineStrings,
} from '../../src/webview/timeline/protocol.ts';

/** A voiced clip of TOVE on A1, one second from frame 0. */
export function item(id: string, more: Partial<TimelineItem> = {}): TimelineItem {
  return {
    id,
    trackId: 'A1',
    name: 'TOVE',
    startFrame: 0,
    durationFrames: 30,
    offsetFrames: 0,
    volume: 1,
    state: 'voiced',
    speaker: 0,
    ...more,
  };
}

export function sound(id: string): TimelineSound {
  return { id, uri: `/${id}.wav`, durationSeconds: 1 };
}

/** Ten seconds at 30 frames a second, with the tracks A1 and A2. */
export function model(more: Partial<TimelineModel> = {}): TimelineModel {
  return {
    projectId: 'p',
    timelineId: 't',
    title: 'Fyren',
    frameRate: 30,
    durationFrames: 300,
    tracks: ['A1', 'A2'].map((id) => ({ id, name: id, type: 'audio', muted: false, hidden: false })),
    scenes: [],
    items: [],
    sounds: [],
    ...more,
  };
}

/** Every string is its own name, with its places where the real ones have them. */
export const strings: TimelineStrings = {
  toStart: 'toStart',
  play: 'play',
  pause: 'pause',
  zoomIn: 'zoomIn',
  zoomOut: 'zoomOut',
  fit: 'fit',
  scenes: 'scenes',
  playhead: 'playhead',
  voicedOf: '{0} of {1} voiced',
  changedCount: '{0} changed',
  missingCount: '{0} missing',
  generate: 'generate',
  regenerate: 'regenerate',
  generating: 'generating',
  generateHint: 'generateHint',
  enableSound: 'enableSound',
  emptyProject: 'emptyProject',
  emptyScript: 'emptyScript',
  toolbar: 'toolbar',
  tracksAndClips: 'tracksAndClips',
  trackLabel: 'Track {0}',
  trackLabelMuted: 'Track {0}, muted',
  itemLabel: '{0}, starts {1}, {2} seconds, {3}',
  stateVoiced: 'voiced',
  stateStale: 'changed',
  stateUnvoiced: 'no voice yet',
  stateGenerating: 'on its way',
  stateMissing: 'file missing',
  stateMedia: 'media',
  saysVoiceReady: '{0}: ready',
  saysPlaying: 'saysPlaying',
  saysPaused: 'saysPaused',
  undo: 'undo',
  redo: 'redo',
  split: 'split',
  remove: 'remove',
  snap: 'snap',
  snapOn: 'snapOn',
  snapOff: 'snapOff',
  assemble: 'assemble',
  timelines: 'timelines',
  timelineSettings: 'timelineSettings',
  addVideoTrack: 'addVideoTrack',
  addAudioTrack: 'addAudioTrack',
  generateMissing: 'generateMissing',
  generateAll: 'Generate {0} Voices',
  previewFollow: 'previewFollow',
  previewAssemble: 'previewAssemble',
  previewCounts: '{0} clips move, {1} are added, {2} are removed.',
  apply: 'apply',
  notNow: 'notNow',
  always: 'always',
  saysNothingChanged: 'saysNothingChanged',
  saysRefused: 'saysRefused',
  saysStarts: '{0} starts {1}',
  saysTrimmed: '{0} starts {1}, ends {2}, trimmed {3} frames',
  saysLengthened: '{0} starts {1}, ends {2}, lengthened {3} frames',
  saysSlipped: '{0} shows its file {1} frames later',
  saysVolume: '{0}, volume {1} percent',
  saysOpacity: '{0}, opacity {1} percent',
  saysFades: '{0}, fades in {1} and out {2} seconds',
  saysPinned: '{0} stays where it is',
  saysGivenBack: '{0} follows the script again',
  saysClipsChanged: '{0} clips changed',
  saysTracksChanged: 'saysTracksChanged',
  saysSelected: '{0} selected',
  pinnedLabel: '{0}, pinned',
  takeLabel: '{0} take {1}',
};
