import * as vscode from 'vscode';
import { createPeer, type Handlers, type Peer } from '../../webview/rpc.ts';
import type {
  AskedText,
  DroppedMedia,
  DroppedSlice,
  TimelineEdit,
  TimelinePreview,
} from '../../webview/timeline/editing/editMessages.ts';
import type { PlacedMedia } from '../../webview/timeline/editing/place.ts';
import {
  type HostCommand,
  packModel,
  stringsAttribute,
  type TimelineCommand,
  type TimelineModel,
  type TimelineStrings,
  toHost,
  toPage,
} from '../../webview/timeline/protocol.ts';
import type { MediaStore } from '../library/media.ts';
import type { Disposable } from '../platform/disposables.ts';
import type { Log } from '../platform/log.ts';
import { type PlayedSound, pathOfSound } from '../platform/soundOutput.ts';
import { webviewHtml } from '../platform/webviewHtml.ts';
import type { HeardLine } from './speaking.ts';
import type { TimelineSource } from './timelineSource.ts';
import { ToldModel } from './toldModel.ts';
import { emptyModel } from './viewModel.ts';

/** Where media come to lie. */
export interface MediaPlace {
  readonly frame: number;
  readonly trackId?: string | undefined;
}

/** What is selected on a page. */
export interface SurfaceSelection {
  readonly clips: number;
  /** The clip in hand. */
  readonly clipId?: string | undefined;
  readonly elementId?: string | undefined;
  readonly sceneId?: string | undefined;
}

/** What a timeline asks of the rest of the extension. */
export interface SurfaceEvents {
  reveal(elementId: string): void;
  generateVoice(elementId: string): void;
  /** Writes an edit; false when it was refused. */
  edit(edit: TimelineEdit): boolean;
  askText(what: AskedText, value: string): Promise<string | undefined>;
  dropSlice(slice: DroppedSlice): Promise<void>;
  /** Imports what was dropped and places it. */
  dropMedia(drop: DroppedMedia): Promise<void>;
  answerPreview(answer: { readonly apply: boolean; readonly always: boolean }): void;
  /** The lines that are heard now. */
  speaking(lines: readonly HeardLine[]): void;
  hostCommand(name: HostCommand): void;
  /** The shape of a sound that came without one. */
  peaksFound(found: { readonly soundId: string; readonly peaks: string }): void;
  focusChanged(focused: boolean): void;
  leave(): void;
  /** The page has its model. */
  isReady(): void;
}

export interface SurfaceDeps {
  readonly extensionUri: vscode.Uri;
  readonly mediaRoot: string;
  readonly media: MediaStore;
  readonly source: TimelineSource;
  readonly strings: TimelineStrings;
  readonly log: Log;
}

/** One timeline on screen: in a panel or in a view. It is told only what changed. */
export class TimelineSurface implements Disposable {
  readonly #webview: vscode.Webview;
  readonly #deps: SurfaceDeps;
  readonly #events: SurfaceEvents;
  readonly #peer: Peer<typeof toPage>;
  readonly #messages: vscode.Disposable;
  #projectId: string | undefined;
  #caret: string | undefined;
  /** What the page has; missing until it is up. */
  #told: ToldModel | undefined;
  #selection: SurfaceSelection = { clips: 0 };

