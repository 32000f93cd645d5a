/** Draws and encodes a film with the browser's own codecs (WebCodecs), written by mediabunny. */
import {
  AudioBufferSource,
  CanvasSink,
  CanvasSource,
  canEncodeAudio,
  canEncodeVideo,
  Input,
  MP4,
  Mp4OutputFormat,
  Output,
  QTFF,
  QUALITY_HIGH,
  StreamTarget,
  UrlSource,
  WEBM,
  WebMOutputFormat,
} from 'mediabunny';
import { drawCaptions } from './drawCaptions.ts';
import { type FilmFrame, filmFrames, placeWithin } from './filmFrames.ts';
import type { SoundMixer } from './mixSounds.ts';
import type { FilmCaption, FilmFormat, FilmPicture, SoundClip } from './protocol.ts';

const codecs = {
  mp4: { video: ['avc'], audio: ['aac', 'opus'] },
  webm: { video: ['vp9', 'vp8'], audio: ['opus'] },
} as const;

type VideoCodec = (typeof codecs)[FilmFormat]['video'][number];
type AudioCodec = (typeof codecs)[FilmFormat]['audio'][number];

interface Chosen {
  readonly video: VideoCodec;
  readonly audio: AudioCodec;
}

const sound = { numberOfChannels: 2, sampleRate: 48_000 };

async function choose(format: FilmFormat, width: number, height: number): Promise<Chosen | undefined> {
  const { video: videos, audio: audios } = codecs[format];
  for (const video of videos) {
    if (!(await canEncodeVideo(video, { width, height }))) continue;
    for (const audio of audios) if (await canEncodeAudio(audio, sound)) return { video, audio };
  }
  return undefined;
}

/** The kinds of film that can be written here at this size, best first. */
export async function availableFormats(width: number, height: number): Promise<FilmFormat[]> {
  const formats: FilmFormat[] = [];
  for (const format of ['mp4', 'webm'] as const) if (await choose(format, width, height)) formats.push(format);
  return formats;
}

export interface FilmOptions {
  readonly format: FilmFormat;
  readonly width: number;
  readonly height: number;
  readonly frameRate: number;
  readonly pictures: readonly FilmPicture[];
  readonly captions: readonly FilmCaption[];
}

/** Takes a part of the file; the next comes when it is resolved. */
export type TakeBytes = (position: number, data: ArrayBuffer) => Promise<unknown>;

export class Film {
  readonly #options: FilmOptions;
  readonly #output: Output;
  readonly #canvas: OffscreenCanvas;
  readonly #pictures: CanvasSource;
  readonly #sounds: AudioBufferSource;
  readonly #sources = new Map<string, Promise<PictureSource>>();
  readonly #failed = new Set<string>();

  private constructor(options: FilmOptions, chosen: Chosen, take: TakeBytes) {
    this.#options = options;
    this.#canvas = new OffscreenCanvas(options.width, options.height);
    const target = new StreamTarget(
      new WritableStream({
        write: async ({ position, data }: { position: number; data: Uint8Array<ArrayBuffer> }) => {
          await take(position, data.slice().buffer);
        },
      }),
      { chunked: true },
    );
    const format = options.format === 'mp4' ? new Mp4OutputFormat() : new WebMOutputFormat();
    this.#output = new Output({ format, target });
    this.#pictures = new CanvasSource(this.#canvas, {
      codec: chosen.video,
      quality: QUALITY_HIGH,
      keyFrameInterval: 2,
    });
    this.#sounds = new AudioBufferSource({ codec: chosen.audio, bitrate: 160_000 });
    this.#output.addVideoTrack(this.#pictures, { frameRate: options.frameRate });
    this.#output.addAudioTrack(this.#sounds);
  }

  /** Throws when this browser cannot write the format. */
  static async begin(options: FilmOptions, take: TakeBytes): Promise<Film> {
    const chosen = await choose(options.format, options.width, options.height);
    if (!chosen) throw new Error(`No codec for ${options.format}`);
    const film = new Film(options, chosen, take);
    await film.#output.start();
    return film;
  }

  /** Draws the frames `from`..`to` and puts `clips` under them; answers what could not be read. */
  async add(from: number, to: number, clips: readonly SoundClip[], mixer: SoundMixer): Promise<readonly string[]> {
    const { pictures, captions, frameRate } = this.#options;
    const seconds = (to - from) / frameRate;
    const mixed = await mixer.mix(clips, from / frameRate, seconds, sound.sampleRate);
    const buffer = new AudioBuffer({ ...sound, length: mixed.left.length });
    buffer.copyToChannel(mixed.left, 0);
    buffer.copyToChannel(mixed.right, 1);
    const drawing = async () => {
      for (const each of filmFrames(pictures, captions, { from, to, frameRate })) {
        await this.#draw(each);
        await this.#pictures.add(each.frame / frameRate, each.durationFrames / frameRate);
      }
    };
    await Promise.all([drawing(), this.#sounds.add(buffer)]);
    return [...this.#failed, ...mixed.failed];
  }

  async finish(): Promise<void> {
    await this.#output.finalize();
    for (const source of this.#sources.values()) (await source).close();
  }

  async #draw({ frame, layers, captions }: FilmFrame): Promise<void> {
    const context = this.#canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('No canvas to draw on');
    const { width, height, frameRate } = this.#options;
    context.globalAlpha = 1;
    context.fillStyle = '#101010';
    context.fillRect(0, 0, width, height);
    for (const { picture, opacity } of layers) {
      const image = await this.#imageOf(picture, (frame - picture.startFrame + picture.offsetFrames) / frameRate);
      if (!image) continue;
      const place = placeWithin(image, { width, height });
      context.globalAlpha = opacity;
      context.drawImage(image, place.x, place.y, place.width, place.height);
    }
    context.globalAlpha = 1;
    drawCaptions(context, captions, { width, height, hasPicture: layers.length > 0 });
  }

  async #imageOf(
    picture: FilmPicture,
    seconds: number,
  ): Promise<ImageBitmap | HTMLCanvasElement | OffscreenCanvas | undefined> {
    const known = this.#sources.get(picture.uri) ?? openPicture(picture);
    this.#sources.set(picture.uri, known);
    const source = await known;
    const image = await source.at(seconds).catch(() => undefined);
    if (!image) this.#failed.add(picture.uri);
    return image;
  }
}

interface PictureSource {
  /** What it shows `seconds` after its beginning. */
  at(seconds: number): Promise<ImageBitmap | HTMLCanvasElement | OffscreenCanvas | undefined>;
  close(): void;
}

const nothing: PictureSource = { at: () => Promise.resolve(undefined), close: () => {} };

async function openPicture({ uri, kind }: FilmPicture): Promise<PictureSource> {
  try {
    return kind === 'image' ? await openImage(uri) : await openVideo(uri);
  } catch {
    return nothing; // Told to the writer as a file that could not be read.
  }
}

async function openImage(uri: string): Promise<PictureSource> {
  const response = await fetch(uri);
  if (!response.ok) throw new Error(String(response.status));
  const image = await createImageBitmap(await response.blob());
  return { at: () => Promise.resolve(image), close: () => image.close() };
}

async function openVideo(uri: string): Promise<PictureSource> {
  const input = new Input({ formats: [MP4, QTFF, WEBM], source: new UrlSource(uri) });
  const track = await input.getPrimaryVideoTrack();
  if (!track || !(await track.canDecode())) return nothing;
  const sink = new CanvasSink(track, { poolSize: 2 });
  return {
    at: async (seconds) => (await sink.getCanvas(seconds))?.canvas,
    close: () => input.dispose(),
  };
}
