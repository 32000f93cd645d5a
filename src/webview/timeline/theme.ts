/** The colours that the canvas draws with, taken from VS Code's theme variables. A canvas does not follow CSS: read again when the theme changes. */
import { mixOver, opaque } from './colour.ts';
import type { TimelineItem } from './protocol.ts';

/** How one speaker's (or medium's) clips look. All colours are opaque. */
export interface ClipColours {
  readonly body: string;
  readonly bar: string;
  readonly wave: string;
  readonly ghost: string;
}

export interface Theme {
  readonly tracks: string;
  readonly labels: string;
  readonly text: string;
  readonly dim: string;
  readonly line: string;
  readonly focus: string;
  readonly warning: string;
  readonly danger: string;
  /** What will come. */
  readonly added: string;
  readonly playhead: string;
  readonly scene: string;
  readonly sceneBar: string;
  /** Borders of everything in high contrast; missing otherwise. */
  readonly contrast: string | undefined;
  readonly speakers: readonly ClipColours[];
  readonly media: ClipColours;
  readonly fontFamily: string;
}

/** Value of a CSS variable, empty when it is not set. */
export type ReadVariable = (name: string) => string;

const speakerVariables = [
  ['--vscode-charts-blue', '#3794ff'],
  ['--vscode-charts-purple', '#b180d7'],
  ['--vscode-charts-orange', '#d18616'],
  ['--vscode-terminal-ansiCyan', '#11a8cd'],
  ['--vscode-charts-yellow', '#cca700'],
  ['--vscode-terminal-ansiMagenta', '#bc3fbc'],
] as const;

export function readTheme(read: ReadVariable): Theme {
  const pick = (fallback: string, ...names: readonly string[]) => {
    for (const name of names) {
      const value = read(name).trim();
      if (value) return value;
    }
    return fallback;
  };
  const tracks = pick('#1f1f1f', '--vscode-editor-background');
  const text = pick('#cccccc', '--vscode-foreground');
  const contrast = read('--vscode-contrastBorder').trim() || undefined;
  const dim = mixOver(pick('#9d9d9d', '--vscode-descriptionForeground'), tracks, 1);
  // Some themes give chart colours that let the background through; here they are the whole clip.
  const clip = (themeColour: string): ClipColours => {
    const bar = opaque(themeColour);
    return {
      body: contrast ? tracks : mixOver(bar, tracks, 0.24),
      bar,
      wave: mixOver(bar, tracks, contrast ? 1 : 0.82),
      ghost: contrast ? tracks : mixOver(bar, tracks, 0.1),
    };
  };
  return {
    tracks,
    labels: pick(tracks, '--vscode-sideBar-background', '--vscode-panel-background'),
    text,
    dim,
    line: contrast ?? mixOver(pick(text, '--vscode-panel-border', '--vscode-widget-border'), tracks, 1),
    focus: pick('#0078d4', '--vscode-focusBorder'),
    warning: pick('#cca700', '--vscode-editorWarning-foreground', '--vscode-charts-yellow'),
    added: pick('#89d185', '--vscode-charts-green'),
    danger: pick('#f85149', '--vscode-errorForeground'),
    playhead: pick('#f48771', '--vscode-charts-red', '--vscode-errorForeground'),
    scene: contrast ? tracks : mixOver(dim, tracks, 0.24),
    sceneBar: dim,
    contrast,
    speakers: speakerVariables.map(([name, fallback]) => clip(pick(fallback, name))),
    media: clip(pick('#89d185', '--vscode-charts-green')),
    fontFamily: pick('sans-serif', '--vscode-font-family'),
  };
}

/** The colours of an item's speaker; colours come round again after the sixth speaker (the name on the clip tells them apart). */
export function coloursOf(theme: Theme, item: TimelineItem): ClipColours {
  if (item.speaker < 0) return theme.media;
  return theme.speakers[item.speaker % theme.speakers.length] ?? theme.media;
}
