/** Sentences made of the host's templates. Whole phrases are translated; only names and numbers are put in. */
import type { LineCounts } from './model.ts';
import type { ItemState, TimelineItem, TimelineStrings, TimelineTrack } from './protocol.ts';
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

/** What a screen reader says of an item: `TOVE, starts 00:00:04:18, 2.1 seconds, voiced`. */
export function describeItem(
  strings: TimelineStrings,
  item: TimelineItem,
  state: ItemState,
  frameRate: number,
): string {
  const start = formatTimecode(item.startFrame, frameRate);
  const length = formatSeconds(item.durationFrames, frameRate);
  return fill(strings.itemLabel, item.name, start, length, describeState(strings, state));
}

export function describeTrack(strings: TimelineStrings, track: TimelineTrack): string {
  return fill(track.muted ? strings.trackLabelMuted : strings.trackLabel, track.name);
}
