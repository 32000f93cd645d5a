import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ElementType, ScriptElement } from '../../src/language/document.ts';
import { layOutPages, standsAfter } from '../../src/webview/editor/layout.ts';
import { createMeasure } from '../../src/webview/editor/measure.ts';
import { type Paper, papers } from '../../src/webview/editor/paper.ts';

/** `type: text` lines; `character^` is a dual cue. */
function script(...lines: readonly string[]): ScriptElement[] {
  return lines.map((line, index) => {
    const [name = '', text = ''] = line.split(/: ?(.*)/su);
    const type = name.replace('^', '') as ElementType;
    return { id: `e${index}`, type, text, ...(name.endsWith('^') ? { dual: true } : {}) };
  });
}

function layOut(elements: readonly ScriptElement[], paper: Paper = papers.a4) {
  return layOutPages(elements, createMeasure(paper));
}

/** Where pages begin, as `index` or `index+offset`. */
function starts(elements: readonly ScriptElement[], paper?: Paper): string[] {
  return layOut(elements, paper).pageStarts.map(({ index, offset }) => (offset ? `${index}+${offset}` : `${index}`));
}

/** `count` actions of a line each: two lines a piece with the blank one above. */
const actions = (count: number) => Array.from({ length: count }, () => 'action: Regn.');

