/** Every text of the page that a writer reads. The host sends them by the same keys; these are the English ones, and name the keys. */

export const defaultStrings = {
  'page.label': 'Screenplay',
  'page.titlePage': 'Title page',
  'page.tooLong': 'This script is too long to be shown as a page. Choose Reopen Editor With… to open it as text.',
  'page.footer': 'Element at the caret',
  'type.sceneHeading': 'Scene Heading',
  'type.action': 'Action',
  'type.character': 'Character',
  'type.dialogue': 'Dialogue',
  'type.parenthetical': 'Parenthetical',
  'type.transition': 'Transition',
  'type.lyrics': 'Lyrics',
  'type.centered': 'Centered',
  'type.section': 'Section',
  'type.synopsis': 'Synopsis',
  'type.note': 'Note',
  'type.boneyard': 'Boneyard',
  'type.pageBreak': 'Page Break',
  'type.change': 'Element type: {0}. Change…',
  'hint.return': 'Return',
  'hint.tab': 'Tab',
  'page.more': '(MORE)',
  'page.continued': "(CONT'D)",
  'find.label': 'Find in Page',
  'find.words': 'Find',
  'find.replacement': 'Replace',
  'find.matchCase': 'Match Case (Alt+C)',
  'find.wholeWord': 'Whole Words (Alt+W)',
  'find.count': '{0} of {1}',
  'find.none': 'No results',
  'find.previous': 'Previous (Shift+Return)',
  'find.next': 'Next (Return)',
  'find.close': 'Close (Escape)',
  'find.replace': 'Replace (Return)',
  'find.replaceAll': 'Replace All (Ctrl+Return)',
  'scenes.label': 'Scenes',
  'scenes.filter': 'Go to which scene?',
  'scenes.close': 'Close (Escape)',
  'scenes.none': 'No scene says this.',
  'scenes.page': 'Page {0}',
  'page.focusMode': 'Focus Mode',
  'zoom.percent': '{0} %',
  'zoom.in': 'Zoom In',
  'zoom.out': 'Zoom Out',
  'zoom.reset': 'Zoom: {0}. Reset',
  'offers.label': 'Suggestions',
  'voices.label': 'Voices',
  'voice.play': 'Play',
  'voice.playLabel': 'Play the line of {0}, {1}',
  'voice.stopLabel': 'Stop the line of {0}',
  'voice.stale': 'changed',
  'voice.staleLabel': 'The line of {0} has changed since it was voiced. Generate it again',
  'voice.staleWhy': 'The line of {0} is out of date: {1}. Generate it again',
  'voice.none': 'no voice yet',
  'voice.noneLabel': 'No voice yet for the line of {0}. Generate it',
  'voice.generating': 'generating…',
  'voice.generatingLabel': 'The voice for the line of {0} is being generated',
  'voice.ready': 'The line of {0} has a voice, {1}',
  'voice.someone': 'someone',
  'sound.enable': 'Click to enable sound',
  seconds: '{0} s',
} as const;

export type StringKey = keyof typeof defaultStrings;

/** The text of a key with `{0}`, `{1}` … filled in. */
export type Translate = (key: StringKey, ...values: readonly string[]) => string;

/** Looks keys up in what the host sent, which is all of them; `defaultStrings` stays out of the page. */
export function createTranslate(sent: Readonly<Record<string, string>>): Translate {
  return (key, ...values) => (sent[key] ?? key).replace(/\{(\d)\}/gu, (hole, at) => values[Number(at)] ?? hole);
}
