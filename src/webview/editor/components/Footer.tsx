import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { ElementType } from '../../../language/document.ts';
import type { PageAction } from '../protocol.ts';
import type { FrameActions, FrameState } from '../state.ts';
import { typeAfterReturn } from '../typingFlow.ts';
import { ElementMenu } from './ElementMenu.tsx';

interface Props {
  readonly frame: FrameState;
  readonly actions: FrameActions;
}

/** A slim line below the page: the type of the element at the caret, which opens the list of types, and what Return begins. */
export function Footer({ frame, actions }: Props) {
  const isOpen = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  const { translate } = frame;
  const type = frame.elementType.value;
  const close = (refocus: boolean) => {
    isOpen.value = false;
    if (refocus) button.current?.focus();
  };
  const choose = (chosen: ElementType) => {
    close(false);
    actions.setType(chosen);
    actions.focusPage();
  };
  const name = translate(`type.${type}`);
  return (
    <div class="footer" role="toolbar" aria-label={translate('page.footer')}>
      <button
        ref={button}
        type="button"
        class="type-button"
        aria-haspopup="menu"
        aria-expanded={isOpen.value}
        aria-label={translate('type.change', name)}
        disabled={frame.readOnly.value}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => {
          isOpen.value = !isOpen.value;
        }}
      >
        {name}
        <i class="icon chevron" aria-hidden="true" />
      </button>
      {isOpen.value && <ElementMenu frame={frame} current={type} onChoose={choose} onClose={close} />}
      {frame.readOnly.value ? (
        <span class="read-only" role="status">
          {translate('page.readOnly')}
        </span>
      ) : (
        <ReturnHint frame={frame} type={type} />
      )}
      <span class="spacer" />
      {frame.soundBlocked.value && (
        <button type="button" class="sound-button" onClick={actions.enableSound}>
          <i class="icon sound" aria-hidden="true" />
          {translate('sound.enable')}
        </button>
      )}
      <Tools frame={frame} actions={actions} />
      <span class="visually-hidden" role="status" aria-live="polite">
        {frame.announcement.value}
      </span>
    </div>
  );
}

function ReturnHint({ frame, type }: { readonly frame: FrameState; readonly type: ElementType }) {
  const { translate } = frame;
  return (
    <span class="hint" aria-hidden="true">
      <kbd>{translate('hint.return')}</kbd> {translate(`type.${typeAfterReturn(type)}`)}
    </span>
  );
}

/** Scenes, find, focus mode, zoom. */
function Tools({ frame, actions }: Props) {
  const { translate } = frame;
  const tool = (glyph: string, label: string, action: PageAction, isPressed?: boolean) => (
    <button
      type="button"
      class="tool"
      aria-label={label}
      title={label}
      aria-pressed={isPressed}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => actions.perform(action)}
    >
      <i class={`icon ${glyph}`} aria-hidden="true" />
    </button>
  );
  const zoom = translate('zoom.percent', String(Math.round(frame.zoom.value)));
  return (
    <>
      {tool('list', translate('scenes.label'), 'showScenes')}
      {tool('search', translate('find.label'), 'find')}
      {tool('focus', translate('page.focusMode'), 'toggleFocusMode', frame.focusMode.value)}
      <span class="zoom">
        {tool('minus', translate('zoom.out'), 'zoomOut')}
        <button
          type="button"
          class="zoom-value"
          aria-label={translate('zoom.reset', zoom)}
          title={translate('zoom.reset', zoom)}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => actions.perform('resetZoom')}
        >
          {zoom}
        </button>
        {tool('plus', translate('zoom.in'), 'zoomIn')}
      </span>
    </>
  );
}
