/** What the page's editor is made of: its extensions, and what of them is loaded when its text is on screen. */
import type { Editor, Extensions } from '@tiptap/core';
import { clipboard } from './clipboard.ts';
import { type CompletionBox, completionPlugin } from './completionPlugin.ts';
import { takeSelectionOver } from './domSelection.ts';
import { elementIds } from './elementIds.ts';
import { elementsOf, pageNodes } from './elementNodes.ts';
import { blockAt } from './flowCommands.ts';
import { catchUpTyping, type FlowHost, pressReturn, typingFlow } from './flowPlugin.ts';
import { highlights } from './highlights.ts';
import { lineMarks } from './lineMarks.ts';
import { pageBreaks } from './pageBreaks.ts';
import type { PageEditorOptions } from './pageEditor.ts';
import type { PageSync } from './pageSync.ts';
import { passage } from './passage.ts';
import type { PageSettings } from './protocol.ts';
import { textDecorations } from './textDecorations.ts';
import type { WritingLoader } from './writingLoader.ts';

export interface PageParts {
  readonly options: PageEditorOptions;
  readonly settings: () => PageSettings;
  readonly sync: () => PageSync | undefined;
  readonly writing: WritingLoader;
  readonly knownIds: ReadonlySet<string>;
  /** The list of offers, once it is loaded. */
  completion: CompletionBox | undefined;
}

export function pageExtensions(parts: PageParts): Extensions {
  const { translate, newId } = parts.options;
  return [
    ...pageNodes(translate),
    elementIds(newId),
    completionPlugin(() => parts.completion),
    clipboard((id) => parts.knownIds.has(id), parts.writing),
    typingFlow(flowHost(parts)),
    pageBreaks({ paper: () => parts.settings().paperSize, translate }),
    textDecorations,
    lineMarks(translate),
    passage(() => parts.settings().focusMode),
    highlights,
  ];
}

function flowHost({ options, settings, sync, writing }: PageParts): FlowHost {
  const { postHistory, translate } = options;
  return {
    language: () => settings().language,
    continuedMark: () => (settings().continued ? translate('page.continued') : undefined),
    history: (command) => {
      sync()?.flush();
      postHistory(command);
    },
    beforeSave: () => sync()?.flush(),
    compositionEnded: () => sync()?.compositionEnded(),
    words: () => writing.loaded,
    planEmphasis: (selected, mark) => writing.loaded?.planEmphasis(selected, mark),
  };
}

/** Loads what knows words, and lets it see what was typed before it came. */
export function loadWriting(editor: Editor, parts: PageParts): void {
  const { settings, options, writing } = parts;
  const language = () => settings().language;
  const load = async () => {
    const { retypeWhole, createCompletionBox } = await writing.load();
    if (editor.isDestroyed) return;
    const { view } = editor;
    catchUpTyping(view, language(), retypeWhole);
    parts.completion = createCompletionBox({
      view,
      language,
      extraWords: () => settings().reading.extraWords,
      isEnabled: () => settings().completion && !settings().readOnly,
      elements: () => elementsOf(view.state.doc),
      caret: () => ({
        index: blockAt(view.state.selection.$from).index,
        offset: view.state.selection.$from.parentOffset,
      }),
      pressReturn: () => pressReturn(view, flowHost(parts)),
      label: options.translate('offers.label'),
    });
    // The text now says that it has a list; drawing it puts the caret where the editor knows it to be.
    if (view.hasFocus() && !view.composing) takeSelectionOver(view);
    view.updateState(view.state);
  };
  // A busy machine is never idle.
  requestIdleCallback(() => void load(), { timeout: 300 });
}

/** What TipTap brings by itself and a screenplay does not want; the rest is ours. */
export const disabledCoreExtensions = {
  clipboardTextSerializer: false,
  keymap: false,
  drop: false,
  paste: false,
  delete: false,
  textDirection: false,
} as const;

/** Attributes of the text's own element. */
export function pageAttributes(parts: PageParts) {
  const {
    settings,
    options: { translate },
  } = parts;
  return (): Record<string, string> => ({
    class: 'page-text',
    'aria-multiline': 'true',
    'aria-label': translate('page.label'),
    'aria-readonly': String(settings().readOnly),
    'aria-autocomplete': parts.completion && settings().completion ? 'list' : 'none',
    spellcheck: 'true',
    autocapitalize: 'off',
    ...(/^[a-z]{2,3}\b/u.test(settings().language) ? { lang: settings().language } : {}),
  });
}
