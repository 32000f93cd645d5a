import type { ScriptLength } from '../../language/requests.ts';
import type { Disposable } from '../platform/disposables.ts';
import { Emitter, type Event } from '../platform/emitter.ts';
import type { Log } from '../platform/log.ts';

/** The lengths of the open scripts, by document URI. */
export interface ScriptLengths extends Disposable {
  get(uri: string): ScriptLength | undefined;
  /** Keeps a newer length and tells; one that says nothing new is not told. */
  readonly update: (length: ScriptLength) => void;
  /** The document was closed. */
  forget(uri: string): void;
  /** Fires with the URI whose length changed. */
  readonly onDidChange: Event<string>;
}

export function createScriptLengths(log: Log): ScriptLengths {
  const lengths = new Map<string, ScriptLength>();
  const changed = new Emitter<string>((cause) => log.error('A listener for script lengths failed', cause));
  return {
    get: (uri) => lengths.get(uri),
    update(length) {
      const known = lengths.get(length.uri);
      if (known?.pageEighths === length.pageEighths && known.seconds === length.seconds) return;
      lengths.set(length.uri, length);
      changed.fire(length.uri);
    },
    forget(uri) {
      if (lengths.delete(uri)) changed.fire(uri);
    },
    onDidChange: changed.event,
    dispose: () => changed.dispose(),
  };
}
