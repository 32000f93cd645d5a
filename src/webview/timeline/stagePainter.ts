/** Keeps the two canvases in step with the state: one for what stands still, one above it for what moves. */
import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import { drawOverlay } from './drawOverlay.ts';
import { drawStage, setTextFont } from './drawStage.ts';
import { createTextFitter, type TextFitter } from './fitText.ts';
import { labelWidth } from './lanes.ts';
import { Minimap } from './minimap.ts';
import type { Picture } from './model.ts';
import { decodePeaks } from './peaks.ts';
import type { TimelineState } from './state.ts';
import { describeName } from './strings.ts';
import type { Theme } from './theme.ts';
import { Thumbnails } from './thumbnails.ts';

/** Set when the first whole picture stands on the canvas; for measuring. */
export const paintedMark = 'timeline.painted';
/** There and back. */
const sweepMilliseconds = 1800;

export class StagePainter {
  readonly #state: TimelineState;
  readonly #theme: ReadonlySignal<Theme>;
  readonly #still: CanvasRenderingContext2D;
  readonly #moving: CanvasRenderingContext2D;
  readonly #ratio = signal(1);
  readonly #isFocused: ReadonlySignal<boolean>;
  readonly #fontsLoaded = signal(0);
  readonly #picturesLoaded = signal(0);
  readonly #sweep = signal<number | undefined>(undefined);
  readonly #thumbnails = new Thumbnails(() => this.#picturesLoaded.value++);
  readonly #peaks = new Map<string, { readonly text: string; readonly peaks: Uint8Array }>();
  readonly #minimap = new Minimap(() => this.#minimap.copy(this.#still));
  readonly #stops: (() => void)[] = [];
  #fitter: { readonly theme: Theme; readonly fitter: TextFitter } | undefined;
  #frame = 0;
  #isStillOld = true;
  #hasPainted = false;

