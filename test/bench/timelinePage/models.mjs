// View models for the harness: the scene of the visual target, and a very long timeline.

export const strings = {
  toolbar: 'Timeline',
  toStart: 'Go to start',
  more: 'More Controls',
  dropHere: 'New clip',
  dropRefused: 'Only pictures, sounds and films can lie on the timeline',
  dropFailed: 'The dropped files could not be read',
  saysImporting: 'Importing media',
  loop: 'Loop between in and out',
  loopOn: 'Loop on',
  loopOff: 'Loop off',
  rate: 'Playing speed',
  saysRate: 'Speed {0}',
  saysPlayingAt: 'Playing at {0}',
  saysMaster: 'Volume {0} percent',
  masterVolume: 'Volume',
  percent: '{0} %',
  meterLeft: 'Level, left',
  meterRight: 'Level, right',
  monitor: 'Picture preview',
  monitorLabel: 'Picture at the playhead: {0}',
  monitorWidth: 'Width of the picture preview',
  monitorNothing: 'No picture here',
  monitorDamaged: '{0} cannot be shown',
  play: 'Play',
  pause: 'Pause',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Zoom to fit',
  scenes: 'Scenes',
  playhead: 'Playhead',
  voicedOf: '{0} of {1} voiced',
  changedCount: '{0} changed',
  missingCount: '{0} missing',
  generate: 'Generate Voice',
  regenerate: 'Generate Voice Again',
  generating: 'Generating…',
  generateHint: 'Select a line without a voice',
  enableSound: 'Click to enable sound',
  emptyProject: 'Open a screenplay, and its timeline is drawn here.',
  emptyScript: 'This screenplay has no scenes yet.',
  tracksAndClips: 'Tracks and clips',
  trackLabel: 'Track {0}',
  trackLabelMuted: 'Track {0}, muted',
  itemLabel: '{0}, starts {1}, {2} seconds, {3}',
  stateVoiced: 'voiced',
  stateStale: 'changed',
  stateUnvoiced: 'no voice yet',
  stateGenerating: 'voice on its way',
  stateMissing: 'file missing',
  stateMedia: 'media',
  saysVoiceReady: '{0}: voice ready',
  saysPlaying: 'Playing',
  saysPaused: 'Paused',
  trackSolo: 'solo',
  trackLocked: 'locked',
  undo: 'Undo',
  redo: 'Redo',
  split: 'Split at Playhead',
  remove: 'Delete',
  snap: 'Snap',
  snapOn: 'Snapping on',
  snapOff: 'Snapping off',
  assemble: 'Assemble from Script',
  timelines: 'Timelines',
  timelineSettings: 'Timeline Settings',
  addVideoTrack: 'Add Video Track',
  addAudioTrack: 'Add Audio Track',
  generateMissing: 'Generate Missing Voices',
  generateAll: 'Generate {0} Voices',
  previewFollow: 'The script has changed.',
  previewAssemble: 'Assemble from Script:',
  previewMoved: '{0} clips move',
  previewMovedOne: '1 clip moves',
  previewAdded: '{0} added',
  previewRemoved: '{0} removed',
  saysTrimmedOne: '{0} starts {1}, ends {2}, trimmed 1 frame',
  saysLengthenedOne: '{0} starts {1}, ends {2}, lengthened 1 frame',
  saysClipChanged: '1 clip changed',
  apply: 'Apply',
  notNow: 'Not Now',
  always: 'Always',
  saysNothingChanged: 'Nothing to change here',
  saysRefused: 'Somebody else changed this at the same time. Please try again.',
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
  saysTracksChanged: 'Tracks changed',
  saysSelected: '{0} selected',
  pinnedLabel: '{0}, pinned',
  takeLabel: '{0} take {1}',
};

/** The same numbers every time, from 0 to 1. */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
}

/** Peaks that look like speech: bursts of syllables. */
function speechPeaks(seconds, seed) {
  const next = seeded(seed);
  const peaks = Buffer.alloc(Math.round(seconds * 50));
  for (let at = 0; at < peaks.length; at++) {
    const syllable = Math.abs(Math.sin(at / 4) * Math.sin(at / 17 + seed));
    peaks[at] = Math.round(255 * Math.min(1, syllable * (0.35 + 0.65 * next()) + 0.02));
  }
  return peaks.toString('base64');
}

const track = (id, type, muted = false) => ({ id, name: id, type, muted, hidden: false });
const frames = (seconds) => Math.round(seconds * 30);

