import type { LineState } from '../protocol.ts';
import type { FrameActions, FrameState, PlacedVoice } from '../state.ts';
import { formatSeconds } from '../state.ts';
import type { Translate } from '../strings.ts';

interface VoiceMark {
  readonly kind: 'play' | 'stop' | 'stale' | 'none' | 'generating';
  readonly text: string;
  readonly label: string;
}

/** What the margin says of a line. */
function describe(translate: Translate, line: LineState, speaker: string, isSpeaking: boolean): VoiceMark {
  const who = speaker || translate('voice.someone');
  const duration = formatSeconds(translate, line);
  if (isSpeaking) return { kind: 'stop', text: duration, label: translate('voice.stopLabel', who) };
  switch (line.state) {
    case 'generated':
      return { kind: 'play', text: duration, label: translate('voice.playLabel', who, duration) };
    case 'stale':
      return { kind: 'stale', text: translate('voice.stale'), label: staleLabel(translate, line, who) };
    case 'generating':
      return {
        kind: 'generating',
        text: translate('voice.generating'),
        label: translate('voice.generatingLabel', who),
      };
    case 'none':
      return { kind: 'none', text: translate('voice.none'), label: translate('voice.noneLabel', who) };
  }
}

function staleLabel(translate: Translate, { why }: LineState, who: string): string {
  return why === undefined ? translate('voice.staleLabel', who) : translate('voice.staleWhy', who, why);
}

interface Props {
  readonly frame: FrameState;
  readonly actions: FrameActions;
}

/** The voices of the lines in view, beside the sheet. One of its buttons can be tabbed to; arrow keys go from line to line. */
export function VoiceMargin({ frame, actions }: Props) {
  const compact = frame.fit.value.voices === 'compact';
  return (
    <div
      class={compact ? 'voices compact' : 'voices'}
      role="toolbar"
      aria-orientation="vertical"
      aria-label={frame.translate('voices.label')}
    >
      {frame.voices.value.map((voice) => (
        <VoiceButton key={voice.elementId} frame={frame} actions={actions} voice={voice} />
      ))}
    </div>
  );
}

function VoiceButton({ frame, actions, voice }: Props & { readonly voice: PlacedVoice }) {
  const { elementId, top, speaker } = voice;
  const line = frame.lineState(elementId);
  const mark = describe(frame.translate, line, speaker, frame.speaking.value === elementId);
  const act = () => {
    if (mark.kind === 'stop') actions.stop();
    else if (mark.kind === 'play') actions.play(elementId);
    else if (mark.kind !== 'generating') actions.generate(elementId);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    event.stopPropagation();
    actions.moveVoiceFocus(elementId, event.key === 'ArrowDown' ? 1 : -1);
  };
  return (
    <button
      type="button"
      class={`voice ${mark.kind}`}
      style={{ top: `${top}px` }}
      data-voice={elementId}
      data-vscode-context={JSON.stringify({ webviewSection: 'dialogue', elementId })}
      tabIndex={frame.focusedVoice.value === elementId ? 0 : -1}
      aria-label={mark.label}
      aria-disabled={mark.kind === 'generating'}
      title={mark.label}
      onMouseDown={(event) => event.preventDefault()}
      onClick={act}
      onKeyDown={onKeyDown}
    >
      <i class={`icon ${mark.kind}`} aria-hidden="true" />
      <span>{mark.text}</span>
    </button>
  );
}
