/** The controls for which the toolbar has no room, behind one button. */
import type { Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { IconButton, RowButton } from '../ui/button.tsx';
import type { IconName } from '../ui/icon.tsx';
import type { HostCommand, TimelineCommand, TimelineStrings } from './protocol.ts';
import type { ToolbarProps } from './toolbar.tsx';
import { fold } from './toolbarFold.ts';

interface Row {
  readonly level: number;
  readonly icon: IconName;
  readonly label: keyof TimelineStrings;
  readonly command?: TimelineCommand;
  readonly host?: HostCommand;
  /** For a row that stays on: whether it is. */
  readonly isOn?: 'isSnapping' | 'isLooping' | 'isMonitorOpen';
}

/** In the order of the toolbar. */
const rows: readonly Row[] = [
  { level: fold.view, icon: 'toStart', label: 'toStart', command: 'goToStart' },
  { level: fold.playing, icon: 'loop', label: 'loop', command: 'toggleLoop', isOn: 'isLooping' },
  { level: fold.zoom, icon: 'zoomOut', label: 'zoomOut', command: 'zoomOut' },
  { level: fold.zoom, icon: 'zoomIn', label: 'zoomIn', command: 'zoomIn' },
  { level: fold.view, icon: 'fit', label: 'fit', command: 'zoomToFit' },
  { level: fold.view, icon: 'snap', label: 'snap', command: 'toggleSnap', isOn: 'isSnapping' },
  { level: fold.edit, icon: 'undo', label: 'undo', host: 'undo' },
  { level: fold.edit, icon: 'redo', label: 'redo', host: 'redo' },
  { level: fold.edit, icon: 'split', label: 'split', command: 'split' },
  { level: fold.edit, icon: 'trash', label: 'remove', command: 'delete' },
  { level: fold.project, icon: 'assemble', label: 'assemble', host: 'assemble' },
  { level: fold.project, icon: 'timelines', label: 'timelines', host: 'chooseTimeline' },
  { level: fold.view, icon: 'monitor', label: 'monitor', command: 'toggleMonitor', isOn: 'isMonitorOpen' },
];

interface MoreProps extends ToolbarProps {
  readonly level: number;
  readonly isOpen: Signal<boolean>;
}

/** The button, and what it opens. Escape and a press elsewhere close it. */
export function MoreControls(props: MoreProps) {
  const { strings, level, isOpen } = props;
  const place = useRef<HTMLSpanElement>(null);
  const isShown = isOpen.value;
  useEffect(() => (isShown && place.current ? closeByHand(place.current, isOpen) : undefined), [isOpen, isShown]);
  if (level === 0) return null;
  return (
    <span ref={place} class="more">
      <IconButton
        icon="more"
        label={strings.more}
        isExpanded={isShown}
        onClick={() => {
          isOpen.value = !isOpen.peek();
        }}
      />
      {isShown ? <MorePanel {...props} /> : null}
    </span>
  );
}

function MorePanel(props: MoreProps) {
  const { strings, level } = props;
  const run = ({ command, host }: Row) => {
    if (command) props.onCommand(command);
    if (host) props.onHostCommand(host);
  };
  return (
    <fieldset class="more-panel" aria-label={strings.more}>
      {rows
        .filter((row) => row.level <= level)
        .map((row) => (
          <RowButton
            key={row.label}
            icon={row.icon}
            label={strings[row.label]}
            {...(row.isOn ? { isPressed: props[row.isOn] } : {})}
            onClick={() => run(row)}
          />
        ))}
      {level >= fold.playing ? (
        <span class="more-row">
          <span>{strings.rate}</span>
          {props.rate}
        </span>
      ) : null}
      <span class="more-row">
        <span>{strings.masterVolume}</span>
        {props.volume}
      </span>
    </fieldset>
  );
}

function closeByHand(place: HTMLElement, isOpen: Signal<boolean>): () => void {
  const abort = new AbortController();
  const options = { capture: true, signal: abort.signal };
  const onPress = (event: PointerEvent) => {
    if (event.target instanceof Node && !place.contains(event.target)) isOpen.value = false;
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    isOpen.value = false;
    place.querySelector<HTMLElement>('.icon-button')?.focus();
  };
  document.addEventListener('pointerdown', onPress, options);
  document.addEventListener('keydown', onKey, options);
  return () => abort.abort();
}
