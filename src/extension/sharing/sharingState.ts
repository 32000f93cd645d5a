/** How a shared project stands, as the writer is told. */
import type { RemoteReason } from './remoteProject.ts';

export type SharingState =
  | { readonly kind: 'inSync' }
  /** `waiting` rows are to be sent; 0 while only receiving. `total` is what they were when this began. */
  | { readonly kind: 'syncing'; readonly waiting: number; readonly total: number }
  /** Nothing can be sent now; it is tried again. */
  | { readonly kind: 'offline'; readonly waiting: number; readonly reason: RemoteReason }
  | { readonly kind: 'paused'; readonly waiting: number }
  /** The writer has something to do. `reason` says what; `setAside`: changes wait for a decision; `viewer`: they may only read. */
  | { readonly kind: 'attention'; readonly waiting: number; readonly reason: RemoteReason | 'setAside' | 'viewer' };

/** Reasons after which trying again by itself is of no use. */
export function needsWriter(reason: RemoteReason): boolean {
  return reason !== 'offline' && reason !== 'busy' && reason !== 'failing';
}
