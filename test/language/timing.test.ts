import assert from 'node:assert/strict';
import { parse } from '../../src/language/parse.ts';
import {
  elementSeconds,
  estimateActionSeconds,
  estimateDialogueSeconds,
  pageEighths,
  runningSeconds,
  spokenText,
} from '../../src/language/timing.ts';
import { syntheticScript } from '../fixtures/syntheticScript.ts';

describe('what a voice says', () => {
  const texts: readonly (readonly [string, string])[] = [
    ['Hej på dig.', 'Hej på dig.'],
    ['Hej\n\npå   dig.', 'Hej på dig.'],
    ['Hej *på* **dig**, _du_ ***där***!', 'Hej på dig, du där!'],
    ['Hej (suckar) på dig (paus).', 'Hej på dig.'],
    ['Hej [[varmare]] på /* inte */ dig.', 'Hej på dig.'],
    ['Hej [[över\nflera]] dig.', 'Hej dig.'],
    ['5 * 3 är 15', '5 * 3 är 15'],
    ['en \\*stjärna\\* och \\_', 'en *stjärna* och _'],
    ['snake_case_name', 'snake_case_name'],
    ['Ett ensamt * tecken*', 'Ett ensamt * tecken*'],
    ['*en rad\nen annan*', '*en rad en annan*'],
    ['(viskar)', ''],
    ['[[bara en not]]', ''],
    ['', ''],
  ];
  for (const [text, spoken] of texts) {
    it(`is ${JSON.stringify(spoken)} for ${JSON.stringify(text)}`, () => assert.equal(spokenText(text), spoken));
  }
});

describe('estimated seconds', () => {
  it('of dialogue are between 2.2 and 2.9 words a second for ordinary speech', () => {
    const speeches = [
      'Well I have been thinking about this for a long time and I do not believe that we should go back tonight',
      'Jag har tänkt på det här länge och jag tror inte att vi borde åka tillbaka till ön i kväll',
    ];
    for (const speech of speeches) {
      const wordsPerSecond = speech.split(' ').length / estimateDialogueSeconds(speech);
      assert.ok(wordsPerSecond > 2.2 && wordsPerSecond < 2.9, `${wordsPerSecond}`);
    }
  });

  it('grow with pauses and with words, not with direction', () => {
    assert.ok(estimateDialogueSeconds('Nej. Nej. Nej.') > estimateDialogueSeconds('Nej Nej Nej.'));
    assert.ok(estimateDialogueSeconds('Jag går nu hem') > estimateDialogueSeconds('Jag går'));
    assert.equal(estimateDialogueSeconds('Jag går (paus) nu'), estimateDialogueSeconds('Jag går nu'));
  });

  it('are 0 for what is not said and never less than a syllable for what is', () => {
    for (const text of ['', '(suckar)', '...', '[[x]]']) assert.equal(estimateDialogueSeconds(text), 0);
    assert.equal(estimateDialogueSeconds('O'), 0.4);
  });

  it('count signs of scripts without spaces', () => {
    assert.ok(estimateDialogueSeconds('你昨天晚上在哪里我一直在等你') > 2);
  });

  it('of action follow the lines it fills', () => {
    assert.equal(estimateActionSeconds(''), 0);
    const line = estimateActionSeconds('Han går.');
    assert.ok(line > 1 && line < 3);
    assert.ok(estimateActionSeconds('Han går. '.repeat(30)) > 2 * line);
  });

  it('of an element are 0 for what is neither seen nor heard', () => {
    const { elements } = parse('# Akt\n\n= Syn\n\n[[not]]\n\n/* x */\n\n===\n\nCUT TO:\n');
    assert.deepEqual(elementSeconds(elements), [0, 0, 0, 0, 0, 0]);
  });

  it('count of two speeches said at once the longer', () => {
    const long = 'Det här är en mycket längre replik än den andra.';
    const seconds = (first: string, second: string, dual: string) =>
      runningSeconds(parse(`@A\n${first}\n\n@B${dual}\n${second}\n`));
    const alone = runningSeconds(parse(`@A\n${long}\n`));
    assert.equal(seconds(long, 'Ja.', ' ^'), alone);
    assert.ok(Math.abs(seconds('Ja.', long, ' ^') - alone) < 1e-9);
    assert.ok(seconds(long, 'Ja.', '') > alone);
  });
});

describe('the length in pages', () => {
  it('is none for an empty script and an eighth for a line', () => {
    assert.equal(pageEighths(parse('')), 0);
    assert.equal(pageEighths(parse('Han går.')), 1);
  });

  it('fills a page with 55 lines on Letter and 57 on A4', () => {
    const lines = (count: number) => parse(Array.from({ length: count }, () => 'Han går.').join('\n'));
    assert.equal(pageEighths(lines(55)), 8);
    assert.equal(pageEighths(lines(56)), 9);
    assert.equal(pageEighths(lines(57), 'a4'), 8);
  });

  it('breaks lines between words at the width of each element', () => {
    const wide = `${'ord '.repeat(15)}\n`.repeat(55);
    assert.equal(pageEighths(parse(wide)), 8);
    assert.ok(pageEighths(parse(`@A\n${wide}`)) >= 16);
  });

  it('starts a new page at a page break', () => {
    assert.equal(pageEighths(parse('Han går.\n\n===\n\nHan går.')), 9);
  });

  it('is about a minute a page', () => {
    const script = parse(syntheticScript(60_000));
    const minutesPerPage = runningSeconds(script) / 60 / (pageEighths(script) / 8);
    assert.ok(minutesPerPage > 0.75 && minutesPerPage < 1.25, `${minutesPerPage}`);
  });
});
