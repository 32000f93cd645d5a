/** A copy of the library that can be put back. */
export interface LibraryBackup {
  readonly path: string;
  readonly madeAt: Date;
}

/**
 * The file needs the writer's decision; until then every call throws. The file itself is left as it is; both ways out set it aside
 * under a name with the date and never delete or overwrite it. Both throw a LibraryError when they fail, and can be called again.
 */
export interface LibraryDecision {
  readonly kind: 'damaged' | 'newer';
  /** One sentence for the writer. */
  readonly message: string;
  /** The newest backup that is whole; missing when there is none. */
  readonly backup: LibraryBackup | undefined;
  /** Goes on with {@link backup}. */
  restoreBackup(): void;
  /** Goes on with an empty library; scripts are read into it again as they are opened. */
  startAfresh(): void;
}

/** Something in the way that may pass by itself: the next call tries again. */
export interface LibraryObstacle {
  readonly kind: 'locked' | 'full' | 'unavailable';
  /** One sentence for the writer. */
  readonly message: string;
}

/** Why the library cannot be used just now; told once, until it has worked again. */
export type LibraryTrouble = LibraryDecision | LibraryObstacle;
