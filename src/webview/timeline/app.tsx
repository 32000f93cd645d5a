/** The timeline's surface: toolbar, stage, or words when there is nothing to show. */
import { type ReadonlySignal, useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { RateControl, VolumeControl } from './playback/controls.tsx';
import { Meters } from './playback/meters.tsx';
import { PreviewBar } from './previewBar.tsx';
import { Stage } from './stage.tsx';
import type { TimelineState } from './state.ts';
import type { Theme } from './theme.ts';
import { formatTimecode } from './timecode.ts';
import { Toolbar } from './toolbar.tsx';

interface AppProps {
  readonly state: TimelineState;
  readonly theme: ReadonlySignal<Theme>;
  readonly onFocusChanged: (isFocused: boolean) => void;
}

export function App({ state, theme, onFocusChanged }: AppProps) {
  const words = state.emptyWords.value;
  return (
    <div class="timeline">
      <TransportBar state={state} />
      <PreviewBar state={state} />
      {words === undefined ? (
        <div class="body">
          <Stage state={state} theme={theme} onFocusChanged={onFocusChanged} />
          <MonitorPlace state={state} />
        </div>
      ) : (
        <p class="empty">{words}</p>
      )}
      <p class="only-heard" role="status" aria-live="polite">
        {state.announcement.value}
      </p>
    </div>
  );
}

/** The picture preview, whose code comes when it is first opened, or when there is a film to be heard. */
function MonitorPlace({ state }: { readonly state: TimelineState }) {
  const view = useSignal<ComponentType<{ readonly state: TimelineState }> | undefined>(undefined);
  const isWanted = state.playback.isMonitorOpen.value || state.hasFilms.value;
  useEffect(() => {
    if (!isWanted || view.peek()) return;
    void import('./monitor/monitor.tsx').then(({ Monitor }) => {
      view.value = Monitor;
    });
  }, [isWanted, view]);
  const Monitor = view.value;
  return isWanted && Monitor ? <Monitor state={state} /> : null;
}

/** A component of its own, so that a moving playhead redraws the toolbar only. */
function TransportBar({ state }: { readonly state: TimelineState }) {
  return (
    <Toolbar
      strings={state.strings}
      timecode={formatTimecode(state.playheadFrame.value, state.frameRate.value)}
      isPlaying={state.isPlaying.value}
      isSoundBlocked={state.isSoundBlocked.value}
      counts={state.voices.counts.value}
      voiceAction={state.voices.action.value}
      onCommand={(command) => void state.run(command)}
      onGenerate={() => state.voices.generate()}
      rate={<RateControl state={state} />}
      volume={<VolumeControl state={state} />}
      meters={<Meters state={state} />}
      isLooping={state.playback.isLooping.value}
      isMonitorOpen={state.playback.isMonitorOpen.value}
      isSnapping={state.editor.isSnapping.value}
      notice={state.preview.value ? '' : state.announcement.value}
      onHostCommand={(name) => state.hostCommand(name)}
      onEnableSound={() => void state.play()}
    />
  );
}
