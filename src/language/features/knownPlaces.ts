import type { Heading } from '../document.ts';
import type { ScriptWords } from '../words/scriptWords.ts';
import type { CaretLine } from './caretLine.ts';
import type { ScriptView } from './scriptView.ts';

/** The script's locations in capitals, each once: those of the scenes above the line first, the nearest first. */
export function knownLocations(view: Pick<ScriptView, 'screenplay'>, line: CaretLine): readonly string[] {
  return unique(nearestFirst(view, line).map(({ location }) => location));
}

/** The script's own times of day by how near they are, then those of its language. */
export function knownTimesOfDay(
  view: Pick<ScriptView, 'screenplay'>,
  line: CaretLine,
  words: ScriptWords,
): readonly string[] {
  return unique([...nearestFirst(view, line).map(({ timeOfDay }) => timeOfDay ?? ''), ...words.timesOfDay]);
}

const dash = /\s+[-\u2013\u2014]+\s+/;

/**
 * Places within the place that `typed` ends with, as the script's headings have them behind a dash: `KÖKET` for `INT. HUSET` where
 * another scene is in `HUSET - KÖKET`. `isUsual` when no scene is in that place alone.
 */
export function knownSubLocations(
  view: ScriptView,
  line: CaretLine,
  typed: string,
): { readonly texts: readonly string[]; readonly isUsual: boolean } {
  const before = ` ${typed.toUpperCase().split(dash).join(' - ').trim()}`;
  const isTyped = (place: string) => place !== '' && before.endsWith(` ${place}`);
  const locations = nearestFirst(view, line).map(({ location }) => location.toUpperCase().split(dash));
  const within = locations.flatMap((parts) =>
    parts.flatMap((_, at) => (at > 0 && isTyped(parts.slice(0, at).join(' - ')) ? [parts.slice(at).join(' - ')] : [])),
  );
  return { texts: unique(within), isUsual: !locations.some((parts) => isTyped(parts.join(' - '))) };
}

function nearestFirst(view: Pick<ScriptView, 'screenplay'>, { start, end }: CaretLine): readonly Heading[] {
  const above: Heading[] = [];
  const below: Heading[] = [];
  for (const element of view.screenplay.elements) {
    if (!element.heading) continue;
    if (element.end < start) above.push(element.heading);
    else if (element.start > end) below.push(element.heading);
  }
  return [...above.reverse(), ...below];
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.filter((text) => text !== '').map((text) => text.toUpperCase()))];
}
