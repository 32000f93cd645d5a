import assert from 'node:assert/strict';
import fc from 'fast-check';
import { calibratedSeconds } from '../../src/language/calibratedSeconds.ts';
import type { FindingCode } from '../../src/language/diagnostics/finding.ts';
import { type ElementType, elementTypes } from '../../src/language/document.ts';
import { withEdits } from '../../src/language/features/rename.ts';
import type { Span } from '../../src/language/features/scriptView.ts';
import { parse } from '../../src/language/parse.ts';
import { placeElements } from '../../src/language/placedElements.ts';
import { retypeEdit } from '../../src/language/retypeElement.ts';
import { createScreenplayService, type ScreenplayService, type ScriptText } from '../../src/language/service.ts';
import { figuresOf } from '../../src/language/statistics.ts';
import { fuzzTimeout, tryCases } from './fuzzRuns.ts';

const piece = fc.constantFrom(
  ...[
    'INT. KÖK - DAG',
    '201 EXT. HAMN / BÅT, NATT #2#',
    '.DRÖM',
    'EXT./INT. [[ x ]] BIL',
    'int',
    '.',
    '#',
    '# Akt',
    '= s',
    '===',
  ],
  ...[
    'TOVE',
    'TOVE (V.O.) ^',
    '@McCoy (',
    'A\u030aSA',
    '\u00c5SA [[ ny',
    '(lågt)',
    '(',
    '()',
    'Tove ser Åsa.',
    '*a **b***',
    '_x_ \\*',
  ],
  ...[
    '[[',
    ']]',
    '/*',
    '*/',
    '  ',
    '\t',
    '>',
    '> x <',
    '~la',
    '!',
    'KLIPP TILL:',
    'Title: x',
    'https://a.b/(c',
    'a@b.se',
    '李明',
  ],
  ...['\ud800', '\u0000', '\u202e', '😀', '\ufeff', '\u2028', '\u00a0', '^', '(V.O.)^', '- DAG', '#1#', '**'],
);
const lineEnd = fc.constantFrom('\n', '\n', '\n\n', '\r\n', '\r\n\r\n', '\r', '');
const script = fc
  .array(fc.oneof({ weight: 5, arbitrary: piece }, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 14 })
  .chain((pieces) =>
    fc
      .array(lineEnd, { minLength: pieces.length, maxLength: pieces.length })
      .map((ends) => pieces.map((each, index) => each + ends[index]).join('')),
  );

const options = { mentionsInAction: true };

function checkSpans({ text }: ScriptText, spans: readonly Span[]): void {
  for (const { start, end } of spans)
    assert.ok(0 <= start && start <= end && end <= text.length, 'a span lies in the text');
}

/** Spans in order that do not overlap. */
function checkOrder(of: ScriptText, spans: readonly Span[]): void {
  checkSpans(of, spans);
  for (const [index, { start }] of spans.entries())
    assert.ok(start >= (spans[index - 1]?.end ?? 0), 'spans come in order');
}

function checkWhole(service: ScreenplayService, of: ScriptText): void {
  const whole = { start: 0, end: of.text.length };
  checkSpans(of, service.documentSymbols(of));
  checkSpans(of, service.foldingRanges(of));
  checkSpans(
    of,
    service.names(of).map(({ span }) => span),
  );
  checkOrder(of, service.links(of));
  const tokens = service.tokens(of, whole);
  checkOrder(of, tokens);
  for (const { start, end } of tokens)
    assert.ok(start < end && !/[\r\n]/.test(of.text.slice(start, end)), 'a token lies in one line');
  checkSpans(
    of,
    service.sceneDurations(of, whole).map(({ offset }) => ({ start: offset, end: offset })),
  );
  checkOrder(of, service.formatting(of, whole));
}

/** The longest that a single text may make any figure. */
const mostSeconds = 3_600;

function checkFigures(service: ScreenplayService, of: ScriptText): void {
  const { pageEighths, seconds } = service.length(of, 'letter');
  assert.ok(pageEighths >= 0 && seconds >= 0 && seconds < mostSeconds, 'a script has a length');
  const screenplay = parse(of.text);
  const timing = calibratedSeconds(screenplay.elements, (index) => (index % 3 === 0 ? 2 : undefined));
  const figures = figuresOf(screenplay, timing, 'a4');
  assert.ok(figures.dialogueWords <= figures.words && figures.speechSeconds <= figures.seconds + 1e-6);
  assert.equal(
    figures.times.reduce((sum, { int, ext, both, neither }) => sum + int + ext + both + neither, 0),
    figures.scenes.filter(({ heading }) => heading !== '').length,
  );
}

/** Whatever a line is made, no word is lost; the number of a scene goes with its heading. */
function checkRetyping({ text }: ScriptText, offset: number, type: ElementType): void {
  const screenplay = parse(text);
  const edit = retypeEdit({ ...screenplay, elements: placeElements(screenplay, []) }, offset, type);
  if (!edit) return;
  assert.ok(0 <= edit.start && edit.start <= edit.end && edit.end <= text.length);
  if (screenplay.elements.some(({ heading, start }) => heading?.sceneNumber !== undefined && start <= offset)) return;
  const written = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  assert.deepEqual(letters(written), letters(text), `${type} at ${offset}`);
}

