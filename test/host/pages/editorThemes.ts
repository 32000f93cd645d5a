/** The variables of VS Code's own themes that the page editor reads (Dark Modern, Light Modern, and the two high contrast ones). */

export interface Theme {
  /** Classes of the body. */
  readonly body: string;
  readonly variables: Readonly<Record<string, string>>;
}

export type ThemeName = 'dark' | 'light' | 'highContrast' | 'highContrastLight';

export const editorThemes: Readonly<Record<ThemeName, Theme>> = {
  dark: {
    body: 'vscode-dark',
    variables: {
      'editor-background': '#1f1f1f',
      'editor-foreground': '#cccccc',
      'editor-selectionBackground': '#264f78',
      'editorCursor-foreground': '#aeafad',
      'editorWarning-foreground': '#cca700',
      foreground: '#cccccc',
      descriptionForeground: '#9d9d9d',
      focusBorder: '#0078d4',
      'panel-border': '#2b2b2b',
      'toolbar-hoverBackground': '#5a5d5e50',
      'testing-iconPassed': '#73c991',
      'charts-orange': '#d18616',
      'charts-yellow': '#cca700',
      'button-background': '#0078d4',
      'button-foreground': '#ffffff',
      'button-hoverBackground': '#026ec1',
      'menu-background': '#1f1f1f',
      'menu-foreground': '#cccccc',
      'menu-border': '#454545',
      'menu-selectionBackground': '#0078d4',
      'menu-selectionForeground': '#ffffff',
      'widget-shadow': '#0000005c',
      'widget-border': '#313131',
    },
  },
  light: {
    body: 'vscode-light',
    variables: {
      'editor-background': '#ffffff',
      'editor-foreground': '#3b3b3b',
      'editor-selectionBackground': '#add6ff',
      'editorCursor-foreground': '#000000',
      'editorWarning-foreground': '#bf8803',
      foreground: '#3b3b3b',
      descriptionForeground: '#3b3b3b',
      focusBorder: '#005fb8',
      'panel-border': '#e5e5e5',
      'toolbar-hoverBackground': '#b8b8b850',
      'testing-iconPassed': '#388a34',
      'charts-orange': '#d18616',
      'charts-yellow': '#bf8803',
      'button-background': '#005fb8',
      'button-foreground': '#ffffff',
      'button-hoverBackground': '#0258a8',
      'menu-background': '#ffffff',
      'menu-foreground': '#3b3b3b',
      'menu-border': '#cecece',
      'menu-selectionBackground': '#005fb8',
      'menu-selectionForeground': '#ffffff',
      'widget-shadow': '#00000029',
      'widget-border': '#e5e5e5',
    },
  },
  highContrast: {
    body: 'vscode-high-contrast',
    variables: {
      'editor-background': '#000000',
      'editor-foreground': '#ffffff',
      'editor-selectionBackground': '#ffffff',
      'editor-selectionForeground': '#000000',
      'editorCursor-foreground': '#ffffff',
      'editorWarning-foreground': '#ffd370',
      foreground: '#ffffff',
      descriptionForeground: '#ffffffb3',
      focusBorder: '#f38518',
      contrastBorder: '#6fc3df',
      contrastActiveBorder: '#f38518',
      'panel-border': '#6fc3df',
      'charts-yellow': '#ffd370',
      'button-foreground': '#ffffff',
      'button-border': '#6fc3df',
      'menu-background': '#000000',
      'menu-foreground': '#ffffff',
      'menu-border': '#6fc3df',
      'menu-selectionBorder': '#f38518',
    },
  },
  highContrastLight: {
    body: 'vscode-high-contrast vscode-high-contrast-light',
    variables: {
      'editor-background': '#ffffff',
      'editor-foreground': '#292929',
      'editor-selectionBackground': '#0f4a85',
      'editor-selectionForeground': '#ffffff',
      'editorCursor-foreground': '#0f4a85',
      'editorWarning-foreground': '#895503',
      foreground: '#292929',
      descriptionForeground: '#292929',
      focusBorder: '#006bbd',
      contrastBorder: '#0f4a85',
      contrastActiveBorder: '#006bbd',
      'panel-border': '#0f4a85',
      'charts-yellow': '#895503',
      'button-background': '#0f4a85',
      'button-foreground': '#ffffff',
      'menu-background': '#ffffff',
      'menu-foreground': '#292929',
      'menu-border': '#0f4a85',
      'menu-selectionBorder': '#006bbd',
    },
  },
};

/** The `style` attribute that VS Code would put on the root element. */
export function styleOf(theme: Theme): string {
  const variables = Object.entries(theme.variables).map(([name, value]) => `--vscode-${name}: ${value}`);
  return ["--vscode-font-family: 'DejaVu Sans', sans-serif", ...variables].join('; ');
}
