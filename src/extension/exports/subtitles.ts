/** Subtitles of the spoken lines: SubRip (SRT) and WebVTT. Pure. */
import type { ExportClip, ExportTimeline } from './exportModel.ts';

/** Characters in a row and rows at a time that can be read in passing; what broadcasters commonly ask for. */
const rowLength = 42;
const rowsAtATime = 2;

interface Subtitle {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly speaker: string;
  readonly rows: readonly string[];
}

/** SubRip: numbered, `00:00:12,040 --> 00:00:14,800`, the speaker before the words. Ends in a line break; empty without lines. */
export function subRip(timeline: ExportTimeline): string {
  return subtitlesOf(timeline)
    .map(({ startSeconds, endSeconds, speaker, rows }, index) =>
      [
        String(index + 1),
        `${clockTime(startSeconds, ',')} --> ${clockTime(endSeconds, ',')}`,
        ...[`${speaker === '' ? '' : `${speaker}: `}${rows[0] ?? ''}`, ...rows.slice(1)],
        '',
      ].join('\n'),
    )
    .join('\n');
}

/** WebVTT (https://www.w3.org/TR/webvtt1/): the speaker is the cue's voice, `<v TOVE>`. */
export function webVtt(timeline: ExportTimeline): string {
  const cues = subtitlesOf(timeline).map(({ startSeconds, endSeconds, speaker, rows }) => {
    const voice = speaker === '' ? '' : `<v ${escaped(speaker).replaceAll('&gt;', '')}>`;
    const words = rows.map(escaped).join('\n');
    return `${clockTime(startSeconds, '.')} --> ${clockTime(endSeconds, '.')}\n${voice}${words}\n`;
  });
  return ['WEBVTT\n', ...cues].join('\n');
}

/** What is heard of lines, in the order in which it is heard; a long line in several parts, each as long as its share of the letters. */
function subtitlesOf({ tracks, frameRate }: ExportTimeline): readonly Subtitle[] {
  return tracks
    .filter((track) => track.type === 'audio' && track.isOn)
    .flatMap((track) => track.clips)
    .flatMap((clip) => partsOf(clip, frameRate))
    .toSorted((a, b) => a.startSeconds - b.startSeconds || a.endSeconds - b.endSeconds);
}

function partsOf(clip: ExportClip, frameRate: number): Subtitle[] {
  const { line, startFrame, durationFrames } = clip;
  const words = line?.text.replace(/\s+/gu, ' ').trim() ?? '';
  if (!line || words === '') return [];
  const rows = wrap(words);
  const groups = Array.from({ length: Math.ceil(rows.length / rowsAtATime) }, (_, index) =>
    rows.slice(index * rowsAtATime, (index + 1) * rowsAtATime),
  );
  const letters = groups.map((group) => group.join(' ').length);
  const all = letters.reduce((sum, count) => sum + count, 0);
  let at = 0;
  return groups.map((group, index) => {
    const begin = at;
    at += letters[index] ?? 0;
    const seconds = (share: number) => (startFrame + (durationFrames * share) / all) / frameRate;
    return { startSeconds: seconds(begin), endSeconds: seconds(at), speaker: line.speaker, rows: group };
  });
}

/** Rows of whole words; a word longer than a row has one alone. */
function wrap(words: string): string[] {
  const rows: string[] = [];
  let row = '';
  for (const word of words.split(' ')) {
    if (row !== '' && row.length + 1 + word.length > rowLength) {
      rows.push(row);
      row = word;
    } else row = row === '' ? word : `${row} ${word}`;
  }
  return [...rows, row];
}

/** `hh:mm:ss` and milliseconds after `mark`. */
function clockTime(seconds: number, mark: ',' | '.'): string {
  const milliseconds = Math.max(0, Math.round(seconds * 1000));
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const hours = two(milliseconds / 3_600_000);
  const minutes = two((milliseconds / 60_000) % 60);
  return `${hours}:${minutes}:${two((milliseconds / 1000) % 60)}${mark}${String(milliseconds % 1000).padStart(3, '0')}`;
}

/** The characters that WebVTT reads as marks; `-->` cannot stand in a cue either. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
