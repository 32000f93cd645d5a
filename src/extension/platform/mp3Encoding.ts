import { registerMp3Encoder } from '@mediabunny/mp3-encoder';
import { canEncodeAudio } from 'mediabunny';

/**
 * Makes mediabunny able to write MP3, by LAME compiled to WebAssembly; once, because a second registration would be asked beside the
 * first. To be imported dynamically: the encoder is 300 KB.
 */
export async function enableMp3(): Promise<void> {
  if (!(await canEncodeAudio('mp3'))) registerMp3Encoder();
}
