/** The row of controls above the stage. */
import { Button, IconButton } from '../ui/button.tsx';
import type { LineCounts } from './model.ts';
import type { TimelineCommand, TimelineStrings } from './protocol.ts';
import type { VoiceAction } from './state.ts';
import { describeCounts } from './strings.ts';

interface ToolbarProps {
  readonly strings: TimelineStrings;
  readonly timecode: string;
  readonly isPlaying: boolean;
  readonly isSoundBlocked: boolean;
  readonly counts: LineCounts;
  readonly voiceAction: VoiceAction;
  readonly onCommand: (command: TimelineCommand) => void;
  readonly onGenerate: () => void;
  readonly onEnableSound: () => void;
}

export function Toolbar(props: ToolbarProps) {
  const { strings, isPlaying, onCommand } = props;
  return (
    <div class="toolbar" role="toolbar" aria-label={strings.toolbar}>
      <IconButton icon="toStart" label={strings.toStart} onClick={() => onCommand('goToStart')} />
      <IconButton
        icon={isPlaying ? 'pause' : 'play'}
        label={isPlaying ? strings.pause : strings.play}
        isPrimary
        onClick={() => onCommand('playPause')}
      />
      <span class="timecode" role="timer" aria-label={strings.playhead}>
        {props.timecode}
      </span>
      <span class="separator" />
      <IconButton icon="zoomOut" label={strings.zoomOut} onClick={() => onCommand('zoomOut')} />
      <IconButton icon="zoomIn" label={strings.zoomIn} onClick={() => onCommand('zoomIn')} />
      <IconButton icon="fit" label={strings.fit} onClick={() => onCommand('zoomToFit')} />
      <span class="separator" />
      <span class="counts">{describeCounts(strings, props.counts)}</span>
      {props.isSoundBlocked ? (
        <Button appearance="secondary" onClick={props.onEnableSound}>
          {strings.enableSound}
        </Button>
      ) : null}
      <VoiceButton strings={strings} action={props.voiceAction} onClick={props.onGenerate} />
    </div>
  );
}

interface VoiceButtonProps {
  readonly strings: TimelineStrings;
  readonly action: VoiceAction;
  readonly onClick: () => void;
}

/** Makes the voice of the selected line; says so when there is none to make. */
function VoiceButton({ strings, action, onClick }: VoiceButtonProps) {
  const labels: Readonly<Record<VoiceAction, string>> = {
    none: strings.generate,
    generate: strings.generate,
    regenerate: strings.regenerate,
    generating: strings.generating,
  };
  return (
    <Button
      appearance="primary"
      title={action === 'none' ? strings.generateHint : labels[action]}
      isDisabled={action === 'none'}
      isBusy={action === 'generating'}
      onClick={onClick}
    >
      {labels[action]}
    </Button>
  );
}
