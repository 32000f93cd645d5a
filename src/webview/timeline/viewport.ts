/** The zoom and scroll of the timeline as signals, and every way to change them. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { clampTop, type Lane, lanesHeight, tracksTop } from './lanes.ts';
import { clampViewport, fitViewport, followFrame, panBy, scrollToFrames, type Viewport, zoomAt } from './layout.ts';
import type { Picture } from './model.ts';

/** Pixels of a second in a view that nobody has zoomed yet. */
const firstPixelsPerSecond = 34;
/** One press of a zoom button or key. */
const zoomStep = 1.5;

export interface StoredViewport {
  readonly pixelsPerFrame: number;
  readonly leftFrame: number;
  readonly topPixels: number;
}

/** Owns what part of the timeline is on screen. Asks nothing of the host. */
export class ViewportState {
  readonly #picture: ReadonlySignal<Picture | undefined>;
  readonly #size = signal({ width: 0, height: 0 });
  readonly #wanted: Signal<StoredViewport | undefined>;

  /** `restored`: where the view was before it was hidden. */
  constructor(picture: ReadonlySignal<Picture | undefined>, restored: StoredViewport | undefined) {
    this.#picture = picture;
    this.#wanted = signal(restored);
  }

  /** Always within its limits, whatever the size and the model have become. Zero width before the first layout. */
  readonly view: ReadonlySignal<Viewport> = computed(() => {
    const widthPixels = this.#size.value.width;
    const picture = this.#picture.value;
    const wanted = this.#wanted.value;
    if (!picture) return fitViewport(widthPixels, 1);
    if (!wanted) return this.#firstView(picture, widthPixels);
    return clampViewport({ ...wanted, widthPixels }, picture.contentFrames);
  });

  readonly topPixels: ReadonlySignal<number> = computed(() => {
    const lanes: readonly Lane[] = this.#picture.value?.lanes ?? [];
    return clampTop(this.#wanted.value?.topPixels ?? 0, lanes, this.height.value);
  });

  /** Height of the canvas in pixels. */
  readonly height: ReadonlySignal<number> = computed(() => this.#size.value.height);

  /** Some tracks are out of sight above or below. */
  readonly canScrollTracks: ReadonlySignal<boolean> = computed(
    () => lanesHeight(this.#picture.value?.lanes ?? []) > this.height.value - tracksTop,
  );

  /** What to keep through hiding and reload; undefined while the view was never moved. */
  readonly stored: ReadonlySignal<StoredViewport | undefined> = computed(() => this.#wanted.value);

  setSize(widthPixels: number, height: number): void {
    const { width, height: before } = this.#size.peek();
    if (width !== widthPixels || before !== height) this.#size.value = { width: Math.max(0, widthPixels), height };
  }

  /** Back to the first view: another project is shown. */
  reset(): void {
    this.#wanted.value = undefined;
  }

  /** Zooms about pixel `x` of the tracks. */
  zoom(factor: number, x: number): void {
    this.#move((view, frames) => zoomAt(view, factor, x, frames));
  }

  /** One step closer or away, about `frame` when it is on screen, else about the middle. */
  zoomStep(direction: 1 | -1, frame: number): void {
    const { pixelsPerFrame, leftFrame, widthPixels } = this.view.peek();
    const x = (frame - leftFrame) * pixelsPerFrame;
    this.zoom(zoomStep ** direction, x >= 0 && x <= widthPixels ? x : widthPixels / 2);
  }

  /** Shows everything that the script fills; an empty timeline is shown in its whole length. */
  fit(): void {
    this.#move((view) => this.#wholeScript(view.widthPixels));
  }

  panBy(pixels: number): void {
    this.#move((view, frames) => panBy(view, pixels, frames));
  }

  /** Puts `frame` in the middle. */
  centreOn(frame: number): void {
    this.#move((view, frames) =>
      clampViewport({ ...view, leftFrame: frame - view.widthPixels / view.pixelsPerFrame / 2 }, frames),
    );
  }

  showFrames(startFrame: number, endFrame: number): void {
    this.#move((view, frames) => scrollToFrames(view, startFrame, endFrame, frames));
  }

  follow(frame: number): void {
    this.#move((view, frames) => followFrame(view, frame, frames));
  }

  scrollTracksBy(pixels: number): void {
    this.#scrollTracksTo(this.topPixels.peek() + pixels);
  }

  /** Scrolls the tracks as little as brings a lane into sight. */
  showLane(lane: Lane, roomPixels: number): void {
    const top = this.topPixels.peek();
    if (lane.top < top) this.#scrollTracksTo(lane.top);
    else if (lane.top + lane.height > top + roomPixels) this.#scrollTracksTo(lane.top + lane.height - roomPixels);
  }

  #scrollTracksTo(topPixels: number): void {
    const lanes = this.#picture.peek()?.lanes ?? [];
    const clamped = clampTop(topPixels, lanes, this.height.peek());
    if (clamped !== this.topPixels.peek()) this.#wanted.value = { ...this.view.peek(), topPixels: clamped };
  }

  #move(change: (view: Viewport, contentFrames: number) => Viewport): void {
    const picture = this.#picture.peek();
    const view = this.view.peek();
    if (!picture || view.widthPixels <= 0) return;
    const { pixelsPerFrame, leftFrame } = change(view, picture.contentFrames);
    if (pixelsPerFrame === view.pixelsPerFrame && leftFrame === view.leftFrame) return;
    this.#wanted.value = { pixelsPerFrame, leftFrame, topPixels: this.topPixels.peek() };
  }

  #firstView(picture: Picture, widthPixels: number): Viewport {
    const whole = this.#wholeScript(widthPixels);
    const pixelsPerFrame = Math.max(whole.pixelsPerFrame, firstPixelsPerSecond / picture.frameRate);
    return clampViewport({ pixelsPerFrame, leftFrame: 0, widthPixels }, picture.contentFrames);
  }

  #wholeScript(widthPixels: number): Viewport {
    const picture = this.#picture.peek();
    return fitViewport(widthPixels, picture?.lastFrame || picture?.contentFrames || 1);
  }
}
