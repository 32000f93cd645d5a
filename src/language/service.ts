import type { Finding, FindingCode, QuickFix, Rule } from './diagnostics/finding.ts';
import { rules } from './diagnostics/rules.ts';
import { completionAt, type Suggestion } from './features/completion.ts';
import { type DocumentLink, documentLinks } from './features/documentLinks.ts';
import { documentSymbols, type ScriptSymbol } from './features/documentSymbols.ts';
import { type Fold, foldingRanges } from './features/folding.ts';
import { formattingEdits, typedHeadingEdits } from './features/formatting.ts';
import { type CharacterFacts, findFacts, type SceneFacts } from './features/hover.ts';
import { type Definition, documentHighlights, findDefinition, references } from './features/references.ts';
import { findRenameTarget, type RenameTarget, type Renaming, rename } from './features/rename.ts';
import { type SceneDuration, sceneDurations } from './features/sceneDurations.ts';
import {
  createScriptReaders,
  createScriptView,
  type ScriptReaders,
  type ScriptView,
  type Span,
} from './features/scriptView.ts';
import { selectionSpans } from './features/selectionRanges.ts';
import { semanticTokens, type Token } from './features/semanticTokens.ts';
import type { NameOptions } from './features/storyNames.ts';
import { type ScriptName, scriptNames } from './features/workspaceSymbols.ts';
import type { PaperSize } from './pageLines.ts';
import type { ReadWith } from './parse.ts';
import type { ParseOptions } from './parseOptions.ts';
import type { TextEdit } from './textEdit.ts';
import { english } from './words/english.ts';
import { findScriptWords, withExtraWords } from './words/findScriptWords.ts';
import type { ScriptWords } from './words/scriptWords.ts';

/** A script as an editor holds it. `version` changes whenever `text` does; `words` are those that its writer's settings ask for. */
export interface ScriptText extends ReadWith {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
}

/** How long a script is. */
export interface ScriptLengthEstimate {
  /** Eighths of a page, as productions count. */
  readonly pageEighths: number;
  /** Running time in seconds. */
  readonly seconds: number;
}

/** The language features over any number of open scripts. Offsets are UTF-16 code units into `text`. */
export interface ScreenplayService {
  documentSymbols(script: ScriptText): readonly ScriptSymbol[];
  foldingRanges(script: ScriptText): readonly Fold[];
  /** `offset` lies in 0..text.length. */
  completion(script: ScriptText, offset: number, options: ParseOptions): readonly Suggestion[];
  /** In the order of the rules; at most {@link mostFindings} of each, since garbage may break a rule on every line. */
  diagnostics(script: ScriptText, silenced?: ReadonlySet<FindingCode>): readonly Finding[];
  /** What one rule finds; {@link diagnostics} in parts, for who has to be able to stop between them. */
  findings(script: ScriptText, code: FindingCode): readonly Finding[];
  /** Ways to put right what is found within or beside a span, the rules that are turned off left out. */
  quickFixes(script: ScriptText, span: Span, options: FixOptions): readonly FindingFix[];
  length(script: ScriptText, paper: PaperSize): ScriptLengthEstimate;
  /** Scenes and characters. */
  names(script: ScriptText): readonly ScriptName[];
  /** Of the part of the text that `within` names. */
  tokens(script: ScriptText, within: Span): readonly Token[];
  selectionSpans(script: ScriptText, offset: number): readonly Span[];
  links(script: ScriptText): readonly DocumentLink[];
  facts(script: ScriptText, offset: number, paper: PaperSize): SceneFacts | CharacterFacts | undefined;
  sceneDurations(script: ScriptText, within: Span): readonly SceneDuration[];
  documentHighlights(script: ScriptText, offset: number): readonly Span[];
  references(script: ScriptText, offset: number, options: NameOptions): readonly Span[];
  definition(script: ScriptText, offset: number): Definition | undefined;
  renameTarget(script: ScriptText, offset: number, options: NameOptions): RenameTarget | undefined;
  /** Undefined where no name stands at `offset`. */
  rename(script: ScriptText, offset: number, newName: string, options: NameOptions): Renaming | undefined;
  formatting(script: ScriptText, within: Span): readonly TextEdit[];
  /** For the heading whose line was ended by the line break before `offset`. */
  typedHeading(script: ScriptText, offset: number): readonly TextEdit[];
  /** The script was closed: lets go of what was kept for it. */
  forget(uri: string): void;
}

/** A quick fix and what it puts right. */
export interface FindingFix {
  readonly finding: Finding;
  readonly fix: QuickFix;
}

/** What the writer has set, as far as quick fixes ask for it. */
export interface FixOptions extends ParseOptions {
  readonly silenced: ReadonlySet<FindingCode>;
}

