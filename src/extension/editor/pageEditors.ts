import type * as vscode from 'vscode';
import type { Library } from '../library/library.ts';
import type { MediaStore } from '../library/media.ts';
import type { RegisterCommand } from '../platform/commands.ts';
import { type Disposable, Disposables } from '../platform/disposables.ts';
import { Emitter, type Event } from '../platform/emitter.ts';
import type { Log } from '../platform/log.ts';
import type { EndedLine, SoundOutput } from '../platform/soundOutput.ts';
import type { WebviewTabs } from '../platform/staleTabs.ts';
import type { EditableScripts, ScriptEditors } from '../sync/scripts.ts';
import { CaretWatch } from './caretWatch.ts';
import type { WhyStale } from './lineStates.ts';
import { OpenPages } from './openPages.ts';
import { registerPageCommands } from './pageCommands.ts';
import { registerPageProvider } from './pageProvider.ts';
import { createPageSound } from './pageSound.ts';
import { revealElement } from './revealElement.ts';
import { createSpeakingMarks, type Speaking } from './speakingMarks.ts';
import { pageTabs } from './stalePages.ts';

export interface PageEditorsDeps {
  /** Why voices are out of date, for the page's margin. */
  readonly whyStale: WhyStale;
  /** Others wait for what is typed here. */
  readonly isShared: () => boolean;
  readonly extensionUri: vscode.Uri;
  readonly scripts: EditableScripts;
  readonly library: Library;
  readonly media: MediaStore;
  readonly command: RegisterCommand;
  readonly log: Log;
}

interface Line {
  readonly elementId: string;
}

/** The page editors, and what the rest of the extension needs of all editors that show scripts. */
export interface PageEditors extends ScriptEditors, Disposable {
  /** Plays lines in the visible page of their script. */
  readonly sound: SoundOutput;
  /** Shows what is heard now in pages and text editors; nothing without it. */
  showSpeaking(speaking: Speaking | undefined): void;
  /** The writer pressed a page's own button. */
  readonly onDidAskForVoice: Event<Line>;
  readonly onDidAskToPlay: Event<Line>;
  /** A line played by a page has ended or was stopped there. */
  readonly onDidEndLine: Event<EndedLine>;
  /** Everything typed in the pages of a document stands in it when this resolves. */
  flush(document: vscode.TextDocument): Promise<void>;
  readonly tabs: WebviewTabs;
}

/** Registers the page editor, its commands and its sound. */
export function registerPageEditors(deps: PageEditorsDeps): PageEditors {
  const { extensionUri, scripts, library, media, whyStale, isShared, command, log } = deps;
  const lifetime = new Disposables();
  const onError = (cause: unknown) => log.error('A listener of the page editors failed', cause);
  const voiceAsked = lifetime.add(new Emitter<Line>(onError));
  const playAsked = lifetime.add(new Emitter<Line>(onError));
  const ended = lifetime.add(new Emitter<EndedLine>(onError));
  const pages: OpenPages = lifetime.add(
    new OpenPages({
      scripts,
      library,
      log,
      whyStale,
      isShared,
      listener: {
        caretMoved: (session, elementId) => carets.note({ session, elementId }),
        voiceAsked: (elementId) => voiceAsked.fire({ elementId }),
        playAsked: (elementId) => playAsked.fire({ elementId }),
        played: (line) => ended.fire(line),
      },
    }),
  );
  const carets = lifetime.add(new CaretWatch(scripts, () => pages, onError));
  const marks = lifetime.add(createSpeakingMarks(scripts, pages));
  const reveal = (elementId: string) => revealElement({ scripts, library, pages }, elementId);
  const { resolved } = lifetime.add(registerPageProvider({ extensionUri, mediaRoot: library.mediaRoot, pages }));
  lifetime.add(registerPageCommands({ pages, currentPlace: () => carets.current(), reveal, command }));
  return {
    currentElement: () => carets.current(),
    selectedElements: () => carets.selected(),
    onDidMoveCaret: carets.onDidMove,
    reveal,
    select: (session, firstId, lastId) => {
      const page = pages.of(session).find(({ panel }) => panel.active);
      page?.select(firstId, lastId);
      return page !== undefined;
    },
    showSpeaking: (speaking) => marks.show(speaking),
    sound: createPageSound(pages, media, ended.event),
    onDidAskForVoice: voiceAsked.event,
    onDidAskToPlay: playAsked.event,
    onDidEndLine: ended.event,
    flush: (document) => pages.flush(document),
    tabs: pageTabs(() => [...resolved]),
    dispose: () => lifetime.dispose(),
  };
}
