import type { FrameActions, FrameState } from '../state.ts';
import { Footer } from './Footer.tsx';
import { TitlePage } from './TitlePage.tsx';
import { VoiceMargin } from './VoiceMargin.tsx';

interface Props {
  readonly frame: FrameState;
  readonly actions: FrameActions;
  /** The element that the text is edited in; what is in it is TipTap's. */
  readonly textRef: (text: HTMLElement | null) => void;
  /** The element that scrolls. */
  readonly deskRef: (desk: HTMLElement | null) => void;
}

/** The desk with its sheets, and the line below. */
export function Page({ frame, actions, textRef, deskRef }: Props) {
  return (
    <>
      <main class="desk" ref={deskRef}>
        <div class="sheets">
          <TitlePage frame={frame} />
          <div class="sheet script">
            <div ref={textRef} />
            <VoiceMargin frame={frame} actions={actions} />
          </div>
        </div>
      </main>
      <Footer frame={frame} actions={actions} />
    </>
  );
}
