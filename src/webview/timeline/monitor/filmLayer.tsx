/** A film in the preview, kept in step with the sound's clock. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { FilmSound } from '../playback/filmSounds.ts';
import type { TimelineState } from '../state.ts';
import type { Layer } from './layers.ts';

/** A film that is further off than this while it plays is put right; less is not seen. */
const driftSeconds = 0.08;
/** Browsers play films no faster backwards or forwards; beyond, they are shown picture by picture. */
const fastest = 4;

interface FilmLayerProps {
  readonly state: TimelineState;
  readonly layer: Layer;
  readonly onError: () => void;
}

export function FilmLayer({ state, layer, onError }: FilmLayerProps) {
  const film = useRef<HTMLVideoElement>(null);
  const { playback } = state;
  const isRunning =
    !layer.isAhead && playback.isPlaying.value && playback.speed.value > 0 && playback.speed.value <= fastest;
  const speed = playback.speed.value;
  const sound = useRef<FilmSound | undefined>(undefined);
  useLayoutEffect(() => {
    if (film.current) sound.current = playback.mixFilm(film.current);
  }, [playback]);
  useLayoutEffect(() => {
    if (film.current) keepInStep(film.current, layer.fileSeconds, { isRunning, speed });
    sound.current?.setVolume(isRunning ? layer.volume : 0);
  });
  return (
    <video
      ref={film}
      class="monitor-layer"
      // Or its sound would not be let into the mix; before the address, or it would not count.
      crossOrigin="anonymous"
      src={layer.uri}
      preload="auto"
      playsInline
      disablePictureInPicture
      style={{ opacity: layer.opacity }}
      onError={onError}
    >
      <track kind="captions" />
    </video>
  );
}

interface Pace {
  readonly isRunning: boolean;
  readonly speed: number;
}

function keepInStep(film: HTMLVideoElement, seconds: number, { isRunning, speed }: Pace): void {
  const off = Math.abs(film.currentTime - seconds);
  if (!isRunning) {
    if (!film.paused) film.pause();
    if (off > 0.001 && !film.seeking) film.currentTime = seconds;
    return;
  }
  film.playbackRate = speed;
  if (off > driftSeconds * speed && !film.seeking) film.currentTime = seconds;
  // Not allowed or not loaded yet: the next frame asks again.
  if (film.paused) film.play().catch(() => {});
}
