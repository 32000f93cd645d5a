import type { Library } from '../library/library.ts';
import type { MediaStore } from '../library/media.ts';
import type { RegisterCommand } from '../platform/commands.ts';
import type { Disposable } from '../platform/disposables.ts';
import type { Log } from '../platform/log.ts';
import type { ScriptEditors } from '../sync/scripts.ts';

export interface MediaImportDeps {
  readonly library: Library;
  readonly media: MediaStore;
  readonly editors: ScriptEditors;
  readonly command: RegisterCommand;
  readonly log: Log;
}

/**
 * Import Media: pictures, sounds and films become assets of a project. Called with files (one, the Explorer's selection, or what was
 * dropped) it asks for none.
 */
export function registerMediaImport(deps: MediaImportDeps): Disposable {
  return deps.command('screenplay.importMedia', async (given, selection) => {
    const { importMedia } = await import('./importMedia.ts');
    await importMedia(deps, given, selection);
  });
}
