import * as vscode from 'vscode';
import { estimateActionSeconds, estimateDialogueSeconds } from '../../language/timing.ts';
import { hostCommands, timelineCommands } from '../../webview/timeline/editing/commandNames.ts';
import type { DroppedMedia, TimelineEdit } from '../../webview/timeline/editing/editMessages.ts';
import type { HostCommand } from '../../webview/timeline/protocol.ts';
import type { Library } from '../library/library.ts';
import type { MediaStore } from '../library/media.ts';
import { systemClock } from '../platform/clock.ts';
import { ContextKey } from '../platform/contextKey.ts';
import { type Disposable, Disposables } from '../platform/disposables.ts';
import { Emitter, type Event } from '../platform/emitter.ts';
import { isHumanError } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import type { SoundOutput } from '../platform/soundOutput.ts';
import type { WebviewTabs } from '../platform/staleTabs.ts';
import type { ScriptEditors, Scripts } from '../sync/scripts.ts';
import type { VoiceLanding } from '../voices/voiceLanding.ts';
import type { ImportFiles } from './dropMedia.ts';
import type { DroppedFiles } from './droppedFiles.ts';
import { createLanding } from './landing.ts';
import { BeatReader } from './scriptBeats.ts';
import { followScripts } from './scriptFollower.ts';
import { ScriptFollowing } from './scriptFollowing.ts';
import { type HeardLine, type Speaking, speakingOf } from './speaking.ts';
import { TimelineEdits } from './timelineEdits.ts';
import { TimelinePanel } from './timelinePanel.ts';
import { TimelineSource } from './timelineSource.ts';
import { timelineStrings, viewNames } from './timelineStrings.ts';
import { TimelineSurface } from './timelineSurface.ts';
import { TimelineView } from './timelineView.ts';

export interface TimelineDeps {
  readonly extensionUri: vscode.Uri;
  readonly library: Library;
  readonly media: MediaStore;
  readonly scripts: Scripts;
  readonly editors: ScriptEditors;
  readonly importFiles: ImportFiles;
  /** Registers a command whose failures are told to the writer. */
  readonly command: (id: string, body: (...args: readonly unknown[]) => unknown) => vscode.Disposable;
  readonly log: Log;
}

/** The timeline as other features use it. */
export interface Timeline extends Disposable {
  readonly landing: VoiceLanding;
  readonly sound: SoundOutput;
  /** The writer pressed the button for a line's voice. */
  readonly onDidAskForVoice: Event<{ readonly elementId: string }>;
  /** The writer chose a clip or a line: its place in the script is to be shown. */
  readonly onDidAskToReveal: Event<{ readonly elementId: string }>;
  /** The writer asked for the voices of several lines. */
  readonly onDidAskForVoices: Event<VoicesAsked>;
  /** What is heard while a timeline plays, a few times a second; undefined when nobody speaks any more. */
  readonly onDidSpeak: Event<Speaking | undefined>;
  /** The surface that commands act on: the active one, else a visible one. */
  readonly surface: TimelineSurface | undefined;
  readonly tabs: WebviewTabs;
}

/** Lines whose voices are wanted: those of the scene that a line belongs to, or these. */
export type VoicesAsked =
  | { readonly kind: 'scene'; readonly elementId: string }
  | { readonly kind: 'lines'; readonly elementIds: readonly string[] };

/** The timeline's panel, view, commands and the clips that follow the script. Reads nothing before a timeline is shown or a script changes. */
export function registerTimeline(deps: TimelineDeps): Timeline {
  return new TimelineFeature(deps);
}

