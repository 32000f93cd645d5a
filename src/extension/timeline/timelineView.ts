import * as vscode from 'vscode';
import { Disposables } from '../platform/disposables.ts';
import type { MakeSurface } from './timelinePanel.ts';
import type { TimelineSurface } from './timelineSurface.ts';

/** The timeline as a view in the bottom panel. */
export class TimelineView implements vscode.WebviewViewProvider, vscode.Disposable {
  readonly #makeSurface: MakeSurface;
  readonly #onChange: () => void;
  readonly #registration: vscode.Disposable;
  #lifetime = new Disposables();
  #view: vscode.WebviewView | undefined;
  #surface: TimelineSurface | undefined;

  /** `onChange` hears when the view came, went, was hidden or shown. */
  constructor(makeSurface: MakeSurface, onChange: () => void) {
    this.#makeSurface = makeSurface;
    this.#onChange = onChange;
    this.#registration = vscode.window.registerWebviewViewProvider('screenplay.timelineView', this);
  }

  get surface(): TimelineSurface | undefined {
    return this.#surface;
  }

  get isVisible(): boolean {
    return this.#view?.visible ?? false;
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const surface = this.#makeSurface(view.webview);
    this.#view = view;
    this.#surface = surface;
    this.#lifetime = new Disposables();
    this.#lifetime.add(surface);
    this.#lifetime.add(
      view.onDidChangeVisibility(() => {
        if (!view.visible) surface.pageLeft();
        this.#onChange();
      }),
    );
    this.#lifetime.add(
      view.onDidDispose(() => {
        this.#view = undefined;
        this.#surface = undefined;
        this.#lifetime.dispose();
        this.#onChange();
      }),
    );
    this.#onChange();
  }

  dispose(): void {
    this.#registration.dispose();
    this.#lifetime.dispose();
  }
}
