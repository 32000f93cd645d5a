/** Words on a film: subtitles over a picture, the line in the middle where there is none. */
import type { FilmCaption } from './protocol.ts';

export interface CaptionPlace {
  readonly width: number;
  readonly height: number;
  readonly hasPicture: boolean;
}

/** Of the picture's height. */
const letterShare = 0.045;
const rowShare = 0.06;

export function drawCaptions(
  context: OffscreenCanvasRenderingContext2D,
  captions: readonly FilmCaption[],
  { width, height, hasPicture }: CaptionPlace,
): void {
  if (captions.length === 0) return;
  context.font = `${Math.round(height * letterShare)}px sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = height * 0.008;
  const rows = captions.flatMap((caption) => rowsOf(context, caption, width * 0.8));
  const rowHeight = height * rowShare;
  const bottom = hasPicture ? height * 0.94 : height / 2 + (rows.length * rowHeight) / 2;
  for (const [index, { text, isSpeaker }] of rows.entries()) {
    const y = bottom - (rows.length - index - 0.5) * rowHeight;
    context.strokeStyle = '#000000';
    context.strokeText(text, width / 2, y);
    context.fillStyle = isSpeaker ? '#c8c8c8' : '#ffffff';
    context.fillText(text, width / 2, y);
  }
}

function rowsOf(context: OffscreenCanvasRenderingContext2D, { speaker, text }: FilmCaption, width: number) {
  const rows: { text: string; isSpeaker: boolean }[] = speaker === '' ? [] : [{ text: speaker, isSpeaker: true }];
  let row = '';
  for (const word of text.split(/\s+/u)) {
    const longer = row === '' ? word : `${row} ${word}`;
    if (row !== '' && context.measureText(longer).width > width) {
      rows.push({ text: row, isSpeaker: false });
      row = word;
    } else row = longer;
  }
  return [...rows, { text: row, isSpeaker: false }];
}
