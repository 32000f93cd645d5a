/**
 * CMX 3600 edit decision lists: one event a clip, `001  TOVE     A     C        00:00:00:00 00:00:02:00 01:00:00:00 01:00:02:00`, and the
 * clip's name and file as comments. The format knows one picture track and four of sound, and 999 events: what does not fit goes into
 * further lists. Pure.
 */
import type { ExportClip, ExportTimeline, ExportTrack } from './exportModel.ts';
import { layersOf } from './openTimelineIo.ts';

const audioChannels = ['A', 'A2', 'A3', 'A4'] as const;
const mostEvents = 999;
/** Programmes begin at one o'clock by custom, so that leaders fit before them. */
const recordStartHour = 1;

interface Event {
  readonly channel: string;
  readonly clip: ExportClip;
}

/** The lists' texts, at least one; the first has the first picture and the first four sounds. `fileNameOf` names an asset's file. */
export function editDecisionLists(
  timeline: ExportTimeline,
  fileNameOf: (fileUrl: string) => string,
): readonly string[] {
  const groups = eventGroups(timeline).flatMap(splitLong);
  return groups.map((events, index) => {
    const title = groups.length === 1 ? timeline.name : `${timeline.name} ${index + 1}`;
    const head = [`TITLE: ${oneLine(title)}`, 'FCM: NON-DROP FRAME', ''];
    return [...head, ...events.flatMap((event, at) => eventLines(event, at + 1, timeline, fileNameOf)), ''].join('\n');
  });
}

/** What fits into one list each, by track, then by time. */
function eventGroups({ tracks }: ExportTimeline): readonly (readonly Event[])[] {
  const sequences = (type: ExportTrack['type']) =>
    tracks.filter((track) => track.type === type && track.isOn).flatMap((track) => layersOf(track.clips));
  const video = sequences('video').filter((clips) => clips.length > 0);
  const audio = sequences('audio').filter((clips) => clips.length > 0);
  const count = Math.max(1, video.length, Math.ceil(audio.length / audioChannels.length));
  return Array.from({ length: count }, (_, index) => {
    const heard = audio.slice(index * audioChannels.length, (index + 1) * audioChannels.length);
    const events: Event[] = [
      ...(video[index] ?? []).map((clip) => ({ channel: 'V', clip })),
      ...heard.flatMap((clips, at) => clips.map((clip) => ({ channel: audioChannels[at] ?? 'A', clip }))),
    ];
    return events.toSorted((a, b) => a.clip.startFrame - b.clip.startFrame);
  });
}

function splitLong(events: readonly Event[]): readonly (readonly Event[])[] {
  const parts: Event[][] = [];
  for (let at = 0; at === 0 || at < events.length; at += mostEvents) parts.push(events.slice(at, at + mostEvents));
  return parts;
}

function eventLines(
  { channel, clip }: Event,
  number: number,
  { frameRate }: ExportTimeline,
  fileNameOf: (fileUrl: string) => string,
): string[] {
  const record = recordStartHour * 3600 * frameRate + clip.startFrame;
  const times = [clip.offsetFrames, clip.offsetFrames + clip.durationFrames, record, record + clip.durationFrames].map(
    (frames) => timecodeOf(frames, frameRate),
  );
  const reel = clip.asset ? reelName(clip.name) : 'BL';
  return [
    `${String(number).padStart(3, '0')}  ${reel.padEnd(8)} ${channel.padEnd(5)} C        ${times.join(' ')}`,
    `* FROM CLIP NAME: ${oneLine(clip.name)}`,
    ...(clip.asset ? [`* SOURCE FILE: ${fileNameOf(clip.asset.fileUrl)}`] : []),
    ...(clip.line ? [`* COMMENT: ${oneLine(clip.line.text)}`] : []),
  ];
}

/** Eight characters of the old tape decks' alphabet; `AX`, the auxiliary source, when nothing is left. */
function reelName(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
  return plain.slice(0, 8) || 'AX';
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** `hh:mm:ss:ff`, without dropped frames. */
function timecodeOf(frames: number, frameRate: number): string {
  const seconds = Math.floor(frames / frameRate);
  const parts = [seconds / 3600, (seconds / 60) % 60, seconds % 60, frames % frameRate];
  return parts.map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
}
