/** Sentences made of the host's templates. Whole phrases are translated; only names and numbers are put in. */
import type { SheetPatch } from './editing/patch.ts';
import { endOf, isClip, isPinned } from './editing/sheet.ts';
import type { LineCounts } from './model.ts';
import type { EditKind, ItemState, TimelineItem, TimelinePreview, TimelineStrings, TimelineTrack } from './protocol.ts';
import { formatSeconds, formatTimecode } from './timecode.ts';

/** Replaces `{0}`, `{1}` … in a template. */
export function fill(template: string, ...values: readonly (string | number)[]): string {
  return template.replace(/\{(\d+)\}/g, (whole, index: string) => String(values[Number(index)] ?? whole));
}

/** What the toolbar says about the script's lines; empty for a script without any. */
export function describeCounts(strings: TimelineStrings, counts: LineCounts): string {
  if (counts.lines === 0) return '';
  const phrases = [fill(strings.voicedOf, counts.voiced, counts.lines)];
  if (counts.changed > 0) phrases.push(fill(strings.changedCount, counts.changed));
  if (counts.missing > 0) phrases.push(fill(strings.missingCount, counts.missing));
  return phrases.join(' · ');
}

/** The first of it, for where there is little room. */
export function describeVoiced(strings: TimelineStrings, counts: LineCounts): string {
  return counts.lines === 0 ? '' : fill(strings.voicedOf, counts.voiced, counts.lines);
}

export function describeState(strings: TimelineStrings, state: ItemState): string {
  const names: Readonly<Record<ItemState, string>> = {
    voiced: strings.stateVoiced,
    stale: strings.stateStale,
    unvoiced: strings.stateUnvoiced,
    generating: strings.stateGenerating,
    missing: strings.stateMissing,
    media: strings.stateMedia,
  };
  return names[state];
}

/** What is written on an item: its name, and which take it plays. */
export function describeName(strings: TimelineStrings, item: TimelineItem): string {
  return item.take === undefined ? item.name : fill(strings.takeLabel, item.name, item.take);
}

/** What a screen reader says of an item: `TOVE, starts 00:00:04:18, 2.1 seconds, voiced`. */
export function describeItem(
  strings: TimelineStrings,
  item: TimelineItem,
  state: ItemState,
  frameRate: number,
): string {
  const start = formatTimecode(item.startFrame, frameRate);
  const length = formatSeconds(item.durationFrames, frameRate);
  const name = describeName(strings, item);
  const label = fill(strings.itemLabel, name, start, length, describeState(strings, state));
  return isPinned(item) ? fill(strings.pinnedLabel, label) : label;
}

export function describeTrack(strings: TimelineStrings, track: TimelineTrack): string {
  const label = fill(track.muted ? strings.trackLabelMuted : strings.trackLabel, track.name);
  return [label, track.solo ? strings.trackSolo : '', track.locked ? strings.trackLocked : '']
    .filter(Boolean)
    .join(', ');
}

/** What came of an edit, for the ear: `TOVE starts 00:00:12:04, trimmed 3 frames`; of many clips, how many. */
export function describeEdit(strings: TimelineStrings, kind: EditKind, patch: SheetPatch, frameRate: number): string {
  // What only moved along is not spoken of.
  const clips = (patch.rippled?.own ?? patch.items).filter(({ before, after }) =>
    isClip(before ?? after ?? { isPlace: true }),
  );
  const changed = clips.filter(({ before, after }) => before && after);
  const [only] = changed;
  const isOne = changed.length === 1 && clips.length === 1;
  if (isOne && only?.before && only.after) return describeChange(strings, kind, only.before, only.after, frameRate);
  if (kind === 'rippleTrim' && only?.before && only.after) {
    return describeChange(strings, kind, only.before, only.after, frameRate);
  }
  const [placed] = clips;
  if (kind === 'place' && placed?.after) return describeChange(strings, kind, placed.after, placed.after, frameRate);
  if (patch.tracks && clips.length === 0) return strings.saysTracksChanged;
  return clips.length === 1 ? strings.saysClipChanged : fill(strings.saysClipsChanged, clips.length);
}

function lengthTemplate(strings: TimelineStrings, frames: number): string {
  if (frames === -1) return strings.saysTrimmedOne;
  if (frames === 1) return strings.saysLengthenedOne;
  return frames < 0 ? strings.saysTrimmed : strings.saysLengthened;
}

function describeChange(
  strings: TimelineStrings,
  kind: EditKind,
  before: TimelineItem,
  after: TimelineItem,
  frameRate: number,
): string {
  const start = formatTimecode(after.startFrame, frameRate);
  const frames = after.durationFrames - before.durationFrames;
  switch (kind) {
    case 'trim':
    case 'rippleTrim': {
      const template = lengthTemplate(strings, frames);
      return fill(template, after.name, start, formatTimecode(endOf(after), frameRate), Math.abs(frames));
    }
    case 'slip':
      return fill(strings.saysSlipped, after.name, after.offsetFrames - before.offsetFrames);
    case 'volume':
      return fill(strings.saysVolume, after.name, Math.round(after.volume * 100));
    case 'opacity':
      return fill(strings.saysOpacity, after.name, Math.round((after.opacity ?? 1) * 100));
    case 'fade': {
      const { fadeInFrames = 0, fadeOutFrames = 0 } = after;
      return fill(
        strings.saysFades,
        after.name,
        formatSeconds(fadeInFrames, frameRate),
        formatSeconds(fadeOutFrames, frameRate),
      );
    }
    case 'pin':
      return fill(strings.saysPinned, after.name);
    case 'giveBack':
      return fill(strings.saysGivenBack, after.name);
    default:
      return fill(strings.saysStarts, after.name, start);
  }
}

/** `The script has changed. 12 clips move · 3 added · 1 removed` */
export function describePreview(strings: TimelineStrings, preview: TimelinePreview): string {
  const moved = preview.moved === 1 ? strings.previewMovedOne : fill(strings.previewMoved, preview.moved);
  const counts = [
    preview.moved > 0 ? moved : '',
    preview.added > 0 ? fill(strings.previewAdded, preview.added) : '',
    preview.removed > 0 ? fill(strings.previewRemoved, preview.removed) : '',
  ]
    .filter(Boolean)
    .join(' · ');
  return `${preview.kind === 'assemble' ? strings.previewAssemble : strings.previewFollow} ${counts}`;
}
