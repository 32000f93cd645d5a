/**
 * OpenTimelineIO (https://opentimelineio.readthedocs.io/en/stable/tutorials/otio-file-format-specification.html): a timeline as JSON that
 * editing programs read. Times are frames at the timeline's rate. Pure.
 */
import type { ExportClip, ExportTimeline, ExportTrack } from './exportModel.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What of a clip no field of the format holds. */
const metadataKey = 'creator_studio';

/**
 * The timeline as an `.otio` file's text. `addressOf` gives the address of an asset's file, absolute or relative to the `.otio` file.
 * Clips of one track that overlap go to tracks of their own, because an OTIO track is a sequence.
 */
export function openTimelineIo(timeline: ExportTimeline, addressOf: (fileUrl: string) => string): string {
  const { name, frameRate } = timeline;
  const writer = new OtioWriter(frameRate, addressOf);
  const tracks = timeline.tracks.flatMap((track) => writer.tracks(track));
  const root = {
    OTIO_SCHEMA: 'Timeline.1',
    name,
    global_start_time: writer.time(0),
    metadata: { [metadataKey]: { width: timeline.width, height: timeline.height } },
    tracks: {
      OTIO_SCHEMA: 'Stack.1',
      name: 'tracks',
      enabled: true,
      source_range: null,
      effects: [],
      markers: [],
      metadata: {},
      children: tracks,
    },
  };
  return `${JSON.stringify(root, undefined, 2)}\n`;
}

class OtioWriter {
  readonly #frameRate: number;
  readonly #addressOf: (fileUrl: string) => string;

  constructor(frameRate: number, addressOf: (fileUrl: string) => string) {
    this.#frameRate = frameRate;
    this.#addressOf = addressOf;
  }

  time(frames: number): Json {
    return { OTIO_SCHEMA: 'RationalTime.1', rate: this.#frameRate, value: frames };
  }

  tracks(track: ExportTrack): readonly Json[] {
    return layersOf(track.clips).map((clips, index) => ({
      OTIO_SCHEMA: 'Track.1',
      name: index === 0 ? track.name : `${track.name} (${index + 1})`,
      kind: track.type === 'video' ? 'Video' : 'Audio',
      enabled: track.isOn,
      source_range: null,
      effects: [],
      markers: [],
      metadata: {},
      children: this.#sequence(clips),
    }));
  }

  #range(startFrame: number, durationFrames: number): Json {
    return { OTIO_SCHEMA: 'TimeRange.1', start_time: this.time(startFrame), duration: this.time(durationFrames) };
  }

  #sequence(clips: readonly ExportClip[]): readonly Json[] {
    const children: Json[] = [];
    let end = 0;
    for (const clip of clips) {
      if (clip.startFrame > end) children.push(this.#gap(clip.startFrame - end));
      children.push(this.#clip(clip));
      end = clip.startFrame + clip.durationFrames;
    }
    return children;
  }

  #gap(frames: number): Json {
    return {
      OTIO_SCHEMA: 'Gap.1',
      name: '',
      enabled: true,
      source_range: this.#range(0, frames),
      effects: [],
      markers: [],
      metadata: {},
    };
  }

  #clip(clip: ExportClip): Json {
    const { volume, opacity, fadeInFrames, fadeOutFrames, line } = clip;
    return {
      OTIO_SCHEMA: 'Clip.2',
      name: clip.name,
      enabled: true,
      source_range: this.#range(clip.offsetFrames, clip.durationFrames),
      effects: [],
      markers: [],
      metadata: {
        [metadataKey]: {
          ...{ volume, opacity, fade_in_frames: fadeInFrames, fade_out_frames: fadeOutFrames },
          ...(line ? { speaker: line.speaker, text: line.text } : {}),
        },
      },
      active_media_reference_key: 'DEFAULT_MEDIA',
      media_references: { DEFAULT_MEDIA: this.#reference(clip) },
    };
  }

  #reference({ asset, name }: ExportClip): Json {
    const common = { name: asset?.name ?? name, available_image_bounds: null, metadata: {} };
    if (!asset) return { OTIO_SCHEMA: 'MissingReference.1', ...common, available_range: null };
    const frames = Math.floor(asset.durationSeconds * this.#frameRate);
    return {
      OTIO_SCHEMA: 'ExternalReference.1',
      ...common,
      available_range: frames > 0 ? this.#range(0, frames) : null,
      target_url: this.#addressOf(asset.fileUrl),
    };
  }
}

/** Spreads clips, sorted by start, over as few sequences without overlap as needed; at least one. */
export function layersOf(clips: readonly ExportClip[]): readonly (readonly ExportClip[])[] {
  const layers: ExportClip[][] = [[]];
  for (const clip of clips) {
    const isFree = (layer: readonly ExportClip[]) => {
      const last = layer.at(-1);
      return !last || last.startFrame + last.durationFrames <= clip.startFrame;
    };
    const layer = layers.find(isFree);
    if (layer) layer.push(clip);
    else layers.push([clip]);
  }
  return layers;
}
