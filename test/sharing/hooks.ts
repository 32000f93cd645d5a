/** Loaded before the suite (mocha --require): stops what tests started, and says which servers they ran on. */
import { stopClusters } from './postgres/migrated.ts';

export const mochaHooks = {
  async afterAll(this: Mocha.Context): Promise<void> {
    this.timeout(60_000);
    await stopClusters();
  },
};
