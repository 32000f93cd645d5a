/** Draws clips of pictures: each in a dusk of its own colour, until its frames themselves are shown. */
import type { Box, ClipPainter } from './drawClip.ts';
import type { TimelineItem } from './protocol.ts';

/** A hue for a name, from 0 to 359: the same name always looks the same. */
export function hueOf(name: string): number {
  let hash = 7;
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 3600;
  return Math.floor(hash / 10);
}

/** Narrower clips show their colours only. */
const thumbnailFrom = 24;
const labelShade = 22;

/** What is written on a picture, in any theme. */
export const pictureText = '#ffffffe6';

export function drawPicture({ context, left, right, pictureOf }: ClipPainter, item: TimelineItem, box: Box): void {
  const hue = hueOf(item.name);
  const dusk = context.createLinearGradient(box.x, 0, box.x + box.width, box.height);
  dusk.addColorStop(0, `hsl(${hue} 30% 28%)`);
  dusk.addColorStop(1, `hsl(${hue + 30} 36% 16%)`);
  context.fillStyle = dusk;
  context.beginPath();
  context.roundRect(box.x, box.y, box.width, box.height, 3);
  context.fill();
  const picture = item.thumbnail === undefined || box.width < thumbnailFrom ? undefined : pictureOf(item.thumbnail);
  if (!picture) return;
  // Side by side like the frames of a film, as far as the clip is in sight.
  const width = Math.max(8, (picture.width / picture.height) * box.height);
  context.save();
  context.beginPath();
  context.roundRect(box.x, box.y, box.width, box.height, 3);
  context.clip();
  const first = Math.max(0, Math.floor((left - box.x) / width));
  for (let x = box.x + first * width; x < Math.min(right, box.x + box.width); x += width) {
    context.drawImage(picture, x, box.y, width, box.height);
  }
  // The name must be legible on any picture, a white one, too: 7 to 1 down to the foot of its letters.
  const shade = context.createLinearGradient(0, box.y, 0, box.y + labelShade);
  shade.addColorStop(0, '#000000c0');
  shade.addColorStop(0.7, '#000000a8');
  shade.addColorStop(1, '#00000000');
  context.fillStyle = shade;
  context.fillRect(box.x, box.y, box.width, labelShade);
  context.restore();
}
