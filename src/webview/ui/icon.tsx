/** Glyphs of the codicon font, by the names that VS Code uses for them. */

const glyphs = {
  play: '\ueb2c',
  pause: '\uead1',
  zoomIn: '\ueb81',
  zoomOut: '\ueb82',
  fit: '\ueb4c',
  unmute: '\ueb75',
  loop: '\uea77',
  monitor: '\uea7a',
  stop: '\uead7',
  refresh: '\ueb37',
  check: '\ueab2',
  trash: '\uea81',
  edit: '\uea73',
  warning: '\uea6c',
  link: '\ueb15',
  loading: '\ueb19',
  snap: '\uebae',
  split: '\ueb56',
  assemble: '\uebcf',
  timelines: '\uebd2',
  undo: '\ueae2',
  redo: '\uebb0',
  more: '\uea7c',
} as const;

export type IconName = keyof typeof glyphs | 'toStart';

/** A decoration: the control around it carries the name. */
export function Icon({ name }: { readonly name: IconName }) {
  if (name === 'toStart') return <ToStart />;
  return (
    <span class="icon" aria-hidden="true">
      {glyphs[name]}
    </span>
  );
}

/** The font has no bar with a triangle that points at it. */
function ToStart() {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d="M3.5 3v10M13 3.6v8.8L6 8z" fill="none" stroke="currentColor" stroke-linejoin="round" />
    </svg>
  );
}
