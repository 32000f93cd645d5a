/** Plays one sound at a time in the casting page. */

export interface PlayerEvents {
  /** A sound has begun, or (without one) silence has come. */
  readonly onSounding: (key: string | undefined) => void;
  /** A sound has ended, or was stopped before its end. */
  readonly onEnded: (key: string, wasStopped: boolean) => void;
  /** The browser wants a click first; `true` while a sound waits for it. */
  readonly onBlocked: (isBlocked: boolean) => void;
  readonly onError: (message: string) => void;
}

export interface Player {
  /** Plays a sound in place of what sounds now; true once it sounds. */
  play(key: string, uri: string, rate?: number): Promise<boolean>;
  stop(): void;
  /** Plays what was refused; to be called from a click. */
  playRefused(): void;
}

interface Sound {
  readonly key: string;
  readonly url: string;
}

/** Makes the page's player. Files are fetched whole (lines are short): a webview's worker answers ranges badly. */
export function createPlayer(events: PlayerEvents): Player {
  const audio = new Audio();
  let current: Sound | undefined;
  let isSounding = false;
  let turn = 0;

  function finish(wasStopped: boolean): void {
    const ended = current;
    current = undefined;
    if (!ended) return;
    audio.pause();
    audio.removeAttribute('src');
    URL.revokeObjectURL(ended.url);
    events.onBlocked(false);
    if (!isSounding) return;
    isSounding = false;
    events.onSounding(undefined);
    events.onEnded(ended.key, wasStopped);
  }

  async function begin(sound: Sound): Promise<boolean> {
    try {
      await audio.play();
    } catch (cause) {
      if (current !== sound) return false;
      if (cause instanceof DOMException && cause.name === 'NotAllowedError') events.onBlocked(true);
      else {
        finish(true);
        events.onError('A sound could not be played');
      }
      return false;
    }
    if (current !== sound) return false;
    isSounding = true;
    events.onBlocked(false);
    events.onSounding(sound.key);
    return true;
  }

  audio.addEventListener('ended', () => finish(false));
  return {
    async play(key, uri, rate = 1) {
      finish(true);
      const mine = ++turn;
      const url = await fetchSound(uri);
      if (url === undefined) {
        events.onError('A sound could not be read');
        return false;
      }
      if (mine !== turn) {
        URL.revokeObjectURL(url);
        return false;
      }
      current = { key, url };
      audio.src = url;
      audio.playbackRate = rate;
      return begin(current);
    },
    stop() {
      turn++;
      finish(true);
    },
    playRefused() {
      if (current && !isSounding) void begin(current);
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
