import { type CaretReport, createCaretReport } from './caretReport.ts';
import { createDesk, type Desk, dressDesk } from './desk.ts';
import { installDeskFit, pagesThrough, scrollPlace, scrollToPlace } from './deskFit.ts';
import type { Frame } from './frame.tsx';
import type { Host } from './hostConnection.ts';
import { createDraftKeeper, type DraftKeeper, takeDraft } from './pageDrafts.ts';
import { createPageEditor, type PageEditor } from './pageEditor.ts';
import type { Caret, LineState, PageAction, PageSettings, PageStart } from './protocol.ts';
import { createTranslate } from './strings.ts';
import { createTitlePage } from './titlePage.ts';
import { createViewStateSaver, readViewState, type ViewState, type WebviewApi } from './viewState.ts';

/** The page as the host sees it. */
export interface Surface {
  readonly page: PageEditor;
  /** Where the caret is; missing while the page has never had one. */
  caret(): Caret | undefined;
  /** Everything up to this edit of the page stands in the document. */
  written(sequence: number): void;
  showTitlePage(entries: PageStart['titlePage']): void;
  showLineStates(states: readonly LineState[]): void;
  applySettings(settings: PageSettings): void;
  /** Carries out a command. */
  perform(action: PageAction): void;
  /** True once the sound plays. */
  play(elementId: string, uri: string, rate: number): Promise<boolean>;
  stop(): void;
}

export interface SurfaceOptions {
  readonly root: HTMLElement;
  readonly api: WebviewApi;
  readonly host: Host;
  readonly first: PageStart;
}

/** Runs acts on what surrounds the text, in their order, as soon as it has been drawn. */
type WithFrame = (act: (frame: Frame) => void) => void;

/** Draws the page from its first state and wires its parts together: the text at once, what surrounds it right after. */
export function createSurface(options: SurfaceOptions): Surface {
  const { first, host, root, api } = options;
  const desk = createDesk(root);
  const translate = createTranslate(first.strings);
  dressDesk(desk.desk, first.settings);
  let { settings } = first;
  const titlePage = createTitlePage({
    place: desk.title,
    label: translate('page.titlePage'),
    isReadOnly: () => settings.readOnly,
    onEdit: (entry) => host.tell('editTitlePage', entry),
    onLeave: () => page.focus(),
  });
  titlePage.show(first.titlePage);
  const seen = readViewState(api);
  const framed = Promise.withResolvers<Frame>();
  const withFrame: WithFrame = (act) => void framed.promise.then(act);
  const updateFrame = () => withFrame((frame) => frame.update());
  // Before there is text, which would else be laid out twice.
  installDeskFit(desk.desk, (fit) => withFrame((frame) => frame.showFit(fit)));
  const parts = createParts(options, desk, seen, withFrame);
  const { page } = parts;
  /** A title page was asked for and is not there yet. */
  let wantsTitlePage = false;
  framed.resolve(
    import('./frame.tsx').then(({ createFrame }) => createFrame({ host, root, desk, page, first, translate })),
  );
  installFocus(page);
  root.addEventListener('keydown', ({ key }) => key === 'Escape' && withFrame((frame) => frame.player.stop()));
  if (seen?.caret) page.restoreCaret(seen.caret);
  if (seen) scrollToPlace(desk.desk, seen.scrollTop);
  const left = takeDraft(localStorage, { now: Date.now(), current: page.elements(), run: first.run });
  if (left) page.sync.restore(left);
  parts.followCaret();
  return {
    page,
    caret: parts.caret,
    written: parts.written,
    showTitlePage(entries) {
      titlePage.show(entries);
      updateFrame();
      if (wantsTitlePage && titlePage.focus()) wantsTitlePage = false;
    },
    showLineStates: (states) => withFrame((frame) => frame.showLineStates(states)),
    applySettings(next) {
      settings = next;
      page.applySettings(next);
      titlePage.update();
      dressDesk(desk.desk, next);
      withFrame((frame) => frame.applySettings(next));
      updateFrame();
    },
    perform(action) {
      if (action === 'toggleDual') page.toggleDual();
      else if (action === 'editTitlePage') {
        wantsTitlePage = !titlePage.focus();
        if (wantsTitlePage) host.tell('addTitlePage', {});
      } else withFrame((frame) => frame.perform(action));
    },
    play: async (elementId, uri, rate) => (await framed.promise).player.play(elementId, uri, rate),
    stop: () => withFrame((frame) => frame.player.stop()),
  };
}

