/** The length of a sound: `2.1 s` below a minute, else as {@link formatRunningTime}. `seconds` is 0 or more. */
export function formatDuration(seconds: number): string {
  return seconds < 59.95 ? `${seconds.toFixed(1)} s` : formatRunningTime(seconds);
}

/** A running time: `0:48`, `2:10`, and `1:02:10` from an hour on. `seconds` is 0 or more. */
export function formatRunningTime(seconds: number): string {
  const whole = Math.round(seconds);
  const rest = String(whole % 60).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)}:${rest}`;
  return `${Math.floor(whole / 3600)}:${String(Math.floor(whole / 60) % 60).padStart(2, '0')}:${rest}`;
}
