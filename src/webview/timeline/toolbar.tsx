/** The row of controls above the stage. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { Button, IconButton } from '../ui/button.tsx';
import type { IconName } from '../ui/icon.tsx';
import type { VoiceAction } from './lineVoices.ts';
import type { LineCounts } from './model.ts';
import { Notice } from './notice.tsx';
import type { HostCommand, TimelineCommand, TimelineStrings } from './protocol.ts';
import { describeCounts, describeVoiced } from './strings.ts';
import { fold, foldClass, useFold } from './toolbarFold.ts';
import { MoreControls } from './toolbarMore.tsx';

export interface ToolbarProps {
  readonly strings: TimelineStrings;
  readonly timecode: string;
  readonly isPlaying: boolean;
  readonly isSoundBlocked: boolean;
  readonly isSnapping: boolean;
  readonly isLooping: boolean;
  readonly isMonitorOpen: boolean;
  readonly counts: LineCounts;
  /** What was done last. */
  readonly notice: string;
  readonly voiceAction: VoiceAction;
  readonly rate: ComponentChildren;
  readonly volume: ComponentChildren;
  readonly meters: ComponentChildren;
  readonly onCommand: (command: TimelineCommand) => void;
  readonly onHostCommand: (command: HostCommand) => void;
  readonly onGenerate: () => void;
  readonly onEnableSound: () => void;
}

export function Toolbar(props: ToolbarProps) {
  const { strings, isPlaying, counts } = props;
  const toolbar = useRef<HTMLDivElement>(null);
  const isMoreOpen = useSignal(false);
  const level = useFold(toolbar, [props.isSoundBlocked]);
  const playLabel = isPlaying ? strings.pause : strings.play;
  return (
    <div class="toolbar-place">
      <div ref={toolbar} class="toolbar" role="toolbar" aria-label={strings.toolbar}>
        <span class={foldClass(fold.view)}>{command(props, 'toStart', strings.toStart, 'goToStart')}</span>
        {command(props, isPlaying ? 'pause' : 'play', playLabel, 'playPause', { isPrimary: true })}
        <span class="timecode" role="timer" aria-label={strings.playhead}>
          {props.timecode}
        </span>
        <FoldedAway {...props} />
        <Counts strings={strings} counts={counts} />
        <Notice words={props.notice} />
        {props.isSoundBlocked ? (
          <Button appearance="secondary" onClick={props.onEnableSound}>
            {strings.enableSound}
          </Button>
        ) : null}
        <span class={foldClass(fold.meters)}>{props.meters}</span>
        <span class={foldClass(fold.volume)}>{props.volume}</span>
        <span class={foldClass(fold.view)}>
          {command(props, 'monitor', strings.monitor, 'toggleMonitor', { isPressed: props.isMonitorOpen })}
        </span>
        <MoreControls {...props} level={level.value} isOpen={isMoreOpen} />
        <VoiceButton {...props} />
      </div>
    </div>
  );
}

/** The groups of controls in the middle. */
function FoldedAway(props: ToolbarProps) {
  const { strings } = props;
  return (
    <>
      <span class={foldClass(fold.playing)}>
        {command(props, 'loop', strings.loop, 'toggleLoop', { isPressed: props.isLooping })}
        {props.rate}
      </span>
      <span class={foldClass(fold.view)}>
        <span class="separator" />
      </span>
      <span class={foldClass(fold.zoom)}>
        {command(props, 'zoomOut', strings.zoomOut, 'zoomOut')}
        {command(props, 'zoomIn', strings.zoomIn, 'zoomIn')}
      </span>
      <span class={foldClass(fold.view)}>
        {command(props, 'fit', strings.fit, 'zoomToFit')}
        {command(props, 'snap', strings.snap, 'toggleSnap', { isPressed: props.isSnapping })}
      </span>
      <span class={foldClass(fold.edit)}>
        <span class="separator" />
        {host(props, 'undo', strings.undo, 'undo')}
        {host(props, 'redo', strings.redo, 'redo')}
        {command(props, 'split', strings.split, 'split')}
        {command(props, 'trash', strings.remove, 'delete')}
      </span>
      <span class={foldClass(fold.project)}>
        <span class="separator" />
        {host(props, 'assemble', strings.assemble, 'assemble')}
        {host(props, 'timelines', strings.timelines, 'chooseTimeline')}
      </span>
      <span class="separator" />
    </>
  );
}

function command(props: ToolbarProps, icon: IconName, label: string, name: TimelineCommand, more = {}) {
  return <IconButton icon={icon} label={label} {...more} onClick={() => props.onCommand(name)} />;
}

function host(props: ToolbarProps, icon: IconName, label: string, name: HostCommand) {
  return <IconButton icon={icon} label={label} onClick={() => props.onHostCommand(name)} />;
}

/** How many lines have their voice; where there is little room, only that. */
function Counts({ strings, counts }: Pick<ToolbarProps, 'strings' | 'counts'>) {
  const whole = describeCounts(strings, counts);
  return (
    <span class="counts" title={whole}>
      <span class={foldClass(fold.shortCounts)}>{whole}</span>
      <span class="short-counts">{describeVoiced(strings, counts)}</span>
    </span>
  );
}

function isForAll({ voiceAction, counts }: ToolbarProps): boolean {
  return voiceAction === 'none' && counts.missing > 0;
}

function voiceLabel(props: ToolbarProps): string {
  const { strings, voiceAction } = props;
  const labels: Readonly<Record<VoiceAction, string>> = {
    none: strings.generate,
    generate: strings.generate,
    regenerate: strings.regenerate,
    generating: strings.generating,
  };
  return isForAll(props) ? strings.generateMissing : labels[voiceAction];
}

/** Makes the voice of the selected line; with nothing to make there, all that are missing. */
function VoiceButton(props: ToolbarProps) {
  const { strings, voiceAction, onGenerate, onHostCommand } = props;
  const isAll = isForAll(props);
  const label = voiceLabel(props);
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