  constructor(webview: vscode.Webview, deps: SurfaceDeps, events: SurfaceEvents) {
    this.#webview = webview;
    this.#deps = deps;
    this.#events = events;
    this.#peer = createPeer({
      local: toHost,
      remote: toPage,
      handlers: this.#handlers(events),
      post: (message) => void webview.postMessage(message),
      onError: (message, cause) => deps.log.warn(`Timeline: ${message}`, cause),
    });
    this.#messages = webview.onDidReceiveMessage((message) => this.#peer.receive(message));
    const bundle = vscode.Uri.joinPath(deps.extensionUri, 'dist', 'webview');
    webview.options = {
      enableScripts: true,
      localResourceRoots: [bundle, vscode.Uri.file(deps.mediaRoot)],
    };
    webview.html = webviewHtml({
      webview,
      script: vscode.Uri.joinPath(bundle, 'timeline.js'),
      style: vscode.Uri.joinPath(bundle, 'timeline.css'),
      isModule: true,
      nonce: crypto.randomUUID(),
      title: vscode.l10n.t('Timeline'),
      language: vscode.env.language,
      bodyAttributes: { [stringsAttribute]: encodeURIComponent(JSON.stringify(deps.strings)) },
    });
  }

  /** The page is up and has its model. */
  get isUp(): boolean {
    return this.#told !== undefined;
  }

  get projectId(): string | undefined {
    return this.#projectId;
  }

  /** The model that the page has, for tests and titles. */
  get model(): TimelineModel {
    return this.#told?.model ?? emptyModel;
  }

  /** Shows a project's timeline from now on. */
  show(projectId: string | undefined): void {
    if (projectId === this.#projectId) return;
    this.#projectId = projectId;
    this.refresh();
  }

  /** Tells the page what is different from what it has. */
  refresh(): void {
    const news = this.#told?.tell(this.#read());
    if (news?.kind === 'model') this.#peer.tell('model', packModel(news.model));
    else if (news) this.#peer.tell('patch', news.patch);
  }

  /** The selection of a page that is up. */
  get selection(): SurfaceSelection {
    return this.isUp ? this.#selection : { clips: 0 };
  }

  showPreview(preview: TimelinePreview | undefined): void {
    if (this.isUp) this.#peer.tell('preview', preview ? { preview } : {});
  }

  say(text: string): void {
    if (this.isUp) this.#peer.tell('say', { text });
  }

  /** The page is gone or hidden: it will ask for everything when it is back. */
  pageLeft(): void {
    this.#told = undefined;
    this.#events.speaking([]);
  }

  setCaret(elementId: string | undefined): void {
    if (elementId === this.#caret) return;
    this.#caret = elementId;
    if (this.isUp) this.#peer.tell('caret', elementId === undefined ? {} : { elementId });
  }

  run(name: TimelineCommand): void {
    if (this.isUp) this.#peer.tell('command', { name });
  }

  /** At a place, else where the playhead is; the edit comes back as one of the writer's. */
  placeMedia(media: readonly PlacedMedia[], at?: MediaPlace): void {
    if (this.isUp) this.#peer.tell('placeMedia', { media: [...media], ...(at ? { at } : {}) });
  }

  pause(): void {
    if (this.isUp) this.#peer.tell('pause', {});
  }

  /** Plays a media file for a line; false when the browser wants a click first. */
  async playSound(sound: PlayedSound): Promise<boolean> {
    const file = vscode.Uri.file(pathOfSound(this.#deps.media, sound));
    const uri = this.#webview.asWebviewUri(file).toString();
    const { started } = await this.#peer.call('playSound', { elementId: sound.elementId, uri });
    return started;
  }

  stopSound(): void {
    if (this.isUp) this.#peer.tell('stopSound', {});
  }

  dispose(): void {
    this.#told = undefined;
    this.#events.speaking([]);
    this.#messages.dispose();
    this.#peer.dispose();
  }

  #handlers(events: SurfaceEvents): Handlers<typeof toHost> {
    return {
      ready: () => {
        const model = this.#read();
        this.#told = new ToldModel(model);
        events.isReady();
        const caret = this.#caret;
        return { model: packModel(model), ...(caret === undefined ? {} : { caret }) };
      },
      reveal: ({ elementId }) => heard(() => events.reveal(elementId)),
      generateVoice: ({ elementId }) => heard(() => events.generateVoice(elementId)),
      edit: (edit) => {
        try {
          return { accepted: events.edit(edit) };
        } finally {
          // Whatever became of it: the page shows it, and has to be told what is true.
          this.#told?.tookOver(edit);
          this.refresh();
        }
      },
      askText: async ({ what, value }) => {
        const answer = await events.askText(what, value);
        return answer === undefined ? {} : { value: answer };
      },
      dropSlice: async (slice) => {
        await events.dropSlice(slice);
        return {};
      },
      dropMedia: async (drop) => {
        await events.dropMedia(drop);
        return {};
      },
      answerPreview: (answer) => heard(() => events.answerPreview(answer)),
      speaking: ({ lines }) => heard(() => events.speaking(lines)),
      hostCommand: ({ name }) => heard(() => events.hostCommand(name)),
      selectionChanged: (selection) =>
        heard(() => {
          this.#selection = selection;
        }),
      focusChanged: ({ focused }) => heard(() => events.focusChanged(focused)),
      peaksFound: (found) => heard(() => events.peaksFound(found)),
      leave: () => heard(() => events.leave()),
      logError: ({ message }) => heard(() => this.#deps.log.warn(`Timeline page: ${message}`)),
    };
  }

  #read(): TimelineModel {
    return this.#deps.source.modelOf(this.#projectId, (fileUrl) => this.#uriOf(fileUrl));
  }

  #uriOf(fileUrl: string): string {
    return this.#webview.asWebviewUri(vscode.Uri.file(this.#deps.media.resolve(fileUrl))).toString();
  }
}

/** Acts, and answers only that it was heard. */
function heard(act: () => void): Record<string, never> {
  act();
  return {};
}
