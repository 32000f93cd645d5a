import { batch } from '@preact/signals';
import { render } from 'preact';
import { createCaretReport } from './caretReport.ts';
import { Page } from './components/Page.tsx';
import { installDeskFit, scrollPlace, scrollToPlace } from './deskFit.ts';
import { scrollToNearest } from './deskScroll.ts';
import type { Host } from './hostConnection.ts';
import { createDraftKeeper, type DraftKeeper, takeDraft } from './pageDrafts.ts';
import { createPageEditor, type PageEditor } from './pageEditor.ts';
import { createPlayer, type Player } from './player.ts';
import type { Caret, LineState, PageSettings, PageStart } from './protocol.ts';
import { installRegions, type Region } from './regions.ts';
import { createFrameState, type FrameActions, type PageFrameState, type TitleEntry } from './state.ts';
import { createTranslate, type Translate } from './strings.ts';
import { createViewStateSaver, readViewState, type WebviewApi } from './viewState.ts';
import { createVoiceLayout, type VoiceLayout } from './voiceLayout.ts';

/** The page as the host sees it. */
export interface Surface {
  readonly page: PageEditor;
  readonly player: Player;
  /** Where the caret is; missing while the page has never had one. */
  caret(): Caret | undefined;
  showTitlePage(entries: readonly TitleEntry[]): void;
  showLineStates(states: readonly LineState[]): void;
  applySettings(settings: PageSettings): void;
}

export interface SurfaceOptions {
  readonly root: HTMLElement;
  readonly api: WebviewApi;
  readonly host: Host;
  readonly first: PageStart;
}

interface Parts {
  readonly page: PageEditor;
  readonly player: Player;
  readonly state: PageFrameState;
  readonly voices: VoiceLayout;
  readonly desk: HTMLElement;
  readonly caret: () => Caret | undefined;
}

/** Draws the page from its first state and wires its parts together. */
export function createSurface(options: SurfaceOptions): Surface {
  const { first, host, root } = options;
  const translate = createTranslate(first.strings);
  const state = createFrameState(translate);
  batch(() => {
    state.titlePage.value = first.titlePage;
    state.readOnly.value = first.settings.readOnly;
    state.mergeLineStates(first.lineStates, () => undefined);
  });
  const player = createPlayer({
    onSounding: (elementId) => {
      state.speaking.value = elementId;
      parts.page.showSpeaking(elementId);
    },
    onEnded: (elementId) => host.tell('played', { elementId }),
    onBlocked: (blocked) => {
      state.soundBlocked.value = blocked;
    },
    onError: (message) => host.tell('logError', { message }),
  });
  const actions = createActions(host, () => parts);
  const mounted: { text?: HTMLElement; desk?: HTMLElement } = {};
  const frame = (
    <Page
      frame={state.frame}
      actions={actions}
      textRef={(text) => {
        if (text) mounted.text = text;
      }}
      deskRef={(desk) => {
        if (desk) mounted.desk = desk;
      }}
    />
  );
  render(frame, root);
  const parts = createParts(options, translate, state, player, mounted);
  return {
    page: parts.page,
    player,
    caret: parts.caret,
    showTitlePage(entries) {
      state.titlePage.value = entries;
      parts.voices.update();
    },
    showLineStates(states) {
      const speakers = new Map(parts.voices.anchors().map(({ elementId, speaker }) => [elementId, speaker]));
      state.mergeLineStates(states, (elementId) => speakers.get(elementId));
    },
    applySettings(settings) {
      state.readOnly.value = settings.readOnly;
      parts.page.applySettings(settings);
      setPaper(parts.desk, settings);
      parts.voices.update();
    },
  };
}

