import { randomUUID } from 'node:crypto';

/** The id of a new entry of what was set aside. */
export const newSetAsideId: () => string = randomUUID;
