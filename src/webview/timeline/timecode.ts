/** How time is written on the timeline. */

const pad = (value: number) => String(value).padStart(2, '0');

/** Hours, minutes, seconds and frames, non-drop: `00:00:14:08`. Fractions of a frame are cut off. */
export function formatTimecode(frame: number, frameRate: number): string {
  const whole = Math.max(0, Math.floor(frame));
  const seconds = Math.floor(whole / frameRate);
  return `${formatHours(seconds)}:${pad(whole % frameRate)}`;
}

function formatHours(seconds: number): string {
  return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
}

/** A ruler label: `00:05`, from an hour on `1:00:05`, and with frames (`00:05:12`) when `withFrames`. */
export function formatRulerTime(frame: number, frameRate: number, withFrames: boolean): string {
  const seconds = Math.floor(frame / frameRate);
  const hours = Math.floor(seconds / 3600);
  const time = `${hours > 0 ? `${hours}:` : ''}${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
  return withFrames ? `${time}:${pad(Math.round(frame) % frameRate)}` : time;
}

/** A length for people, in seconds with one decimal: `2.1`. */
export function formatSeconds(frames: number, frameRate: number): string {
  return (frames / frameRate).toFixed(1);
}

/** The frame that a text names: `00:00:12:04`, `12:04` (seconds and frames), or plain seconds; undefined for anything else. */
export function parseTimecode(text: string, frameRate: number): number | undefined {
  const trimmed = text.trim();
  if (/^\d+([.,]\d+)?$/.test(trimmed)) return Math.round(Number(trimmed.replace(',', '.')) * frameRate);
  if (!/^\d+(:\d+){1,3}$/.test(trimmed)) return undefined;
  const parts = trimmed.split(':').map(Number);
  const [frames = 0, seconds = 0, minutes = 0, hours = 0] = parts.reverse();
  const frame = (hours * 3600 + minutes * 60 + seconds) * frameRate + frames;
  return Number.isSafeInteger(frame) ? frame : undefined;
}
