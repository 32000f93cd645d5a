/** Makes the view models of timelines from the library. Knows no VS Code. */
import type { TimelineModel } from '../../webview/timeline/protocol.ts';
import type { Library } from '../library/library.ts';
import type { MediaStore } from '../library/media.ts';
import type { Log } from '../platform/log.ts';
import { readProjectTimeline } from './projectTimeline.ts';
import type { BeatReader } from './scriptBeats.ts';
import { emptyModel, type ViewNames, viewModelOf } from './viewModel.ts';

export class TimelineSource {
  readonly #library: Library;
  readonly #media: MediaStore;
  readonly #reader: BeatReader;
  readonly #names: ViewNames;
  readonly #log: Log;
  /** Files that were there when asked: looked for again only by playing, which notices when one is gone. */
  readonly #found = new Set<string>();

  constructor(deps: {
    readonly library: Library;
    readonly media: MediaStore;
    readonly reader: BeatReader;
    readonly names: ViewNames;
    readonly log: Log;
  }) {
    this.#library = deps.library;
    this.#media = deps.media;
    this.#reader = deps.reader;
    this.#names = deps.names;
    this.#log = deps.log;
  }

  /** The model of a project's timeline; the empty one without a project, or while the library cannot be read. */
  modelOf(projectId: string | undefined, uriOf: (fileUrl: string) => string): TimelineModel {
    if (projectId === undefined) return emptyModel;
    try {
      const read = readProjectTimeline(this.#library, this.#reader, projectId);
      if (!read) return emptyModel;
      return viewModelOf(read, { uriOf, exists: (fileUrl) => this.#exists(fileUrl) }, this.#names);
    } catch (cause) {
      this.#log.warn('The timeline could not be read', cause);
      return emptyModel;
    }
  }

  /** Looks for every file again: assets may have been deleted. */
  forgetFiles(): void {
    this.#found.clear();
  }

  #exists(fileUrl: string): boolean {
    if (this.#found.has(fileUrl)) return true;
    const exists = this.#media.exists(fileUrl);
    if (exists) this.#found.add(fileUrl);
    return exists;
  }
}
