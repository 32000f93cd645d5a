import * as vscode from 'vscode';
import { printedMarks } from '../../language/words/printedMarks.ts';

/** The page's texts by the keys of the webview's `strings.ts`: in the writer's language, but what is part of the script in the script's. */
export function getPageStrings(scriptLanguage: string): Record<string, string> {
  const { t } = vscode.l10n;
  const { more, continued } = printedMarks(scriptLanguage);
  return {
    ...typeStrings(),
    'page.label': t('Screenplay'),
    'page.tooLong': t('This script is too long to be shown as a page. Choose Reopen Editor With… to open it as text.'),
    'page.titlePage': t('Title page'),
    'page.footer': t('Element at the caret'),
    'page.readOnly': t('This file is read-only: it can be read and heard, not changed.'),
    'page.more': more,
    'page.continued': continued,
    'hint.return': t('Return'),
    'hint.tab': t('Tab'),
    ...toolStrings(),
    'offers.label': t('Suggestions'),
    'voices.label': t('Voices'),
    'voice.play': t('Play'),
    'voice.playLabel': t('Play the line of {0}, {1}'),
    'voice.stopLabel': t('Stop the line of {0}'),
    'voice.stale': t('changed'),
    'voice.staleLabel': t('The line of {0} has changed since it was voiced. Generate it again'),
    'voice.staleWhy': t('The line of {0} is out of date: {1}. Generate it again'),
    'voice.none': t('no voice yet'),
    'voice.noneLabel': t('No voice yet for the line of {0}. Generate it'),
    'voice.generating': t('generating…'),
    'voice.generatingLabel': t('The voice for the line of {0} is being generated'),
    'voice.ready': t('The line of {0} has a voice, {1}'),
    'voice.someone': t('someone'),
    'sound.enable': t('Click to enable sound'),
    seconds: t('{0} s'),
  };
}

function toolStrings(): Record<string, string> {
  const { t } = vscode.l10n;
  return {
    'find.label': t('Find in Page'),
    'find.words': t('Find'),
    'find.replacement': t('Replace'),
    'find.matchCase': t('Match Case (Alt+C)'),
    'find.wholeWord': t('Whole Words (Alt+W)'),
    'find.count': t('{0} of {1}'),
    'find.none': t('No results'),
    'find.previous': t('Previous (Shift+Return)'),
    'find.next': t('Next (Return)'),
    'find.close': t('Close (Escape)'),
    'find.replace': t('Replace (Return)'),
    'find.replaceAll': t('Replace All (Ctrl+Return)'),
    'scenes.label': t('Scenes'),
    'scenes.filter': t('Go to which scene?'),
    'scenes.close': t('Close (Escape)'),
    'scenes.none': t('No scene says this.'),
    'scenes.page': t('Page {0}'),
    'page.focusMode': t('Focus Mode'),
    'zoom.percent': t('{0} %'),
    'zoom.in': t('Zoom In'),
    'zoom.out': t('Zoom Out'),
    'zoom.reset': t('Zoom: {0}. Reset'),
  };
}

function typeStrings(): Record<string, string> {
  const names = Object.entries(getTypeNames()).map(([type, name]) => [`type.${type}`, name]);
  return { ...Object.fromEntries(names), 'type.change': vscode.l10n.t('Element type: {0}. Change…') };
}

/** Every element type as a writer calls it. */
export function getTypeNames() {
  const { t } = vscode.l10n;
  return {
    sceneHeading: t('Scene Heading'),
    action: t('Action'),
    character: t('Character'),
    dialogue: t('Dialogue'),
    parenthetical: t('Parenthetical'),
    transition: t('Transition'),
    lyrics: t('Lyrics'),
    centered: t('Centered'),
    section: t('Section'),
    synopsis: t('Synopsis'),
    note: t('Note'),
    boneyard: t('Boneyard'),
    pageBreak: t('Page Break'),
  } as const;
}