describe('page layout', () => {
  it('has one page for an empty script and for one that fits', () => {
    assert.deepEqual(layOut([]), { pageStarts: [], duals: [], pageCount: 1, remaining: 57, edges: [] });
    assert.equal(layOut(script(...actions(29))).pageCount, 1);
  });

  it('fills 57 lines on A4 and 55 on Letter', () => {
    assert.deepEqual(starts(script(...actions(30))), ['29']);
    assert.deepEqual(starts(script(...actions(29)), papers.letter), ['28']);
  });

  it('says how many lines stay blank and numbers pages from 2', () => {
    assert.deepEqual(layOut(script(...actions(58), 'action: Slut.')).pageStarts, [
      { page: 2, index: 29, offset: 0, fill: 0 },
      { page: 3, index: 58, offset: 0, fill: 0 },
    ]);
  });

  it('never leaves a heading last on a page', () => {
    assert.deepEqual(starts(script(...actions(28), 'sceneHeading: INT. HUS - DAG', 'action: Tyst.')), ['28']);
  });

  it('never leaves a cue last on a page, nor its parenthetical', () => {
    const speech = ['character: TOVE', 'parenthetical: (viskar)', 'dialogue: Nej.'];
    assert.deepEqual(starts(script(...actions(28), ...speech)), ['28']);
  });

  it('takes a section and its synopsis along with the heading that begins a page', () => {
    const scene = ['section: Akt två', 'synopsis: Det ljusnar.', 'sceneHeading: INT. HUS - DAG', 'action: Tyst.'];
    assert.deepEqual(starts(script(...actions(28), ...scene)), ['28']);
  });

  it('says how many lines are left at the end', () => {
    assert.equal(layOut(script('action: Regn.', 'action: Sol.')).remaining, 54);
  });

  it('gives no lines to what is not printed', () => {
    assert.deepEqual(starts(script(...actions(28), 'note: Fråga.', 'boneyard: Gammalt.', 'action: Regn.')), []);
  });

  it('begins a page where the writer says so', () => {
    assert.deepEqual(layOut(script('action: Regn.', 'pageBreak: ===', 'action: Sol.')).pageStarts, [
      { page: 2, index: 2, offset: 0, fill: 56 },
    ]);
  });

  it('makes no empty page of a break before anything or after everything', () => {
    assert.deepEqual(starts(script('pageBreak: ===', 'action: Regn.', 'pageBreak: ===')), []);
  });

  it('splits action between lines, two at least on either side', () => {
    const long = `action: ${'regn '.repeat(60).trim()}`;
    assert.deepEqual(starts(script(...actions(26), long)), ['26+220']);
    assert.deepEqual(layOut(script(...actions(26), long)).pageStarts[0]?.fill, 1);
  });

  it('moves an action of three lines whole', () => {
    const three = `action: ${'regn '.repeat(30).trim()}`;
    const two = `action: ${'regn '.repeat(20).trim()}`;
    assert.deepEqual(starts(script(two, ...actions(26), three)), ['27']);
  });

  it('splits dialogue at the end of a sentence and repeats the cue', () => {
    const sentence = 'Den blinkade tre gånger i natt igen. ';
    const speech = ['character: TOVE', `dialogue: ${sentence.repeat(12).trim()}`];
    const [start] = layOut(script(...actions(24), ...speech)).pageStarts;
    assert.equal(start?.index, 25);
    assert.equal((start?.offset ?? 0) % sentence.length, 0);
    assert.equal(start?.continuedCue, 'TOVE');
  });

  it('moves a speech without an inner sentence end whole', () => {
    const speech = ['character: TOVE', `dialogue: ${'ord '.repeat(60).trim()}`];
    assert.deepEqual(starts(script(...actions(26), ...speech)), ['26']);
  });

  it('spreads an action longer than two pages over three', () => {
    const { pageStarts } = layOut(script(`action: ${'regn '.repeat(1400).trim()}`));
    assert.deepEqual(
      pageStarts.map(({ page, index }) => [page, index]),
      [
        [2, 0],
        [3, 0],
      ],
    );
  });

  it('sets dual dialogue side by side, as high as its longer half', () => {
    const elements = script(
      'character: TOVE',
      'dialogue: Ja.',
      'character^: ÅKE',
      `dialogue: ${'nej '.repeat(20).trim()}`,
      'action: Tyst.',
    );
    assert.deepEqual(layOut(elements).duals, [{ left: 0, right: 2, end: 4, leftLines: 2, rightLines: 4 }]);
  });

  it('keeps both halves of a dual dialogue on one page', () => {
    const dual = ['character: TOVE', 'dialogue: Ja.', 'character^: ÅKE', 'dialogue: Nej.'];
    assert.deepEqual(starts(script(...actions(28), ...dual)), ['28']);
  });

  it('takes a dual cue without a speech before it for a single one', () => {
    assert.deepEqual(layOut(script('action: Regn.', 'character^: ÅKE', 'dialogue: Nej.')).duals, []);
  });

  it('stands when words change that take as many lines, away from where pages end', () => {
    const sentence = 'Hon går ut. Dörren slår igen bakom henne, och det blir tyst. ';
    const speech = (at: number) => [
      'character: TOVE',
      'parenthetical: (tyst)',
      `dialogue: ${sentence.repeat(1 + (at % 7))}`,
    ];
    const scene = (at: number) => [
      'sceneHeading: INT. HUS - DAG',
      `action: ${sentence.repeat(1 + (at % 11))}`,
      ...speech(at),
      ...(at % 3 === 0 ? ['character^: ÅKE', `dialogue: ${sentence}`] : speech(at + 4)),
    ];
    const elements = script(...Array.from({ length: 60 }, (_, at) => scene(at)).flat());
    const measure = createMeasure(papers.a4);
    const layout = layOutPages(elements, measure);
    let standing = 0;
    for (const [index, element] of elements.entries()) {
      for (const text of [`${element.text}!`, element.text.replace('. ', ' '), `${element.text} Nu. Ja.`]) {
        const after = { ...element, text };
        if (!standsAfter(layout, index, [element, after], measure)) continue;
        standing++;
        assert.deepEqual(layOutPages(elements.with(index, after), measure), layout, `${index}: ${text}`);
      }
    }
    assert.ok(standing > elements.length, `${standing} of ${elements.length * 3}`);
  });

  it('survives a script of headings only', () => {
    const { pageCount } = layOut(script(...Array.from({ length: 20_000 }, () => 'sceneHeading: INT. HUS - DAG')));
    assert.ok(pageCount > 900 && pageCount < 1400, String(pageCount));
  });
});
