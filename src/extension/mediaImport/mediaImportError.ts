import { HumanError } from '../platform/errors.ts';

/**
 * Why a file is not taken. `unknown`: no sound, film or picture. `image`, `codec`: of a kind that VS Code does not show or play. `empty`,
 * `damaged`, `tooLarge`: this very file.
 */
export type MediaImportReason = 'unknown' | 'image' | 'codec' | 'empty' | 'damaged' | 'tooLarge';

const sentences: Readonly<Record<MediaImportReason, string>> = {
  unknown: 'This is no sound, film or picture that is known here.',
  image: 'VS Code cannot show pictures of this kind; save it as PNG, JPEG or WebP.',
  codec: 'VS Code cannot play this kind of sound or film; convert it to MP3, WAV, FLAC or MP4 with H.264 first.',
  empty: 'The file is empty.',
  damaged: 'The file is damaged or not what its name says.',
  tooLarge: 'The picture is too large; save it smaller.',
};

/** A file cannot become an asset. Its message is for the writer; it is a key of the translation. */
export class MediaImportError extends HumanError {
  override readonly name = 'MediaImportError';
  readonly reason: MediaImportReason;

  constructor(reason: MediaImportReason, cause?: unknown) {
    super(sentences[reason], { cause });
    this.reason = reason;
  }
}