function createParts(
  options: SurfaceOptions,
  translate: Translate,
  state: PageFrameState,
  player: Player,
  mounted: { readonly text?: HTMLElement; readonly desk?: HTMLElement },
): Parts {
  const { api, host, first, root } = options;
  const { text, desk } = mounted;
  if (!text || !desk) throw new Error('The frame of the page was not drawn');
  setPaper(desk, first.settings);
  installDeskFit(desk, (fit) => {
    state.fit.value = fit;
  });
  const report = createCaretReport(host);
  const seen = readViewState(api);
  let hasCaret = seen?.caret !== undefined;
  const page = createPageEditor({
    mountAt: text,
    elements: first.elements,
    foreign: first.foreign,
    settings: first.settings,
    translate,
    newId: () => crypto.randomUUID(),
    postSplice: (splice) => host.tell('splice', { ...splice, inserted: [...splice.inserted] }),
    postHistory: (command) => host.tell('history', { command }),
    onLost: (why) => void startOver(host, page, why),
    onChanged: () => {
      voices.scriptChanged();
      drafts.changed();
    },
    onSelection: () => followCaret(),
    onFocus: () => {
      hasCaret = true;
      followCaret();
    },
    onBlur: () => report.settle(),
  });
  const voices = createVoices(page, desk, state);
  const drafts = keepDrafts(page);
  const save = createViewStateSaver(api, () => ({
    ...(hasCaret ? { caret: page.caret() } : {}),
    scrollTop: scrollPlace(desk),
  }));
  const followCaret = () => {
    state.elementType.value = page.currentType();
    voices.caretMoved();
    if (!hasCaret) return;
    report.at(page.caret().elementId);
    save();
  };
  desk.addEventListener('scroll', () => {
    voices.update();
    save();
  });
  installRegions(root, regionsOf(page, root));
  installFocus(page, root, player);
  if (seen?.caret) page.restoreCaret(seen.caret);
  if (seen) scrollToPlace(desk, seen.scrollTop);
  const left = takeDraft(localStorage, Date.now(), page.elements());
  if (left) page.sync.restore(left);
  followCaret();
  return { page, player, state, voices, desk, caret: () => (hasCaret ? page.caret() : undefined) };
}

function keepDrafts(page: PageEditor): DraftKeeper {
  const drafts = createDraftKeeper({
    storage: localStorage,
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
    shown: () => page.elements(),
    confirmed: () => page.sync.confirmed,
  });
  addEventListener('pagehide', () => drafts.leave());
  return drafts;
}

function createVoices(page: PageEditor, desk: HTMLElement, state: PageFrameState): VoiceLayout {
  const voices = createVoiceLayout({
    page,
    desk,
    onPlaced: (placed) => {
      state.voices.value = placed;
    },
    onCurrent: (elementId) => {
      state.caretVoice.value = elementId;
    },
  });
  state.fit.subscribe(() => voices.update());
  return voices;
}

/** The two ends have lost each other: what the host has is asked for again. */
async function startOver(host: Host, page: PageEditor, why: string): Promise<void> {
  host.tell('logError', { message: `The page starts over: ${why}` });
  const { elements, foreign } = await host.call('ready', {});
  page.sync.reset(elements, foreign);
}

function setPaper(desk: HTMLElement, settings: PageSettings): void {
  desk.dataset['paper'] = settings.paperSize;
}

function createActions(host: Host, parts: () => Parts): FrameActions {
  return {
    generate: (elementId) => host.tell('generateVoice', { elementId }),
    play: (elementId) => host.tell('playLine', { elementId }),
    stop: () => parts().player.stop(),
    enableSound: () => parts().player.playRefused(),
    setType: (type) => parts().page.setType(type),
    focusPage: () => parts().page.focus(),
    moveVoiceFocus: (from, by) => {
      const { voices, page, state } = parts();
      const anchors = voices.anchors();
      const to = anchors[anchors.findIndex(({ elementId }) => elementId === from) + by];
      if (!to) return;
      state.caretVoice.value = to.elementId;
      const block = page.blockDom(to.anchorIndex);
      if (block) scrollToNearest(block);
      voices.update();
      requestAnimationFrame(() => requestAnimationFrame(() => focusVoice(document.body, to.elementId)));
    },
  };
}

function focusVoice(root: HTMLElement, elementId: string): boolean {
  const button = root.querySelector<HTMLElement>(`[data-voice="${CSS.escape(elementId)}"]`);
  button?.focus({ preventScroll: true });
  return button !== null;
}

function regionsOf(page: PageEditor, root: HTMLElement): Region[] {
  const within = (selector: string): Region => ({
    contains: (element) => element.closest(selector) !== null,
    focus: () => {
      const target = root.querySelector<HTMLElement>(
        `${selector} button[tabindex="0"], ${selector} button:not([tabindex])`,
      );
      target?.focus();
      return target !== null;
    },
  });
  const text: Region = {
    contains: (element) => page.dom.contains(element),
    focus: () => {
      page.focus();
      return true;
    },
  };
  return [text, within('.voices'), within('.footer')];
}

/** VS Code may focus the webview before the page is there, or the frame around the text; either means the text. */
function installFocus(page: PageEditor, root: HTMLElement, player: Player): void {
  if (document.hasFocus()) page.focus();
  addEventListener('focus', () => {
    if (!document.activeElement || document.activeElement === document.body) page.focus();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) page.sync.flush();
  });
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') player.stop();
  });
}
