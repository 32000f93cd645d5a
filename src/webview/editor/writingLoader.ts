import type { ReadingSettings } from '../../language/readingSettings.ts';

/** The part of the page that knows words, once it is there. */
export type Writing = ReturnType<typeof import('./writing.ts')['createWriting']>;

export interface WritingLoader {
  /** Missing until the first load has ended. */
  readonly loaded: Writing | undefined;
  load(): Promise<Writing>;
}

/** Loads it once. `reading`: the writer's settings as they are now. */
export function createWritingLoader(reading: () => ReadingSettings): WritingLoader {
  let loaded: Writing | undefined;
  let loading: Promise<Writing> | undefined;
  return {
    get loaded() {
      return loaded;
    },
    load() {
      loading ??= import('./writing.ts').then(({ createWriting }) => {
        loaded = createWriting(reading);
        return loaded;
      });
      return loading;
    },
  };
}