function letters(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}]/gu) ?? [];
}

function checkFixes(service: ScreenplayService, of: ScriptText): void {
  const silenced = new Set<FindingCode>();
  const found = service.diagnostics(of, silenced);
  checkSpans(of, found);
  for (const { fix } of service.quickFixes(of, { start: 0, end: of.text.length }, { silenced }))
    checkOrder(of, fix.edits);
}

function checkAt(service: ScreenplayService, of: ScriptText, offset: number): void {
  let inner: Span = { start: offset, end: offset };
  for (const span of service.selectionSpans(of, offset)) {
    assert.ok(span.start <= inner.start && inner.end <= span.end, 'a selection grows');
    inner = span;
  }
  checkOrder(of, service.documentHighlights(of, offset));
  checkOrder(of, service.references(of, offset, options));
  const definition = service.definition(of, offset);
  if (definition) checkSpans(of, [definition.target, definition.targetElement, definition.origin]);
  const facts = service.facts(of, offset, 'a4');
  if (facts) checkSpans(of, [facts.span]);
  checkOrder(of, service.typedHeading(of, offset));
  for (const { replace } of service.completion(of, offset, {}))
    assert.ok(replace.start <= offset && offset <= replace.end);
  const target = service.renameTarget(of, offset, options);
  if (target) assert.ok(target.span.start <= offset && offset <= target.span.end, 'what is renamed is at the caret');
}

describe('every feature, on any text', () => {
  it('answers with parts of the text', () => {
    let version = 0;
    tryCases(
      fc.property(script, fc.nat(), (text, place) => {
        const service = createScreenplayService();
        const of = { uri: 'untitled:1', version: version++, text };
        const offset = place % (text.length + 1);
        checkWhole(service, of);
        checkAt(service, of, offset);
        checkFigures(service, of);
        checkFixes(service, of);
        checkRetyping(of, offset, elementTypes[place % elementTypes.length] ?? 'action');
      }),
      6_000,
      11,
    );
  }).timeout(fuzzTimeout(120_000));

  it('answers after edits as it would from the start', () => {
    const versions = fc.array(fc.tuple(script, fc.nat(), fc.nat(40)), { minLength: 1, maxLength: 5 });
    tryCases(
      fc.property(script, versions, (start, edits) => {
        const remembering = createScreenplayService();
        let of: ScriptText = { uri: 'untitled:1', version: 0, text: start };
        for (const [inserted, place, deleted] of edits) {
          const at = place % (of.text.length + 1);
          const text = of.text.slice(0, at) + inserted + of.text.slice(at + deleted);
          of = { ...of, version: of.version + 1, text };
          const fresh = createScreenplayService();
          for (const paper of ['a4', 'letter'] as const)
            assert.deepEqual(remembering.length(of, paper), fresh.length(of, paper));
          assert.deepEqual(remembering.documentSymbols(of), fresh.documentSymbols(of));
          assert.deepEqual(remembering.completion(of, text.length, {}), fresh.completion(of, text.length, {}));
        }
      }),
      3_000,
      13,
    );
  }).timeout(fuzzTimeout(120_000));

  it('renames what it renames back', () => {
    let renamings = 0;
    tryCases(
      fc.property(script, fc.nat(), (text, place) => {
        const service = createScreenplayService();
        const of = { uri: 'untitled:1', version: 1, text };
        const offset = place % (text.length + 1);
        const target = service.renameTarget(of, offset, { mentionsInAction: false });
        const renaming = service.rename(of, offset, 'ZZYZX', { mentionsInAction: false });
        if (!target || !renaming || 'problem' in renaming || renaming.isTaken) return;
        renamings++;
        checkOrder(of, renaming.edits);
        const next = { uri: 'untitled:2', version: 1, text: withEdits(text, renaming.edits) };
        const first = renaming.edits[0];
        assert.ok(first, 'a name that none had changes at least itself');
        const found = service.references(next, next.text.indexOf('ZZYZX'), { mentionsInAction: false });
        assert.equal(found.length, renaming.edits.length);
      }),
      12_000,
      12,
    );
    assert.ok(renamings > 50, `only ${renamings} names were renamed`);
  }).timeout(fuzzTimeout(120_000));

  it('stays linear in lines without end', () => {
    const long = (words: string) => words.repeat(200_000 / words.length);
    for (const text of ['*a ', '_a', '[[', '[[ a ]] ', '(', 'A (', 'www.a(', 'a@b.', '- ', 'INT. ', '#1#', '\r\t'].map(
      long,
    )) {
      const service = createScreenplayService();
      for (const prefix of ['', 'INT. ', 'TOVE ('])
        checkWhole(service, { uri: prefix, version: 1, text: prefix + text });
      checkAt(service, { uri: 'untitled:1', version: 1, text }, text.length);
    }
  }).timeout(20_000);
});