interface Parts {
  readonly page: PageEditor;
  readonly caret: () => Caret | undefined;
  readonly followCaret: () => void;
  readonly written: (sequence: number) => void;
}

function createParts(
  { api, host, first }: SurfaceOptions,
  { text, desk }: Desk,
  seen: ViewState | undefined,
  withFrame: WithFrame,
): Parts {
  const report = createCaretReport(host);
  let hasCaret = seen?.caret !== undefined;
  const page = createPageEditor({
    ...pageLinks(host, first, () => page, report),
    mountAt: text,
    firstPages: pagesThrough(desk, seen?.scrollTop ?? 0),
    onChanged: () => {
      drafts.changed();
      withFrame((frame) => frame.scriptChanged());
    },
    onSelection: () => followCaret(),
    onFocus: () => {
      hasCaret = true;
      followCaret();
    },
  });
  const drafts = keepDrafts(page, first.run);
  const save = createViewStateSaver(api, () => ({
    ...(hasCaret ? { caret: page.caret() } : {}),
    scrollTop: scrollPlace(desk),
  }));
  const followCaret = () => {
    withFrame((frame) => frame.caretMoved());
    if (!hasCaret) return;
    report.at(page.caret().elementId);
    save();
  };
  desk.addEventListener('scroll', () => {
    withFrame((frame) => frame.update());
    save();
  });
  return {
    page,
    followCaret,
    caret: () => (hasCaret ? page.caret() : undefined),
    written: (sequence) => {
      if (page.sync.isLast(sequence)) drafts.written();
    },
  };
}

function pageLinks(host: Host, first: PageStart, page: () => PageEditor, report: CaretReport) {
  return {
    elements: first.elements,
    foreign: first.foreign,
    settings: first.settings,
    translate: createTranslate(first.strings),
    newId: () => crypto.randomUUID(),
    postSplice: (splice: Parameters<Parameters<typeof createPageEditor>[0]['postSplice']>[0]) =>
      host.tell('splice', { ...splice, inserted: [...splice.inserted] }),
    postHistory: (command: 'undo' | 'redo') => host.tell('history', { command }),
    onLost: (why: string) => void startOver(host, page(), why),
    onBlur: () => report.settle(),
  };
}

function keepDrafts(page: PageEditor, run: string | undefined): DraftKeeper {
  const drafts = createDraftKeeper({
    storage: localStorage,
    run,
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
    shown: () => page.elements(),
    confirmed: () => page.sync.confirmed,
    ownEdits: () => {
      page.sync.flush();
      return page.sync.sequence;
    },
  });
  addEventListener('pagehide', () => drafts.leave());
  return drafts;
}

/** The two ends have lost each other: what the host has is asked for again. */
async function startOver(host: Host, page: PageEditor, why: string): Promise<void> {
  host.tell('logError', { message: `The page starts over: ${why}` });
  const { elements, foreign } = await host.call('ready', {});
  page.sync.reset(elements, foreign);
}

/** VS Code may focus the webview before the page is there, or the frame around the text; either means the text. */
function installFocus(page: PageEditor): void {
  if (document.hasFocus()) page.focus();
  addEventListener('focus', () => {
    if (!document.activeElement || document.activeElement === document.body) page.focus();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) page.sync.flush();
  });
}
