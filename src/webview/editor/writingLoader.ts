/** The part of the page that knows words, once it is there. */
export type Writing = typeof import('./writing.ts');

export interface WritingLoader {
  /** Missing until the first load has ended. */
  readonly loaded: Writing | undefined;
  load(): Promise<Writing>;
}

/** Loads it once. */
export function createWritingLoader(): WritingLoader {
  let loaded: Writing | undefined;
  let loading: Promise<Writing> | undefined;
  return {
    get loaded() {
      return loaded;
    },
    load() {
      loading ??= import('./writing.ts').then((writing) => {
        loaded = writing;
        return writing;
      });
      return loading;
    },
  };
}
