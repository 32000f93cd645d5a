import assert from 'node:assert/strict';
import { createSceneSeconds } from '../../src/language/features/sceneSeconds.ts';
import { parse } from '../../src/language/parse.ts';
import { createScreenplayService, mostFindings } from '../../src/language/service.ts';
import { elementSeconds } from '../../src/language/timing.ts';

const swedish = `INT. KÖK - DAG

Hon går genom rummet och ser ut mot havet, där båten ligger.

ÅSA
Jag vet inte om det är så, men vi kan väl gå dit och se efter.

`;

const english = `INT. KITCHEN - DAY

She walks through the room and looks out at the sea, where the boat is.

ANNA
I do not know if that is so, but we could go there and have a look.

`;

describe('screenplay service', () => {
  const script = (text: string, version = 1) => ({ uri: 'a', version, text });
  const timesOf = (text: string, setting: 'auto' | 'sv' | 'en') =>
    createScreenplayService()
      .completion(script(`${text}INT. X - `), text.length + 9, { language: setting })
      .map((suggestion) => suggestion.text);

  it('answers for the version that it is asked about', () => {
    const service = createScreenplayService();
    const names = (text: string, version: number) =>
      service.documentSymbols(script(text, version)).map(({ name }) => name);
    assert.deepEqual(names('INT. A\n', 1), ['INT. A']);
    assert.deepEqual(names('INT. B\n', 2), ['INT. B']);
    assert.deepEqual(names('INT. A\n', 1), ['INT. A']);
  });

  it('keeps scripts apart', () => {
    const service = createScreenplayService();
    service.documentSymbols({ uri: 'a', version: 1, text: 'INT. A\n' });
    assert.equal(service.documentSymbols({ uri: 'b', version: 1, text: 'INT. B\n' })[0]?.name, 'INT. B');
  });

  it('forgets a closed script, whose versions may begin anew', () => {
    const service = createScreenplayService();
    service.documentSymbols(script('INT. A\n'));
    service.forget('a');
    assert.equal(service.documentSymbols(script('INT. B\n'))[0]?.name, 'INT. B');
  });

  it('offers words of the language that the script is written in', () => {
    assert.equal(timesOf(swedish, 'auto')[1], 'NATT');
    assert.equal(timesOf(english, 'auto')[1], 'NIGHT');
  });

  it('offers words of the language that is set, whatever the script is written in', () => {
    assert.ok(timesOf(english, 'sv').includes('SKYMNING'));
    assert.ok(timesOf(swedish, 'en').includes('DUSK'));
  });

  it('tells no more findings of a kind than a writer can use', () => {
    const text = 'Hej.\nINT. KÖK - DAG\n\n'.repeat(mostFindings + 50);
    assert.equal(createScreenplayService().diagnostics(script(text)).length, mostFindings);
  });

  it('measures a script in eighths of a page and seconds', () => {
    const service = createScreenplayService();
    const once = service.length(script(swedish), 'a4');
    const often = service.length({ uri: 'b', version: 1, text: swedish.repeat(20) }, 'a4');
    assert.ok(once.pageEighths > 0 && once.seconds > 5);
    assert.ok(often.pageEighths > once.pageEighths && often.seconds > 15 * once.seconds);
    assert.deepEqual(service.length({ uri: 'c', version: 1, text: '' }, 'a4'), { pageEighths: 0, seconds: 0 });
  });

  it('answers for any text', () => {
    const service = createScreenplayService();
    for (const [version, text] of ['', '\u0000\ud800[[', '\r\r\n\n', '#', '/*[[*/', '\ufeffINT. A'].entries()) {
      const one = script(text, version);
      service.documentSymbols(one);
      service.foldingRanges(one);
      service.diagnostics(one);
      service.completion(one, text.length, { language: 'auto' });
    }
  });
});

describe('seconds of scenes', () => {
  const versions = [
    swedish + english,
    `Före allt.\n\n${swedish}${swedish}${english}`,
    `${swedish}ÅSA\nHej.\n\nTOMMY ^\nHej på dig.\n\n${english}`,
    `${swedish}.DRÖM\nText direkt.\n\nÅSA\n(tyst)\n~la la\n\n${swedish.replace('båten', 'skeppet')}`,
    '',
  ];

  it('are the same as without remembering, version after version', () => {
    const estimate = createSceneSeconds();
    for (const text of [...versions, ...versions.toReversed()]) {
      const screenplay = parse(text);
      assert.deepEqual(estimate(screenplay), elementSeconds(screenplay.elements));
    }
  });
});
