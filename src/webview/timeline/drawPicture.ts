/** Draws clips of pictures: each in a dusk of its own colour, until its frames themselves are shown. */
import type { Box } from './drawClip.ts';

/** A hue for a name, from 0 to 359: the same name always looks the same. */
export function hueOf(name: string): number {
  let hash = 7;
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 3600;
  return Math.floor(hash / 10);
}

/** What is written on a picture, in any theme. */
export const pictureText = '#ffffffcc';

export function drawPicture(context: CanvasRenderingContext2D, name: string, box: Box): void {
  const hue = hueOf(name);
  const dusk = context.createLinearGradient(box.x, 0, box.x + box.width, box.height);
  dusk.addColorStop(0, `hsl(${hue} 30% 28%)`);
  dusk.addColorStop(1, `hsl(${hue + 30} 36% 16%)`);
  context.fillStyle = dusk;
  context.beginPath();
  context.roundRect(box.x, box.y, box.width, box.height, 3);
  context.fill();
}
