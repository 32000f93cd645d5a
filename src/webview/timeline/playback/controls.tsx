/** The toolbar's part for playing: loop, speed, picture preview, volume and meters. */

import { IconButton } from '../../ui/button.tsx';
import { Select, Slider } from '../../ui/fields.tsx';
import type { TimelineState } from '../state.ts';
import { fill } from '../strings.ts';
import { Meters } from './meters.tsx';
import { describeSpeed, rates } from './shuttle.ts';

/** How playing goes on. */
export function TransportControls({ state }: { readonly state: TimelineState }) {
  const { strings, playback } = state;
  const shuttle = playback.isPlaying.value && playback.speed.value !== playback.rate.value;
  return (
    <>
      <IconButton
        icon="loop"
        label={strings.loop}
        isPressed={playback.isLooping.value}
        onClick={() => void state.run('toggleLoop')}
      />
      <Select
        label={strings.rate}
        value={String(shuttle ? playback.speed.value : playback.rate.value)}
        options={speeds(playback.rate.value, shuttle ? playback.speed.value : undefined)}
        onChange={(value) => playback.setRate(Number(value))}
      />
    </>
  );
}

/** The rates, and a speed of J, K and L while it lasts. */
function speeds(rate: number, shuttle: number | undefined) {
  const listed = new Set<number>([...rates, rate, ...(shuttle === undefined ? [] : [shuttle])]);
  return [...listed].sort((a, b) => a - b).map((speed) => ({ value: String(speed), text: describeSpeed(speed) }));
}

/** What is heard and seen of it. */
export function ListeningControls({ state }: { readonly state: TimelineState }) {
  const { strings, playback } = state;
  const percent = fill(strings.percent, Math.round(playback.volume.value * 100));
  return (
    <div class="listening">
      <Meters state={state} />
      <Slider
        label={strings.masterVolume}
        title={strings.masterVolume}
        value={playback.volume.value}
        fallback={1}
        text={percent}
        onInput={(volume) => playback.setVolume(volume)}
        onChange={(volume) => playback.setVolume(volume)}
      />
      <IconButton
        icon="monitor"
        label={strings.monitor}
        isPressed={playback.isMonitorOpen.value}
        onClick={() => void state.run('toggleMonitor')}
      />
    </div>
  );
}
