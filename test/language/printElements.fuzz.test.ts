import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parse } from '../../src/language/parse.ts';
import { type PrintableElement, printElement, printElements, type Surroundings } from '../../src/language/print.ts';
import { tryCases } from './fuzzRuns.ts';

const alone: Surroundings = { previous: 'action', adjacent: false, followed: false };
const followed: Surroundings = { ...alone, followed: true };
const underCue: Surroundings = { previous: 'character', adjacent: true, followed: false };

const words = fc
  .array(
    fc.constantFrom(
      ...[
        'Hej',
        'INT. KÖK',
        'TOMMY',
        'du',
        '- DAG',
        '(V.O.)',
        '#',
        '!',
        '@',
        '.',
        '...',
        '>',
        '<',
        '~',
        '=',
        '===',
        'CUT TO:',
        '[[',
        ']]',
      ],
      ...['27.', 'Title:', '/*', '*', 'Å', 'å', 'ß', '景', '\ud83d\ude00', '1', '^'],
    ),
    { maxLength: 4 },
  )
  .map((parts) => parts.join(' '));

function isPlainWords(text: string): boolean {
  return !/\[\[|\]\]|\/\*|\*\//.test(text);
}

const oneLine = words.filter(isPlainWords);
const lines = fc.array(oneLine, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('\n'));
const heading = fc.record({
  type: fc.constant('sceneHeading' as const),
  text: oneLine.filter(
    (text) => text === '' || (/^[\p{L}\p{N}]/u.test(text) && !text.endsWith('#') && !/^\d/.test(text)),
  ),
  sceneNumber: fc.constantFrom(undefined, '1', '27A', 'I-1-A'),
});
const cue = fc.record({
  type: fc.constant('character' as const),
  text: oneLine.filter((text) => !text.endsWith('^')),
  dual: fc.constantFrom(undefined, true),
});
const saying = lines.filter((text) => text.split('\n').every((line) => !/^(\(.*\)|~|={3,}$)/.test(line)));
const dialogue = fc.record({ type: fc.constant('dialogue' as const), text: saying });
const parenthetical = fc.record({
  type: fc.constant('parenthetical' as const),
  text: fc.constantFrom('(viskar)', '()', '(till TOMMY (tyst))'),
});
const speech = fc.oneof(
  cue.map((one) => [one]),
  fc.tuple(cue, dialogue).map((parts) => [...parts]),
  fc.tuple(cue, parenthetical, dialogue).map((parts) => [...parts]),
  fc.tuple(cue, dialogue, parenthetical, dialogue).map((parts) => [...parts]),
);
const single = fc.oneof(
  heading,
  fc.record({ type: fc.constant('action' as const), text: lines }),
  fc.record({ type: fc.constant('transition' as const), text: oneLine.filter((text) => !text.endsWith('<')) }),
  fc.record({ type: fc.constantFrom('lyrics' as const, 'synopsis' as const), text: oneLine }),
  fc.record({ type: fc.constant('centered' as const), text: oneLine }),
  fc.record({ type: fc.constant('note' as const), text: lines.filter((text) => !text.startsWith('\n')) }),
  fc.record({ type: fc.constant('boneyard' as const), text: lines.filter((text) => !text.startsWith('\n')) }),
  fc.record({
    type: fc.constant('section' as const),
    text: oneLine.filter((text) => !text.startsWith('#')),
    depth: fc.constantFrom(1, 3),
  }),
  fc.constant({ type: 'pageBreak' as const, text: '' }),
);
const block: fc.Arbitrary<readonly PrintableElement[]> = fc.oneof(
  single.map((one): readonly PrintableElement[] => [one]),
  speech,
);

function said(text: string): readonly PrintableElement[] {
  return parse(text).elements.map(({ type, text: words, heading: place, cue: who, depth }) => ({
    type,
    text: words,
    sceneNumber: place?.sceneNumber,
    dual: who?.dual || undefined,
    depth,
  }));
}

function asSaid(element: PrintableElement): PrintableElement {
  const { type, text } = element;
  const sceneNumber = type === 'sceneHeading' ? element.sceneNumber : undefined;
  return { type, text, sceneNumber, dual: element.dual, depth: element.depth };
}

describe('printing new elements', () => {
  it('reads back as the same elements, whatever their words are', () => {
    tryCases(
      fc.property(fc.array(block, { maxLength: 6 }), (blocks) => {
        const elements = blocks.flat();
        const text = printElements(elements);
        assert.deepEqual(said(text), elements.map(asSaid), text);
      }),
      3_000,
      4,
    );
  }).timeout(20_000);

  it('loses no word of any element in any surroundings', () => {
    const anything = fc.record({
      type: fc.constantFrom(
        ...(['sceneHeading', 'action', 'character', 'dialogue', 'parenthetical', 'transition', 'pageBreak'] as const),
      ),
      text: words,
    });
    tryCases(
      fc.property(anything, fc.constantFrom(alone, followed, underCue), (element, around) => {
        const letters = (text: string): string => (text.match(/[\p{L}\p{N}]/gu) ?? []).join('');
        assert.equal(letters(printElement(element, around)), letters(element.text));
      }),
      3_000,
      5,
    );
  }).timeout(20_000);
});