/** How many findings of one rule are told. */
export const mostFindings = 200;

interface KnownScript {
  readonly version: number;
  readonly view: ScriptView;
  readonly readers: ScriptReaders;
  /** What each rule finds in this version, once it was asked. */
  readonly findings: Map<Rule, readonly Finding[]>;
}

/** The only place where the language features are put together. Keeps the last asked-for version of each script, parsed once. */
export function createScreenplayService(): ScreenplayService {
  const scripts = new Map<string, KnownScript>();
  const knownOf = ({ uri, version, text, words }: ScriptText): KnownScript => {
    const known = scripts.get(uri);
    const isReadAlike = known?.view.words === words;
    if (known?.version === version && isReadAlike) return known;
    const readers = known?.readers ?? createScriptReaders();
    const previous = isReadAlike ? known?.view.screenplay : undefined;
    const view = createScriptView(text, readers, { previous, words });
    const next: KnownScript = { version, view, readers, findings: new Map() };
    scripts.set(uri, next);
    return next;
  };
  const viewOf = (script: ScriptText): ScriptView => knownOf(script).view;
  return {
    documentSymbols: (script) => documentSymbols(viewOf(script)),
    foldingRanges: (script) => foldingRanges(viewOf(script)),
    completion(script, offset, options) {
      const view = viewOf(script);
      return completionAt(view, offset, () => wordsOf(view, options));
    },
    diagnostics(script, silenced) {
      const known = knownOf(script);
      return rules.flatMap((rule) => (silenced?.has(rule.code) ? [] : findingsOf(known, rule).slice(0, mostFindings)));
    },
    findings(script, code) {
      const known = knownOf(script);
      return rules.flatMap((rule) => (rule.code === code ? findingsOf(known, rule).slice(0, mostFindings) : []));
    },
    quickFixes: (script, span, options) => fixesAt(knownOf(script), span, options),
    length(script, paper) {
      const view = viewOf(script);
      return {
        pageEighths: view.pageEighths(paper),
        seconds: view.seconds.reduce((sum, each) => sum + each, 0),
      };
    },
    ...createNameFeatures(viewOf),
    names: (script) => scriptNames(viewOf(script)),
    tokens: (script, within) => semanticTokens(viewOf(script), within),
    selectionSpans: (script, offset) => selectionSpans(viewOf(script), offset),
    links: (script) => documentLinks(viewOf(script)),
    facts: (script, offset, paper) => findFacts(viewOf(script), offset, paper),
    sceneDurations: (script, within) => sceneDurations(viewOf(script), within),
    formatting: (script, within) => formattingEdits(viewOf(script), within),
    typedHeading: (script, offset) => typedHeadingEdits(viewOf(script), offset),
    forget: (uri) => void scripts.delete(uri),
  };
}

type NameFeature = 'documentHighlights' | 'references' | 'definition' | 'renameTarget' | 'rename';

function createNameFeatures(viewOf: (script: ScriptText) => ScriptView): Pick<ScreenplayService, NameFeature> {
  return {
    documentHighlights: (script, offset) => documentHighlights(viewOf(script), offset),
    references: (script, offset, options) => references(viewOf(script), offset, options),
    definition: (script, offset) => findDefinition(viewOf(script), offset),
    renameTarget: (script, offset, options) => findRenameTarget(viewOf(script), offset, options),
    rename(script, offset, newName, options) {
      const view = viewOf(script);
      const target = findRenameTarget(view, offset, options);
      return target && rename(view, target, newName, options);
    },
  };
}

function findingsOf({ view, findings }: KnownScript, rule: Rule): readonly Finding[] {
  const found = findings.get(rule) ?? rule.check(view);
  findings.set(rule, found);
  return found;
}

function fixesAt(known: KnownScript, { start, end }: Span, options: FixOptions): readonly FindingFix[] {
  const { view } = known;
  const { silenced } = options;
  return rules.flatMap((rule) => {
    if (silenced.has(rule.code) || !rule.fixes) return [];
    const here = findingsOf(known, rule).filter((finding) => finding.start <= end && start <= finding.end);
    return here.flatMap((finding) =>
      (rule.fixes?.(view, finding, wordsOf(view, options)) ?? []).map((fix) => ({ finding, fix })),
    );
  });
}

/** The words of the language that is set, else of the one that the script seems to be written in, else English; then the writer's own. */
function wordsOf(view: ScriptView, { language = 'auto', extraWords }: ParseOptions): ScriptWords {
  const code = language === 'auto' ? view.language : language;
  const words = (code === undefined ? undefined : findScriptWords(code)) ?? english;
  return extraWords ? withExtraWords(words, extraWords) : words;
}
