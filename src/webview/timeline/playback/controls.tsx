/** The toolbar's controls for playing that are no buttons: speed and volume. */
import { Select, Slider } from '../../ui/fields.tsx';
import type { TimelineState } from '../state.ts';
import { fill } from '../strings.ts';
import { describeSpeed, rates } from './shuttle.ts';

/** How fast it plays. */
export function RateControl({ state }: { readonly state: TimelineState }) {
  const { strings, playback } = state;
  const shuttle = playback.isPlaying.value && playback.speed.value !== playback.rate.value;
  return (
    <Select
      label={strings.rate}
      value={String(shuttle ? playback.speed.value : playback.rate.value)}
      options={speeds(playback.rate.value, shuttle ? playback.speed.value : undefined)}
      onChange={(value) => playback.setRate(Number(value))}
    />
  );
}

/** The rates, and a speed of J, K and L while it lasts. */
function speeds(rate: number, shuttle: number | undefined) {
  const listed = new Set<number>([...rates, rate, ...(shuttle === undefined ? [] : [shuttle])]);
  return [...listed].sort((a, b) => a - b).map((speed) => ({ value: String(speed), text: describeSpeed(speed) }));
}

/** How loud everything is. */
export function VolumeControl({ state }: { readonly state: TimelineState }) {
  const { strings, playback } = state;
  return (
    <span class="volume">
      <Slider
        label={strings.masterVolume}
        title={strings.masterVolume}
        value={playback.volume.value}
        fallback={1}
        text={fill(strings.percent, Math.round(playback.volume.value * 100))}
        onInput={(volume) => playback.setVolume(volume)}
        onChange={(volume) => playback.setVolume(volume)}
      />
    </span>
  );
}
