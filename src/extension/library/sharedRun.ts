/**
 * Turns work into one that its callers share: who calls while it runs is served by one further run, for the running one may have begun
 * before what the caller needs was there. Rejects as the run does.
 */
export function sharedRun(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const begin = () => {
    running = work().finally(() => {
      running = undefined;
    });
    return running;
  };
  return () => {
    if (!running) return begin();
    next ??= running
      .catch(() => {
        // Its own callers hear of it.
      })
      .then(() => {
        next = undefined;
        return begin();
      });
    return next;
  };
}
