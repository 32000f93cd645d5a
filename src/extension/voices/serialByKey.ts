/** Runs work of one key one after the other, of different keys at the same time. */
export interface SerialByKey {
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
}

export function createSerialByKey(): SerialByKey {
  const last = new Map<string, Promise<unknown>>();
  return {
    run(key, work) {
      const turn = (last.get(key) ?? Promise.resolve()).then(work);
      const ended = turn
        .catch(() => {})
        .then(() => {
          if (last.get(key) === ended) last.delete(key);
        });
      last.set(key, ended);
      return turn;
    },
  };
}
