/** Looks into a media file: what it is, how long and how large, and whether VS Code can show or play it. */
import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { imageSize } from 'image-size';
import { ALL_FORMATS, FilePathSource, Input, type InputAudioTrack, type InputVideoTrack } from 'mediabunny';
import { MediaImportError } from './mediaImportError.ts';

/** What a file turned out to be. Lengths in milliseconds, sizes in pixels as it is shown. */
export type Probe =
  | { readonly type: 'image'; readonly width: number; readonly height: number }
  | { readonly type: 'audio'; readonly durationMs: number; readonly change: Change | undefined }
  | {
      readonly type: 'video';
      readonly durationMs: number;
      readonly width: number;
      readonly height: number;
      readonly change: Change | undefined;
      /** Its sound is of a kind that VS Code does not play. */
      readonly isMute: boolean;
    };

/** What a file must become to be played: the same samples as WAV, or the same streams in a WebM. */
export type Change = 'wav' | 'webm';

/** Larger pictures are a mistake, or a trap. */
const mostImageBytes = 200 * 1024 * 1024;
/** What Chromium draws, by image-size's names. */
const imageKinds: ReadonlySet<string> = new Set(['png', 'jpg', 'gif', 'webp', 'bmp', 'svg', 'ico', 'avif']);
const imageEndings = /^\.(png|jpe?g|gif|webp|bmp|svg|ico|avif|heic|heif|tiff?|psd)$/i;
/** Sound that VS Code's browser decodes; AAC is not among it (no licensed codecs). */
const playableAudio: ReadonlySet<string> = new Set(['mp3', 'flac', 'vorbis', 'opus']);
const playableVideo: ReadonlySet<string> = new Set(['avc', 'vp8', 'vp9', 'av1']);
const webmVideo: ReadonlySet<string> = new Set(['vp8', 'vp9', 'av1']);
const webmAudio: ReadonlySet<string> = new Set(['vorbis', 'opus']);

/**
 * Reads what is needed of a file, never all of a long one.
 * @throws {MediaImportError} with the reason when VS Code could not show or play it, not even after a change of its container.
 */
export async function probeMedia(path: string): Promise<Probe> {
  const { size } = await stat(path);
  if (size === 0) throw new MediaImportError('empty');
  if (imageEndings.test(extname(path))) return probeImage(path, size);
  return probeSound(path);
}

async function probeImage(path: string, size: number): Promise<Probe> {
  if (size > mostImageBytes) throw new MediaImportError('tooLarge');
  try {
    const { width, height, orientation = 1, type = '' } = imageSize(await readFile(path));
    if (!imageKinds.has(type)) throw new MediaImportError('image');
    if (width < 1 || height < 1) throw new MediaImportError('damaged');
    // Orientations 5 to 8 of EXIF lie on their side.
    const isTurned = orientation >= 5;
    return { type: 'image', width: isTurned ? height : width, height: isTurned ? width : height };
  } catch (cause) {
    throw cause instanceof MediaImportError ? cause : new MediaImportError('damaged', cause);
  }
}

async function probeSound(path: string): Promise<Probe> {
  const input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(path) });
  try {
    if (!(await input.canRead())) throw new MediaImportError('unknown');
    const [video, audio, format, seconds] = await Promise.all([
      input.getPrimaryVideoTrack(),
      input.getPrimaryAudioTrack(),
      input.getFormat(),
      input.computeDuration(),
    ]);
    const durationMs = Math.round(seconds * 1000);
    if (durationMs < 1) throw new MediaImportError('empty');
    if (video) return videoProbe(video, audio, format.name, durationMs);
    if (audio) return { type: 'audio', durationMs, change: audioChange(audio, format.name) };
    throw new MediaImportError('unknown');
  } catch (cause) {
    throw cause instanceof MediaImportError ? cause : new MediaImportError('damaged', cause);
  } finally {
    input.dispose();
  }
}

/** PCM plays as WAV only; the rest plays in its own container, and in Matroska once that is a WebM. */
function audioChange({ codec }: InputAudioTrack, format: string): Change | undefined {
  if (codec === null) throw new MediaImportError('codec');
  if (codec.startsWith('pcm') || codec === 'ulaw' || codec === 'alaw') return format === 'WAVE' ? undefined : 'wav';
  if (!playableAudio.has(codec)) throw new MediaImportError('codec');
  if (format !== 'Matroska') return undefined;
  if (webmAudio.has(codec)) return 'webm';
  throw new MediaImportError('codec');
}

function videoProbe(video: InputVideoTrack, audio: InputAudioTrack | null, format: string, durationMs: number): Probe {
  const { codec, displayWidth: width, displayHeight: height } = video;
  if (codec === null || !playableVideo.has(codec)) throw new MediaImportError('codec');
  const sound = audio?.codec ?? undefined;
  const isMute = audio !== null && (sound === undefined || !playableAudio.has(sound));
  const change = format === 'Matroska' ? webmChange(codec, isMute ? undefined : sound) : undefined;
  return { type: 'video', durationMs, width, height, change, isMute };
}

function webmChange(video: string, audio: string | undefined): Change {
  if (webmVideo.has(video) && (audio === undefined || webmAudio.has(audio))) return 'webm';
  throw new MediaImportError('codec');
}
