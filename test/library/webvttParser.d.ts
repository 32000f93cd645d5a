declare module 'webvtt-parser' {
  interface Cue {
    readonly startTime: number;
    readonly endTime: number;
    readonly text: string;
  }
  class WebVTTParser {
    parse(text: string, mode: 'metadata' | 'chapters'): { readonly cues: Cue[]; readonly errors: unknown[] };
  }
  const parser: { readonly WebVTTParser: typeof WebVTTParser };
  // biome-ignore lint/style/noDefaultExport: that is how the package is made.
  export default parser;
}
