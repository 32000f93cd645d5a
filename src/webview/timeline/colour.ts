/** Just enough colour arithmetic to mix a theme's colours into opaque ones, which are cheaper to draw. */

/** Red, green, blue from 0 to 255; alpha from 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number, alpha: number];

/** Parses what theme variables hold: `#rgb`, `#rgba`, `#rrggbb`, `#rrggbbaa`, `rgb()` and `rgba()` with commas. */
export function parseColour(text: string): Colour | undefined {
  const hex = /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.exec(text.trim())?.[1];
  if (hex) {
    const wide = hex.length <= 4 ? [...hex].map((digit) => digit + digit).join('') : hex;
    const part = (at: number) => Number.parseInt(wide.slice(at, at + 2), 16);
    return [part(0), part(2), part(4), wide.length === 8 ? part(6) / 255 : 1];
  }
  const numbers = /^rgba?\(([^)]+)\)$/i.exec(text.trim())?.[1]?.split(',').map(Number);
  const [red, green, blue, alpha = 1] = numbers ?? [];
  if (red === undefined || green === undefined || blue === undefined) return undefined;
  return [red, green, blue, alpha].some(Number.isNaN) ? undefined : [red, green, blue, alpha];
}

/** `colour` at `strength` (0 to 1) over an opaque `under`, as an opaque CSS colour. A colour that does not parse is given back as it is. */
export function mixOver(colour: string, under: string, strength: number): string {
  const top = parseColour(colour);
  const bottom = parseColour(under);
  if (!top || !bottom) return colour;
  const share = top[3] * strength;
  const channel = (at: 0 | 1 | 2) => Math.round(top[at] * share + bottom[at] * (1 - share));
  return `rgb(${channel(0)}, ${channel(1)}, ${channel(2)})`;
}

/** The same colour without transparency. A colour that does not parse is given back as it is. */
export function opaque(colour: string): string {
  const parsed = parseColour(colour);
  return parsed ? `rgb(${parsed[0]}, ${parsed[1]}, ${parsed[2]})` : colour;
}
