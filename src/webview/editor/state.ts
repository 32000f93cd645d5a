/** What the page's frame (voice marks, footer) shows, as signals, and what a writer can ask of it. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { ElementType } from '../../language/document.ts';
import type { PageFit } from './fitPage.ts';
import type { LineState, PageAction } from './protocol.ts';
import type { Translate } from './strings.ts';
import type { VoiceAnchor } from './voiceAnchors.ts';

/** A voice mark in view: `top` in px from the top of the text. */
export interface PlacedVoice extends VoiceAnchor {
  readonly top: number;
}

/** What the frame asks of the host and the page. */
export interface FrameActions {
  readonly generate: (elementId: string) => void;
  readonly play: (elementId: string) => void;
  readonly stop: () => void;
  readonly enableSound: () => void;
  readonly setType: (type: ElementType) => void;
  readonly focusPage: () => void;
  readonly perform: (action: PageAction) => void;
  /** Moves the voice focus by a number of lines and brings the line into view. */
  readonly moveVoiceFocus: (from: string, by: number) => void;
}

export interface FrameState {
  readonly translate: Translate;
  readonly elementType: ReadonlySignal<ElementType>;
  readonly voices: ReadonlySignal<readonly PlacedVoice[]>;
  readonly fit: ReadonlySignal<PageFit>;
  /** The dialogue that sounds now. */
  readonly speaking: ReadonlySignal<string | undefined>;
  readonly soundBlocked: ReadonlySignal<boolean>;
  readonly announcement: ReadonlySignal<string>;
  readonly readOnly: ReadonlySignal<boolean>;
  /** Percent. */
  readonly zoom: ReadonlySignal<number>;
  readonly focusMode: ReadonlySignal<boolean>;
  /** The line whose voice button can be tabbed to. */
  readonly focusedVoice: ReadonlySignal<string | undefined>;
  lineState(elementId: string): LineState;
}

/** The state with its setters, for `frame.tsx` alone; components get {@link FrameState}. */
export function createFrameState(translate: Translate) {
  const lineStates = signal<ReadonlyMap<string, LineState>>(new Map());
  const elementType = signal<ElementType>('action');
  const voices = signal<readonly PlacedVoice[]>([]);
  const fit = signal<PageFit>({ scale: 1, margins: 1, voices: 'beside', notes: 'within' });
  const speaking = signal<string | undefined>(undefined);
  const soundBlocked = signal(false);
  const announcement = signal('');
  const readOnly = signal(false);
  const zoom = signal(100);
  const focusMode = signal(false);
  const caretVoice = signal<string | undefined>(undefined);

  const frame: FrameState = {
    translate,
    elementType,
    voices,
    fit,
    speaking,
    soundBlocked,
    announcement,
    readOnly,
    zoom,
    focusMode,
    focusedVoice: computed(() => caretVoice.value ?? voices.value[0]?.elementId),
    lineState: (elementId) => lineStates.value.get(elementId) ?? { elementId, state: 'none' },
  };
  return {
    frame,
    elementType,
    voices,
    fit,
    speaking,
    soundBlocked,
    announcement,
    readOnly,
    zoom,
    focusMode,
    caretVoice,
    /** Takes over what changed; a line that gets its voice is announced when `speakerOf` knows it. */
    mergeLineStates(states: readonly LineState[], speakerOf: (elementId: string) => string | undefined) {
      const next = new Map(lineStates.value);
      for (const state of states) {
        const before = next.get(state.elementId)?.state;
        next.set(state.elementId, state);
        const speaker = speakerOf(state.elementId);
        if (before !== undefined && before !== state.state && speaker !== undefined) {
          announcement.value = announcementFor(translate, state, speaker) ?? announcement.value;
        }
      }
      lineStates.value = next;
    },
  };
}

export type PageFrameState = ReturnType<typeof createFrameState>;

function announcementFor(translate: Translate, state: LineState, speaker: string): string | undefined {
  if (state.state === 'generating') return translate('voice.generatingLabel', speaker);
  if (state.state === 'generated') return translate('voice.ready', speaker, formatSeconds(translate, state));
  return undefined;
}

/** `2.1 s`, as short as a margin needs. */
export function formatSeconds(translate: Translate, { durationSeconds }: LineState): string {
  return durationSeconds === undefined ? translate('voice.play') : translate('seconds', durationSeconds.toFixed(1));
}
