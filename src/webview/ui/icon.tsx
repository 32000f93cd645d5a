/** Glyphs of the codicon font, by the names that VS Code uses for them. */

const glyphs = {
  play: '\ueb2c',
  pause: '\uead1',
  toStart: '\ueb8f',
  zoomIn: '\ueb81',
  zoomOut: '\ueb82',
  fit: '\ueb4c',
  unmute: '\ueb75',
} as const;

export type IconName = keyof typeof glyphs;

/** A decoration: the control around it carries the name. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <span class="icon" aria-hidden="true">
      {glyphs[name]}
    </span>
  );
}
