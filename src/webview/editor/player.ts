/** Plays one line at a time in the page. */

export interface PlayerEvents {
  /** A line has begun to sound, or (without one) silence has come. */
  readonly onSounding: (elementId: string | undefined) => void;
  /** The line has ended, or was stopped before its end. */
  readonly onEnded: (elementId: string, wasStopped: boolean) => void;
  /** The browser wants a click first; `true` while a line waits for it. */
  readonly onBlocked: (blocked: boolean) => void;
  readonly onError: (message: string) => void;
}

export interface Player {
  /** Plays a sound; what sounded before stops. True once it sounds, false when the browser refuses or the file cannot be read. */
  play(elementId: string, uri: string, rate?: number): Promise<boolean>;
  stop(): void;
  /** Plays what was refused; to be called from a click. */
  playRefused(): void;
}

interface Line {
  readonly elementId: string;
  readonly url: string;
}

/** Makes the page's player. The file is fetched whole (lines are short), since a webview's worker answers ranges badly. */
export function createPlayer(events: PlayerEvents): Player {
  const audio = new Audio();
  let current: Line | undefined;
  let sounding = false;

  function finish(wasStopped: boolean): void {
    const ended = current;
    current = undefined;
    if (!ended) return;
    audio.pause();
    audio.removeAttribute('src');
    URL.revokeObjectURL(ended.url);
    events.onBlocked(false);
    if (sounding) {
      sounding = false;
      events.onSounding(undefined);
      events.onEnded(ended.elementId, wasStopped);
    }
  }

  async function begin(line: Line): Promise<boolean> {
    try {
      await audio.play();
    } catch (cause) {
      if (current !== line) return false;
      const refused = cause instanceof DOMException && cause.name === 'NotAllowedError';
      if (!refused) {
        finish(true);
        events.onError('A sound could not be played');
      } else {
        events.onBlocked(true);
      }
      return false;
    }
    if (current !== line) return false;
    sounding = true;
    events.onBlocked(false);
    events.onSounding(line.elementId);
    return true;
  }

  audio.addEventListener('ended', () => finish(false));
  return {
    async play(elementId, uri, rate = 1) {
      finish(true);
      const url = await fetchSound(uri);
      if (url === undefined) {
        events.onError('A sound could not be read');
        return false;
      }
      finish(true);
      current = { elementId, url };
      audio.src = url;
      audio.playbackRate = rate;
      return begin(current);
    },
    stop: () => finish(true),
    playRefused() {
      if (current && !sounding) void begin(current);
    },
  };
}

/** The range keeps the file out of the webview's cache, where a new take of the same name would not be seen. */
async function fetchSound(uri: string): Promise<string | undefined> {
  try {
    const response = await fetch(uri, { headers: { Range: 'bytes=0-' } });
    return response.ok ? URL.createObjectURL(await response.blob()) : undefined;
  } catch {
    // Unreachable counts as unreadable; the caller says so.
    return undefined;
  }
}
