import type { Library } from '../library/library.ts';
import type { SqliteAccess } from '../library/sqliteLibrary.ts';
import { createReplicaStore } from '../library/sqliteReplica.ts';

/** A project of this library that is shared. */
export interface SharedProject {
  readonly projectId: string;
  readonly name: string;
  /** The address of its Supabase project. */
  readonly url: string;
}

/** The projects of this library that are shared now. */
export function readSharedProjects(library: Library & SqliteAccess): readonly SharedProject[] {
  return createReplicaStore(library)
    .shares()
    .filter(({ state }) => state === 'active')
    .map(({ projectId, url }) => ({ projectId, url, name: library.project(projectId)?.name ?? '' }));
}
