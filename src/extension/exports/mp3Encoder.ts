import { registerMp3Encoder as register } from '@mediabunny/mp3-encoder';
import { canEncodeAudio } from 'mediabunny';

/** Makes mediabunny able to write MP3, once: a second registration would be asked beside the first. */
export async function registerMp3Encoder(): Promise<void> {
  if (!(await canEncodeAudio('mp3'))) register();
}
