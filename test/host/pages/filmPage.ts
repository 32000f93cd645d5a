import { AudioBufferSource, BufferTarget, CanvasSource, Output, WebMOutputFormat } from 'mediabunny';

/** A film of three seconds with a loud tone, small and colourful: the bytes of a WebM. Needs a page that browsers call secure. */
export async function makeFilm(): Promise<ArrayBuffer> {
  const canvas = new OffscreenCanvas(320, 180);
  const context = canvas.getContext('2d');
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const pictures = new CanvasSource(canvas, { codec: 'vp8', bitrate: 100_000 });
  const sounds = new AudioBufferSource({ codec: 'opus', bitrate: 96_000 });
  output.addVideoTrack(pictures);
  output.addAudioTrack(sounds);
  await output.start();
  const buffer = new AudioBuffer({ length: 3 * 48_000, numberOfChannels: 1, sampleRate: 48_000 });
  buffer.copyToChannel(
    Float32Array.from({ length: buffer.length }, (_, at) => 0.8 * Math.sin((at * 440 * 2 * Math.PI) / 48_000)),
    0,
  );
  await sounds.add(buffer);
  for (let at = 0; at < 30; at++) {
    if (context) context.fillStyle = at % 2 === 0 ? 'teal' : 'navy';
    context?.fillRect(0, 0, 320, 180);
    await pictures.add(at / 10, 0.1);
  }
  await output.finalize();
  if (target.buffer === null) throw new Error('The film has no bytes');
  return target.buffer;
}

declare global {
  interface Window {
    makeFilm: typeof makeFilm;
  }
}

window.makeFilm = makeFilm;
