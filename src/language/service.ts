import type { Finding } from './diagnostics/finding.ts';
import { rules } from './diagnostics/rules.ts';
import { completionAt, type Suggestion } from './features/completion.ts';
import { documentSymbols, type ScriptSymbol } from './features/documentSymbols.ts';
import { type Fold, foldingRanges } from './features/folding.ts';
import { wordsOf } from './features/scriptLanguage.ts';
import { createScriptView, type ScriptLengthEstimate, type ScriptView } from './features/scriptView.ts';

/** A script as an editor holds it. `version` changes whenever `text` does. */
export interface ScriptText {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
}

/** The language features over any number of open scripts. Offsets are UTF-16 code units into `text`. */
export interface ScreenplayService {
  documentSymbols(script: ScriptText): readonly ScriptSymbol[];
  foldingRanges(script: ScriptText): readonly Fold[];
  /** `language` is the setting: `auto` looks at the script itself. `offset` lies in 0..text.length. */
  completion(script: ScriptText, offset: number, language: ScriptLanguageSetting): readonly Suggestion[];
  /** In the order of the rules; at most {@link mostFindings} of each, since garbage may break a rule on every line. */
  diagnostics(script: ScriptText): readonly Finding[];
  length(script: ScriptText): ScriptLengthEstimate;
  /** The script was closed: lets go of what was kept for it. */
  forget(uri: string): void;
}

export type ScriptLanguageSetting = 'auto' | 'sv' | 'en';

/** How many findings of one rule are told. */
export const mostFindings = 200;

/** The only place where the language features are put together. Keeps one parsed version of each script. */
export function createScreenplayService(): ScreenplayService {
  const views = new Map<string, { readonly version: number; readonly view: ScriptView }>();
  const viewOf = ({ uri, version, text }: ScriptText): ScriptView => {
    const known = views.get(uri);
    if (known?.version === version) return known.view;
    const view = createScriptView(text);
    views.set(uri, { version, view });
    return view;
  };
  return {
    documentSymbols: (script) => documentSymbols(viewOf(script)),
    foldingRanges: (script) => foldingRanges(viewOf(script)),
    completion(script, offset, language) {
      const view = viewOf(script);
      return completionAt(view, offset, wordsOf(view, language));
    },
    diagnostics(script) {
      const view = viewOf(script);
      return rules.flatMap((rule) => rule.check(view).slice(0, mostFindings));
    },
    length: (script) => viewOf(script).length,
    forget: (uri) => void views.delete(uri),
  };
}