/** The scene of `studio-dark.png`: every state that a clip can be in. */
export function targetModel() {
  const sounds = [];
  const clip = (id, trackId, name, start, end, more = {}) => {
    const { speaker = 0, state = 'voiced' } = more;
    const hasSound = state !== 'unvoiced' && !more.picture;
    if (hasSound)
      sounds.push({
        id: `s-${id}`,
        uri: `/sound/${id}.wav`,
        peaks: speechPeaks(end - start, sounds.length + 2),
        durationSeconds: end - start,
      });
    return {
      id,
      trackId,
      name,
      startFrame: frames(start),
      durationFrames: frames(end - start),
      offsetFrames: 0,
      volume: 1,
      state,
      speaker,
      ...(speaker >= 0 ? { elementId: `line-${id}` } : {}),
      ...(state === 'unvoiced' ? { isPlace: true } : { assetId: `a-${id}` }),
      ...(hasSound ? { sourceFrames: frames(end) - frames(start) } : {}),
      ...(more.fields ?? {}),
      ...(hasSound ? { soundId: `s-${id}` } : {}),
    };
  };
  const media = { speaker: -1, state: 'media' };
  const items = [
    clip('v1', 'V1', 'lampan.png', 0, 8.2, { ...media, picture: true }),
    clip('v2', 'V1', 'fönstret.png', 8.2, 21.4, { ...media, picture: true }),
    clip('v3', 'V1', 'piren-natt.png', 21.4, 34, { ...media, picture: true }),
    clip('1', 'A1', 'TOVE', 4.6, 6.7),
    clip('2', 'A1', 'ÅKE', 7.2, 10.6, { speaker: 1, state: 'stale' }),
    clip('3', 'A1', 'BERÄTTARRÖST', 13.1, 16.9, { speaker: 2, state: 'unvoiced' }),
    clip('4', 'A1', 'TOVE', 17.5, 19.2, { fields: { take: 2 } }),
    clip('5', 'A2', 'ÅKE', 17.6, 20.1, { speaker: 1 }),
    clip('6', 'A1', 'BERÄTTARRÖST', 24.2, 27.4, { speaker: 2, fields: { pins: 1 } }),
    clip('7', 'A1', 'MÅRTEN', 28, 29.9, { speaker: 3, state: 'generating' }),
    clip('8', 'A1', 'TOVE', 30.4, 32, { state: 'missing' }),
    clip('9', 'A3', 'hav-och-regn.mp3', 0, 34, { ...media, fields: { fadeInFrames: 40, fadeOutFrames: 90 } }),
  ];
  return {
    projectId: 'p',
    timelineId: 't',
    name: 'Timeline 1',
    title: 'Fyren',
    frameRate: 30,
    durationFrames: frames(60),
    tracks: [track('V1', 'video'), track('A1', 'audio'), track('A2', 'audio'), track('A3', 'audio')],
    scenes: [
      { id: 'h1', label: '201 INT. FYRVAKTARENS HUS', startFrame: 0, durationFrames: frames(21.4) },
      { id: 'h2', label: '202 EXT. PIREN', startFrame: frames(21.4), durationFrames: frames(12.6) },
    ],
    items,
    sounds,
  };
}

/** `count` clips of speech on `trackCount` tracks, one after the other with pauses, with the peaks of 200 sounds. */
export function longModel(count, trackCount) {
  const next = seeded(7);
  const sounds = Array.from({ length: 200 }, (_, index) => ({
    id: `s${index}`,
    uri: `/sound/${index}.wav`,
    peaks: speechPeaks(4, index + 1),
    durationSeconds: 4,
  }));
  const tracks = Array.from({ length: trackCount }, (_, index) => track(`A${index + 1}`, 'audio'));
  const ends = tracks.map(() => 0);
  const items = Array.from({ length: count }, (_, index) => {
    const lane = index % trackCount;
    const startFrame = ends[lane] + Math.round(10 + next() * 60);
    const durationFrames = Math.round(30 + next() * 90);
    ends[lane] = startFrame + durationFrames;
    const speaker = Math.floor(next() * 6);
    const state = index % 17 === 5 ? 'unvoiced' : index % 11 === 3 ? 'stale' : 'voiced';
    return {
      id: `i${index}`,
      trackId: `A${lane + 1}`,
      elementId: `e${index}`,
      name: ['TOVE', 'ÅKE', 'BERÄTTARRÖST', 'MÅRTEN', 'ELIN', 'SIGRID'][speaker],
      startFrame,
      durationFrames,
      offsetFrames: 0,
      volume: 1,
      state,
      speaker,
      soundId: `s${index % sounds.length}`,
      assetId: `a${index % sounds.length}`,
      sourceFrames: durationFrames + 60,
      ...(state === 'unvoiced' ? { isPlace: true } : {}),
    };
  });
  const length = Math.max(...ends);
  const scenes = Array.from({ length: 120 }, (_, index) => ({
    id: `h${index}`,
    label: `${201 + index} INT. FYRVAKTARENS HUS`,
    startFrame: Math.round((index * length) / 120),
    durationFrames: Math.round(length / 120),
  }));
  return {
    projectId: 'p',
    timelineId: 't',
    title: 'Long',
    frameRate: 30,
    durationFrames: length,
    tracks,
    scenes,
    items,
    sounds,
  };
}
