/** How a text is to be read, apart from what Fountain itself says. */

/**
 * A writer's own words, in addition to those of the languages; case, a last dot or colon and how accents are composed do not matter.
 * They count where a language's words count: none makes a heading of an ordinary sentence.
 */
export interface ExtraWords {
  /** Open a scene heading indoors: `STUDIO`. */
  readonly interior?: readonly string[];
  /** Open a scene heading outdoors. */
  readonly exterior?: readonly string[];
  /** Times of day: `BLUE HOUR`. */
  readonly times?: readonly string[];
  /** Whole transitions: `WIPE`, `SVART:`. */
  readonly transitions?: readonly string[];
  /** Cue extensions, to be offered; those that a cue has are read whatever they say. */
  readonly extensions?: readonly string[];
}

export interface ParseOptions {
  /**
   * The script's language as BCP 47; missing or `auto` when it is not known. It only decides which words are believed where only their
   * meaning tells: `PLAN A:` is a transition in Catalan, `INN OWNER` a heading in German. Nothing that reads as action otherwise becomes
   * a heading by it.
   */
  readonly language?: string;
  readonly extraWords?: ExtraWords;
}
