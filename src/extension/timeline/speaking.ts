/** What a playing timeline says, as the editors of scripts show it. Knows no VS Code. */
import * as z from 'zod/mini';
import type { ScriptElement } from '../../language/document.ts';
import type { Library } from '../library/library.ts';
import { type Heard, type WordSpan, wordHeard } from './spokenWord.ts';

/** The line that is heard, and its word as a range of the line's text. */
export interface Speaking {
  readonly elementId: string;
  readonly word?: WordSpan;
}

export interface HeardLine extends Heard {
  readonly elementId: string;
}

const takeMetadata = z.object({
  content_hash: z.optional(z.nullable(z.string())),
  words: z.array(z.object({ fromMs: z.number() })),
});

/** Of lines that are heard at the same time, the one that began last. */
export function speakingOf(
  lines: readonly HeardLine[],
  library: Pick<Library, 'line' | 'asset'>,
  elementOf: (elementId: string) => Pick<ScriptElement, 'text'> | undefined,
): Speaking | undefined {
  const [line] = lines.toSorted((a, b) => a.part - b.part);
  if (!line) return undefined;
  const element = elementOf(line.elementId);
  const word = element && wordHeard(element.text, line, beginningsOf(line.elementId, library));
  return { elementId: line.elementId, ...(word ? { word } : {}) };
}

/** When the line's chosen take says its words; none for a take that says something else. */
function beginningsOf(elementId: string, library: Pick<Library, 'line' | 'asset'>): readonly number[] {
  const row = library.line(elementId)?.line;
  const asset = row?.audio_asset_id ? library.asset(row.audio_asset_id) : undefined;
  const take = takeMetadata.safeParse(asset?.metadata);
  if (!row || !take.success || take.data.content_hash !== row.content_hash) return [];
  return take.data.words.map((word) => word.fromMs);
}