class TimelineFeature implements Timeline {
  readonly landing: VoiceLanding;
  readonly sound: SoundOutput;
  readonly #deps: TimelineDeps;
  readonly #lifetime = new Disposables();
  readonly #askedForVoice: Emitter<{ readonly elementId: string }>;
  readonly #askedToReveal: Emitter<{ readonly elementId: string }>;
  readonly #askedForVoices: Emitter<VoicesAsked>;
  readonly #spoke: Emitter<Speaking | undefined>;
  readonly #edits: TimelineEdits;
  readonly #following: ScriptFollowing;
  readonly #isOpen: ContextKey<boolean>;
  readonly #isFocused: ContextKey<boolean>;
  readonly #isViewFocused: ContextKey<boolean>;
  readonly #source: TimelineSource;
  readonly #panel: TimelinePanel;
  readonly #view: TimelineView;
  #focused: TimelineSurface | undefined;
  #dropped: Promise<DroppedFiles> | undefined;
  /** Called when a page has its model. */
  #waiting: (() => void)[] = [];
  /** Where the script's caret was last. */
  #caret: { readonly elementId: string; readonly projectId: string | undefined } | undefined;

  constructor(deps: TimelineDeps) {
    const { library, media, log, scripts, editors } = deps;
    const onError = (cause: unknown) => log.error('A listener of the timeline failed', cause);
    this.#deps = deps;
    this.#askedForVoice = this.#lifetime.add(new Emitter(onError));
    this.#askedToReveal = this.#lifetime.add(new Emitter(onError));
    this.#askedForVoices = this.#lifetime.add(new Emitter(onError));
    this.#spoke = this.#lifetime.add(new Emitter(onError));
    this.#isOpen = this.#lifetime.add(new ContextKey<boolean>('screenplay.timelineOpen'));
    this.#isFocused = this.#lifetime.add(new ContextKey<boolean>('screenplay.timelineFocused'));
    this.#isViewFocused = this.#lifetime.add(new ContextKey<boolean>('screenplay.timelineViewFocused'));
    const estimates = { dialogueSeconds: estimateDialogueSeconds, actionSeconds: estimateActionSeconds };
    const reader = this.#lifetime.add(new BeatReader(library, estimates));
    this.#source = new TimelineSource({ library, media, reader, names: viewNames(), log });
    const makeSurface = (webview: vscode.Webview) => this.#makeSurface(webview);
    const onChange = () => this.#surfacesChanged();
    this.#panel = this.#lifetime.add(new TimelinePanel(makeSurface, onChange));
    this.#view = this.#lifetime.add(new TimelineView(makeSurface, onChange));
    const landing = createLanding(library, reader, () => crypto.randomUUID());
    this.landing = landing;
    this.#edits = new TimelineEdits({ library, landing, log });
    const edits = this.#edits;
    this.#following = new ScriptFollowing({
      ...{ library, landing, edits },
      isShown: (projectId) => this.#surfacesOf(projectId).length > 0,
      showPreview: (projectId, preview) => {
        for (const surface of this.#surfacesOf(projectId)) surface.showPreview(preview);
      },
    });
    this.sound = this.#createSound();
    this.#lifetime.add(
      followScripts({
        ...{ library, log, clock: systemClock },
        follow: (projectId) => this.#following.follow(projectId),
        projectIds: () => scripts.sessions.flatMap((session) => session.link?.projectId ?? []),
        onChange: ({ assets }) => this.#refresh(assets),
      }),
    );
    this.#lifetime.add(editors.onDidMoveCaret(({ session, elementId }) => this.#caretMoved(session.link, elementId)));
    this.#registerCommands();
  }

  get onDidAskForVoice() {
    return this.#askedForVoice.event;
  }

  get onDidAskToReveal() {
    return this.#askedToReveal.event;
  }

  get onDidAskForVoices() {
    return this.#askedForVoices.event;
  }

  get onDidSpeak() {
    return this.#spoke.event;
  }

  get tabs(): WebviewTabs {
    return this.#panel.tabs;
  }

  get surface(): TimelineSurface | undefined {
    const visible = this.#visible();
    return visible.find((surface) => surface === this.#focused) ?? visible[0];
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  #visible(): readonly TimelineSurface[] {
    return [this.#panel, this.#view].flatMap(({ surface, isVisible }) => (surface && isVisible ? [surface] : []));
  }

  #surfacesOf(projectId: string): readonly TimelineSurface[] {
    return this.#visible().filter((surface) => surface.projectId === projectId && surface.isUp);
  }

  #registerCommands(): void {
    const { command } = this.#deps;
    this.#lifetime.add(command('screenplay.openTimeline', () => this.#open()));
    for (const id of ['timeline.addMedia', 'addAssetToTimeline']) {
      this.#lifetime.add(command(`screenplay.${id}`, (argument) => this.#addMedia(argument)));
    }
    for (const name of timelineCommands) {
      this.#lifetime.add(command(`screenplay.timeline.${name}`, () => this.surface?.run(name)));
    }
    for (const name of hostCommands) {
      this.#lifetime.add(command(`screenplay.timeline.${name}`, () => this.#runHere(name, this.surface)));
    }
  }

  /** What the extension does itself, for the timeline that is shown. */
  async #runHere(name: HostCommand, surface: TimelineSurface | undefined): Promise<void> {
    const projectId = surface?.projectId ?? this.#projectInHand();
    if (projectId === undefined) return;
    const { runHostCommand } = await import('./hostCommands.ts');
    const { library, media } = this.#deps;
    await runHostCommand(name, {
      ...{ library, media, projectId, surface, edits: this.#edits, following: this.#following },
      generateLine: (elementId) => this.#askedForVoice.fire({ elementId }),
      generateVoices: (asked) => this.#askedForVoices.fire(asked),
      caret: this.#caret?.elementId,
    });
  }

  async #addMedia(argument: unknown): Promise<void> {
    const { addMedia } = await import('./addMedia.ts');
    const projectId = this.surface?.projectId ?? this.#projectInHand();
    await addMedia({ library: this.#deps.library, projectId, show: (id) => this.#shown(id) }, argument);
  }

  async #dropMedia(projectId: string | undefined, drop: DroppedMedia): Promise<void> {
    if (projectId === undefined) return;
    const { dropMedia } = await import('./dropMedia.ts');
    const { library, importFiles } = this.#deps;
    const files = await this.#droppedFiles();
    await dropMedia({ ...{ library, projectId, files, importFiles }, show: (id) => this.#shown(id) }, drop);
  }

  #droppedFiles(): Promise<DroppedFiles> {
    this.#dropped ??= import('./droppedFiles.ts').then((m) => new m.DroppedFiles(this.#deps.media));
    return this.#dropped;
  }

  /** A project's timeline that is up, opened when there is none. */
  async #shown(projectId: string): Promise<TimelineSurface | undefined> {
    const [visible] = this.#surfacesOf(projectId);
    if (visible) return visible;
    await this.#panel.open(projectId);
    const { surface } = this.#panel;
    if (surface && !surface.isUp) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this.#panel.surface;
  }

  async #open(): Promise<void> {
    const caret = await this.#deps.editors.currentElement();
    if (caret) this.#caretMoved(caret.session.link, caret.elementId);
    await this.#panel.open(this.#projectInHand());
  }

  /** The project of the script in hand, else the one that was changed last. */
  #projectInHand(): string | undefined {
    const newest = () => this.#deps.library.projects().toSorted((a, b) => b.updated_at.localeCompare(a.updated_at))[0];
    return this.#likelyProject() ?? newest()?.id;
  }

  #likelyProject(): string | undefined {
    return this.#caret?.projectId ?? this.#deps.scripts.sessions.find((session) => session.link)?.link?.projectId;
  }

  #makeSurface(webview: vscode.Webview): TimelineSurface {
    const { extensionUri, media, library, log } = this.#deps;
    const surface = new TimelineSurface(
      webview,
      { extensionUri, media, mediaRoot: library.mediaRoot, source: this.#source, strings: timelineStrings(), log },
      {
        reveal: (elementId) => this.#askedToReveal.fire({ elementId }),
        generateVoice: (elementId) => this.#askedForVoice.fire({ elementId }),
        edit: (edit) => this.#edit(surface.projectId, edit),
        askText: async (what, value) => (await import('./askText.ts')).askText(what, value),
        dropSlice: async (slice) => (await this.#droppedFiles()).take(slice),
        dropMedia: (drop) => this.#dropMedia(surface.projectId, drop),
        answerPreview: (answer) => void this.#answer(surface.projectId, answer),
        speaking: (lines) => this.#spoke.fire(this.#speaking(lines)),
        hostCommand: (name) => void vscode.commands.executeCommand(`screenplay.timeline.${name}`),
        peaksFound: (found) =>
          void import('./keepSoundShape.ts').then((m) => m.keepSoundShape(library, surface.projectId, found)),
        focusChanged: (focused) => this.#focusChanged(surface, focused),
        leave: () => void this.#leave(),
        isReady: () => this.#isReady(surface),
      },
    );
    surface.show(this.#likelyProject());
    surface.setCaret(this.#caret?.elementId);
    return surface;
  }

  #surfacesChanged(): void {
    const visible = this.#visible();
    this.#isOpen.set(visible.length > 0);
    if (this.#focused && !visible.includes(this.#focused)) this.#focusChanged(this.#focused, false);
  }

  #focusChanged(surface: TimelineSurface, focused: boolean): void {
    if (focused) this.#focused = surface;
    else if (this.#focused === surface) this.#focused = undefined;
    this.#isFocused.set(this.#focused !== undefined);
    this.#isViewFocused.set(this.#focused !== undefined && this.#focused === this.#view.surface);
  }

  #caretMoved(link: { readonly projectId: string } | undefined, elementId: string): void {
    this.#caret = { elementId, projectId: link?.projectId };
    for (const { surface } of [this.#panel, this.#view]) {
      if (!surface) continue;
      if (surface === this.#view.surface || surface.projectId === undefined) surface.show(link?.projectId);
      surface.setCaret(elementId);
    }
  }

  #refresh(assets: boolean): void {
    if (assets) this.#source.forgetFiles();
    const projectId = this.#likelyProject();
    for (const { surface } of [this.#panel, this.#view]) {
      if (surface?.projectId === undefined) surface?.show(projectId);
      surface?.refresh();
    }
    this.#panel.setTitle();
  }

  /** False when it was not written; a library that cannot be used says why. */
  #edit(projectId: string | undefined, edit: TimelineEdit): boolean {
    try {
      return projectId !== undefined && this.#edits.edit(projectId, edit);
    } catch (cause) {
      this.#deps.log.warn('An edit of the timeline could not be written', cause);
      const failed = vscode.l10n.t('That did not work, and nothing was changed. The log tells more.');
      void vscode.window.showWarningMessage(isHumanError(cause) ? vscode.l10n.t(cause.message) : failed);
      return false;
    }
  }

  #speaking(lines: readonly HeardLine[]): Speaking | undefined {
    const { library, scripts } = this.#deps;
    return speakingOf(lines, library, (id) => scripts.withElement(id)?.elements.find((element) => element.id === id));
  }

  #isReady(surface: TimelineSurface): void {
    this.#panel.setTitle();
    const preview = this.#following.pendingOf(surface.projectId);
    const waiting = this.#waiting.splice(0);
    // After the page has its model, which is on its way.
    setImmediate(() => {
      if (preview) surface.showPreview(preview);
      for (const act of waiting) act();
    });
  }

  async #answer(
    projectId: string | undefined,
    answer: { readonly apply: boolean; readonly always: boolean },
  ): Promise<void> {
    if (projectId === undefined) return;
    try {
      await this.#following.answer(projectId, answer);
    } catch (cause) {
      this.#deps.log.warn('The timeline could not be laid out', cause);
      void vscode.window.showWarningMessage(
        vscode.l10n.t('The timeline could not be laid out, and nothing was changed. The log tells more.'),
      );
    }
  }

  /** Back to the script, whose caret is where it was. */
  async #leave(): Promise<void> {
    const target = this.#panel.isActive ? 'focusPreviousGroup' : 'focusActiveEditorGroup';
    await vscode.commands.executeCommand(`workbench.action.${target}`);
  }

  #createSound(): SoundOutput {
    const ready = () => this.#visible().find((surface) => surface.isUp);
    return {
      isReady: () => ready() !== undefined,
      play: async (sound) => (await ready()?.playSound(sound)) ?? false,
      stop: () => {
        for (const surface of this.#visible()) surface.stopSound();
      },
    };
  }
}
