/** Figures as a writer reads them, in the language of the page. */

/** Replaces `{0}`, `{1}` … in a template. */
export function fill(template: string, ...values: readonly (string | number)[]): string {
  return template.replace(/\{(\d+)\}/g, (whole, index: string) => String(values[Number(index)] ?? whole));
}

/** `0:48`, `12:05`, `1:02:10`. */
export function formatTime(seconds: number): string {
  const whole = Math.round(seconds);
  const rest = String(whole % 60).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)}:${rest}`;
  return `${Math.floor(whole / 3600)}:${String(Math.floor(whole / 60) % 60).padStart(2, '0')}:${rest}`;
}

/** Pages and eighths, as productions write them: `12 5/8`, `3/8`, `4`. */
export function formatPages(pageEighths: number): string {
  const pages = Math.floor(pageEighths / 8);
  const eighths = pageEighths % 8;
  if (eighths === 0) return String(pages);
  return pages === 0 ? `${eighths}/8` : `${pages} ${eighths}/8`;
}

/** With the separators of a language: `2 345`. */
export function formatCount(count: number, language: string): string {
  return count.toLocaleString(language);
}

/** A share of a whole in per cent; 0 of nothing. */
export function formatShare(part: number, whole: number, language: string): string {
  const share = whole === 0 ? 0 : part / whole;
  return share.toLocaleString(language, { style: 'percent', maximumFractionDigits: 0 });
}
