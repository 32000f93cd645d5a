/** The row of controls above the stage. */
import type { ComponentChildren } from 'preact';
import { Button, IconButton } from '../ui/button.tsx';
import type { IconName } from '../ui/icon.tsx';
import type { VoiceAction } from './lineVoices.ts';
import type { LineCounts } from './model.ts';
import type { HostCommand, TimelineCommand, TimelineStrings } from './protocol.ts';
import { describeCounts } from './strings.ts';

interface ToolbarProps {
  readonly strings: TimelineStrings;
  readonly timecode: string;
  readonly isPlaying: boolean;
  readonly isSoundBlocked: boolean;
  readonly isSnapping: boolean;
  readonly counts: LineCounts;
  /** What was done last. */
  readonly notice: string;
  readonly voiceAction: VoiceAction;
  /** Controls of playing, after the timecode; and of listening, before the voice button. */
  readonly transport: ComponentChildren;
  readonly listening: ComponentChildren;
  readonly onCommand: (command: TimelineCommand) => void;
  readonly onHostCommand: (command: HostCommand) => void;
  readonly onGenerate: () => void;
  readonly onEnableSound: () => void;
}

export function Toolbar(props: ToolbarProps) {
  const { strings, isPlaying, onCommand } = props;
  const command = (icon: IconName, label: string, name: TimelineCommand, more = {}) => (
    <IconButton icon={icon} label={label} {...more} onClick={() => onCommand(name)} />
  );
  const host = (icon: IconName, label: string, name: HostCommand) => (
    <IconButton icon={icon} label={label} onClick={() => props.onHostCommand(name)} />
  );
  const playLabel = isPlaying ? strings.pause : strings.play;
  return (
    <div class="toolbar" role="toolbar" aria-label={strings.toolbar}>
      {command('toStart', strings.toStart, 'goToStart')}
      {command(isPlaying ? 'pause' : 'play', playLabel, 'playPause', { isPrimary: true })}
      <span class="timecode" role="timer" aria-label={strings.playhead}>
        {props.timecode}
      </span>
      {props.transport}
      <span class="separator" />
      {command('zoomOut', strings.zoomOut, 'zoomOut')}
      {command('zoomIn', strings.zoomIn, 'zoomIn')}
      {command('fit', strings.fit, 'zoomToFit')}
      {command('snap', strings.snap, 'toggleSnap', { isPressed: props.isSnapping })}
      <span class="separator" />
      {host('undo', strings.undo, 'undo')}
      {host('redo', strings.redo, 'redo')}
      {command('split', strings.split, 'split')}
      {command('trash', strings.remove, 'delete')}
      <span class="separator" />
      {host('assemble', strings.assemble, 'assemble')}
      {host('timelines', strings.timelines, 'chooseTimeline')}
      <span class="separator" />
      <span class="counts">{describeCounts(strings, props.counts)}</span>
      <span class="notice" aria-hidden="true" title={props.notice}>
        {props.notice}
      </span>
      {props.isSoundBlocked ? (
        <Button appearance="secondary" onClick={props.onEnableSound}>
          {strings.enableSound}
        </Button>
      ) : null}
      {props.listening}
      <VoiceButton {...props} />
    </div>
  );
}

/** Makes the voice of the selected line; with nothing to make there, all that are missing. */
function VoiceButton({ strings, counts, voiceAction, onGenerate, onHostCommand }: ToolbarProps) {
  const labels: Readonly<Record<VoiceAction, string>> = {
    none: strings.generate,
    generate: strings.generate,
    regenerate: strings.regenerate,
    generating: strings.generating,
  };
  const isAll = voiceAction === 'none' && counts.missing > 0;
  const label = isAll ? strings.generateMissing : labels[voiceAction];
  return (
    <Button
      appearance="primary"
      title={voiceAction === 'none' && !isAll ? strings.generateHint : label}
      isDisabled={voiceAction === 'none' && !isAll}
      isBusy={voiceAction === 'generating'}
      onClick={isAll ? () => onHostCommand('generateMissing') : onGenerate}
    >
      {label}
    </Button>
  );
}
