/** Small pictures of images, fetched when they are first drawn and kept up to a number. */

const maxKept = 300;
/** Twice the height of a usual lane, for sharp screens. */
const heightPixels = 108;

export class Thumbnails {
  readonly #kept = new Map<string, ImageBitmap | 'loading' | 'none'>();
  readonly #onLoaded: () => void;

  constructor(onLoaded: () => void) {
    this.#onLoaded = onLoaded;
  }

  /** The picture when it is there; asking for one that is not fetches it. */
  get(uri: string): ImageBitmap | undefined {
    const known = this.#kept.get(uri);
    if (known === undefined) void this.#load(uri);
    return typeof known === 'object' ? known : undefined;
  }

  async #load(uri: string): Promise<void> {
    this.#kept.set(uri, 'loading');
    try {
      const response = await fetch(uri);
      if (!response.ok) throw new Error(String(response.status));
      const picture = await createImageBitmap(await response.blob(), {
        resizeHeight: heightPixels,
        resizeQuality: 'medium',
      });
      this.#keep(uri, picture);
      this.#onLoaded();
    } catch {
      this.#kept.set(uri, 'none'); // Drawn without its picture: the colours of its name stand for it.
    }
  }

  #keep(uri: string, picture: ImageBitmap): void {
    this.#kept.delete(uri);
    this.#kept.set(uri, picture);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > maxKept && oldest !== undefined) this.#kept.delete(oldest);
  }
}