  constructor(
    state: TimelineState,
    theme: ReadonlySignal<Theme>,
    canvases: { readonly still: HTMLCanvasElement; readonly moving: HTMLCanvasElement },
    isFocused: ReadonlySignal<boolean>,
  ) {
    this.#state = state;
    this.#theme = theme;
    this.#isFocused = isFocused;
    this.#still = contextOf(canvases.still, { alpha: false });
    this.#moving = contextOf(canvases.moving, { alpha: true });
    this.#stops.push(
      effect(() => this.#fitCanvases()),
      effect(() => {
        this.#readStill();
        this.#isStillOld = true;
        this.#schedule();
      }),
      effect(() => {
        this.#readMoving();
        this.#schedule();
      }),
      effect(() => this.#sweepWhileWaiting()),
      this.#watchRatio(),
    );
    this.#paint();
    void document.fonts.load('13px codicon').then(() => this.#fontsLoaded.value++);
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#minimap.dispose();
    for (const stop of this.#stops) stop();
  }

  /** Draws in the next frame; a first picture at once, or the frame would be lost that the browser is making ready now. */
  #schedule(): void {
    if (this.#state.picture.peek() && !this.#hasPainted) untracked(() => this.#paint());
    else if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#paint());
  }

  /** Names what the still canvas shows, so that a change of it asks for a new drawing. */
  #readStill() {
    const { viewport, picture, strings } = this.#state;
    return {
      picture: picture.value,
      view: viewport.view.value,
      topPixels: viewport.topPixels.value,
      height: viewport.height.value,
      theme: this.#theme.value,
      ratio: this.#ratio.value,
      scenesLabel: strings.scenes,
      fonts: this.#fontsLoaded.value,
      failed: this.#state.voices.failed.value,
      trackInHand: this.#state.selection.trackId.value,
      pictures: this.#picturesLoaded.value,
    };
  }

  #readMoving() {
    return {
      ...this.#readStill(),
      playheadFrame: this.#state.playheadFrame.value,
      selected: this.#state.selected.value,
      selection: this.#state.selection.items.value,
      snappedTo: this.#state.editor.snappedTo.value,
      marquee: this.#state.marquee.value,
      refusal: this.#state.dropRefusal.value,
      inOut: this.#state.inOut.value,
      preview: this.#state.preview.value,
      sweep: this.#sweep.value,
      atCaret: this.#state.atCaret.value,
      speaking: this.#state.speaking.value,
      isFocused: this.#isFocused.value,
    };
  }

  #paint(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const moving = this.#readMoving();
    const { picture, theme, view, ratio } = moving;
    if (!picture) this.#paintNothing(theme);
    if (!picture || view.widthPixels <= 0) return;
    if (this.#isStillOld) {
      this.#isStillOld = false;
      this.#still.setTransform(ratio, 0, 0, ratio, 0, 0);
      drawStage(this.#still, {
        ...moving,
        picture,
        fitter: this.#fitterFor(theme),
        peaksOf: (soundId) => this.#peaksOf(picture, soundId),
        pictureOf: (uri) => this.#thumbnails.get(uri),
        nameOf: (item) => describeName(this.#state.strings, item),
        stateOf: (item) => this.#state.voices.stateOf(item),
      });
      this.#minimap.paint(this.#still, { picture, theme, widthPixels: view.widthPixels, ratio });
    }
    this.#moving.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawOverlay(this.#moving, { ...moving, picture, fitter: this.#fitterFor(theme) });
    if (!this.#hasPainted) performance.mark(paintedMark);
    this.#hasPainted = true;
  }

  /** The theme's ground, before there is anything on it. It also gives the canvases their memory and finds the fonts. */
  #paintNothing(theme: Theme): void {
    for (const context of [this.#still, this.#moving]) context.clearRect(0, 0, 1, 1);
    this.#still.fillStyle = theme.tracks;
    this.#still.fillRect(0, 0, this.#still.canvas.width, this.#still.canvas.height);
    this.#fitterFor(theme).fit(this.#state.strings.scenes, labelWidth);
  }

  /** While voices are on their way their marks move, unless the writer wants less motion. */
  #sweepWhileWaiting(): (() => void) | undefined {
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (!this.#state.voices.isWaiting.value || isStill || document.body.classList.contains('vscode-reduce-motion'))
      return undefined;
    const timer = setInterval(() => {
      this.#sweep.value = (1 - Math.cos((performance.now() / sweepMilliseconds) * Math.PI * 2)) / 2;
    }, 50);
    return () => {
      clearInterval(timer);
      this.#sweep.value = undefined;
    };
  }

  #fitterFor(theme: Theme): TextFitter {
    if (this.#fitter?.theme !== theme) {
      const context = this.#still;
      setTextFont(context, theme);
      this.#fitter = { theme, fitter: createTextFitter((text) => context.measureText(text).width) };
    }
    return this.#fitter.fitter;
  }

  #peaksOf(picture: Picture, soundId: string): Uint8Array | undefined {
    const text = picture.sounds.get(soundId)?.peaks;
    if (text === undefined) return undefined;
    const known = this.#peaks.get(soundId);
    if (known?.text === text) return known.peaks;
    const peaks = decodePeaks(text);
    this.#peaks.set(soundId, { text, peaks });
    return peaks;
  }

  #fitCanvases(): void {
    const { viewport } = this.#state;
    const width = labelWidth + viewport.view.value.widthPixels;
    const ratio = this.#ratio.value;
    for (const { canvas } of [this.#still, this.#moving]) {
      const [across, down] = [Math.round(width * ratio), Math.round(viewport.height.value * ratio)];
      if (canvas.width !== across) canvas.width = across;
      if (canvas.height !== down) canvas.height = down;
    }
  }

  /** Zooming the window, or dragging it to another screen, changes how many device pixels a CSS pixel has. */
  #watchRatio(): () => void {
    let query: MediaQueryList | undefined;
    const read = () => {
      query?.removeEventListener('change', read);
      this.#ratio.value = window.devicePixelRatio;
      query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
      query.addEventListener('change', read);
    };
    read();
    return () => query?.removeEventListener('change', read);
  }
}

function contextOf(canvas: HTMLCanvasElement, settings: CanvasRenderingContext2DSettings): CanvasRenderingContext2D {
  const context = canvas.getContext('2d', settings);
  if (!context) throw new Error('This window cannot draw the timeline');
  return context;
}
