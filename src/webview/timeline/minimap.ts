/** The minimap as the stage shows it: drawn beside the stage and copied onto it, since it draws every clip. */
import { drawMinimapGround, drawMinimapLanes } from './drawMinimap.ts';
import { labelWidth, minimapHeight } from './lanes.ts';
import type { Picture } from './model.ts';
import type { Theme } from './theme.ts';

/** After an edit it is drawn anew this long after the last of some, */
const restMilliseconds = 120;
/** and this long after the first of them at the latest, */
const latestMilliseconds = 1000;
/** so many tracks at a time, so that no frame waits for it. */
const lanesAtOnce = 4;

/** What the minimap shows; another of anything is another minimap. */
interface Shown {
  readonly picture: Picture;
  readonly theme: Theme;
  readonly widthPixels: number;
  readonly ratio: number;
}

export class Minimap {
  readonly #onDrawn: () => void;
  #canvas: OffscreenCanvas | undefined;
  #shown: Shown | undefined;
  #wanted: Shown | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #latest = 0;

  /** @param onDrawn it is another than before, and wants to be painted */
  constructor(onDrawn: () => void) {
    this.#onDrawn = onDrawn;
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  /** Copies it onto the stage. A first picture or an edit is seen at once on the stage; the minimap follows when the hand rests. */
  paint(stage: CanvasRenderingContext2D, now: Shown): void {
    const isFirst = this.#shown === undefined;
    const isEdit = this.#shown !== undefined && isSameView(this.#shown, now);
    if (isFirst) this.#ask(now, 0);
    else if (!isEdit) this.#drawWhole(now);
    else if (now.picture !== this.#shown?.picture) this.#ask(now, restMilliseconds);
    else this.#forget();
    this.copy(stage);
  }

  /** Copies it onto the stage as it is. */
  copy(stage: CanvasRenderingContext2D): void {
    if (this.#canvas && this.#shown)
      stage.drawImage(this.#canvas, labelWidth, 0, this.#shown.widthPixels, minimapHeight);
  }

  #ask(wanted: Shown, milliseconds: number): void {
    const known = this.#wanted;
    if (known?.picture === wanted.picture && isSameView(known, wanted)) return;
    const now = performance.now();
    if (known === undefined) this.#latest = now + latestMilliseconds;
    this.#wanted = wanted;
    clearTimeout(this.#timer);
    const wait = Math.max(0, Math.min(milliseconds, this.#latest - now));
    this.#timer = setTimeout(() => this.#drawInParts(wanted), wait);
  }

  /** An edit that comes in between begins it again. */
  #drawInParts(wanted: Shown): void {
    const { canvas, lanes } = begin(wanted);
    let done = 0;
    const part = () => {
      done = lanes(done, done + lanesAtOnce);
      if (done < wanted.picture.lanes.length) this.#timer = setTimeout(part);
      else {
        this.#keep(wanted, canvas);
        this.#onDrawn();
      }
    };
    part();
  }

  #drawWhole(wanted: Shown): void {
    const { canvas, lanes } = begin(wanted);
    lanes(0, wanted.picture.lanes.length);
    this.#keep(wanted, canvas);
  }

  #keep(shown: Shown, canvas: OffscreenCanvas): void {
    this.#canvas = canvas;
    this.#shown = shown;
    this.#forget();
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#wanted = undefined;
  }
}

function isSameView(one: Shown, other: Shown): boolean {
  return one.theme === other.theme && one.widthPixels === other.widthPixels && one.ratio === other.ratio;
}

function begin({ picture, theme, widthPixels, ratio }: Shown): {
  readonly canvas: OffscreenCanvas;
  readonly lanes: (from: number, to: number) => number;
} {
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(widthPixels * ratio)),
    Math.max(1, Math.round(minimapHeight * ratio)),
  );
  const context = canvas.getContext('2d', { alpha: false });
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  if (context) drawMinimapGround(context, theme, widthPixels);
  return {
    canvas,
    lanes(from, to) {
      if (context) drawMinimapLanes(context, { picture, theme, widthPixels, from, to });
      return to;
    },
  };
}
