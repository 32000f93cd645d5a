/** Where things lie in a checkout. */
import path from 'node:path';

/** The checkout's top folder, absolute. */
export const root = path.resolve(import.meta.dirname, '../..');

/** Everything made while testing or trying out, apart from pictures; ignored by git, safe to delete. */
export const cacheFolder = path.join(root, '.cache');

/** Pictures that tests and the demo leave; ignored by git. */
export const screenshotsFolder = path.join(root, '.screenshots');

/** The VS Code server's own package and its installed modules. */
export const hostFolder = path.join(root, 'test/host');
