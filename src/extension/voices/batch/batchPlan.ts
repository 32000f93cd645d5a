/** What a batch will make and cost, before it is begun. Knows no VS Code. */

/** A line as a batch sees it. */
export interface BatchLine {
  readonly elementId: string;
  readonly speaker: string;
  /** Characters that a voice would speak; 0 for a line without words. */
  readonly characters: number;
  /** What the provider will ask for them; 0 where nothing is asked. */
  readonly credits: number;
  /** The same words in the same voice are there already: nothing is made or paid. */
  readonly isCached: boolean;
}

/** The figures that a writer sees before a batch. */
export interface BatchEstimate {
  readonly lines: number;
  readonly speakers: number;
  /** Of the lines that are to be made. */
  readonly characters: number;
  readonly credits: number;
  readonly cached: number;
}

export interface BatchPlan {
  /** In the order in which they are to be made: that of the script. */
  readonly lines: readonly BatchLine[];
  /** Lines that have nothing to say; they are left out. */
  readonly silent: number;
  readonly estimate: BatchEstimate;
}

/** Puts lines together to a batch. */
export function planBatch(all: readonly BatchLine[]): BatchPlan {
  const lines = all.filter(({ characters }) => characters > 0);
  const made = lines.filter(({ isCached }) => !isCached);
  const sum = (figure: (line: BatchLine) => number) => made.reduce((total, line) => total + figure(line), 0);
  return {
    lines,
    silent: all.length - lines.length,
    estimate: {
      lines: lines.length,
      speakers: new Set(lines.map(({ speaker }) => speaker)).size,
      characters: sum(({ characters }) => characters),
      credits: Math.ceil(sum(({ credits }) => credits)),
      cached: lines.length - made.length,
    },
  };
}

/** Whether the writer is asked before a batch: when more characters than this are to be made. One line is never asked about. */
export function needsAsking({ lines, characters }: BatchEstimate, threshold: number): boolean {
  return lines > 1 && characters > threshold;
}
