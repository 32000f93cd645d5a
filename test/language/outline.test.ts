import assert from 'node:assert/strict';
import { languageOf, languageOfText, outlineOf } from '../../src/language/outline.ts';
import { parse } from '../../src/language/parse.ts';

const script = parse(`Title: Fyren

Svart bild.

# Akt ett

## Hemma

= Tove vaknar.

1. INT. KÖK - DAG

TOVE
Hej på dig.

ÅKE (V.O.)
Hej.

# Akt två

EXT. HAV - NATT

A${'\u030a'}KE (FORTS.)
(ropar)
Tove!
~La la

@Tove
Ja du.

Åke tystnar.
`);

describe('the outline', () => {
  const { scenes, cast } = outlineOf(script);

  it('has the scenes with their sections and an opening scene before the first heading', () => {
    assert.deepEqual(
      scenes.map(({ heading, sections }) => [heading?.heading?.location, sections]),
      [
        [undefined, []],
        ['KÖK', ['Akt ett', 'Hemma']],
        ['HAV', ['Akt två']],
      ],
    );
  });

  it('says which elements a scene has', () => {
    const texts = ({ firstElement, endElement }: { readonly firstElement: number; readonly endElement: number }) =>
      script.elements.slice(firstElement, endElement).map(({ text }) => text);
    assert.deepEqual(texts(scenes[1]!), ['INT. KÖK - DAG', 'TOVE', 'Hej på dig.', 'ÅKE (V.O.)', 'Hej.', 'Akt två']);
    assert.equal(scenes[2]?.endElement, script.elements.length);
  });

  it('counts each character once, whatever extension, case or normal form the cue has', () => {
    assert.deepEqual(cast, [
      { name: 'TOVE', lines: 2, words: 5, firstScene: 1, lastScene: 2 },
      { name: 'ÅKE', lines: 2, words: 4, firstScene: 1, lastScene: 2 },
    ]);
  });

  it('has no opening scene when only notes and sections stand before the first heading', () => {
    assert.equal(outlineOf(parse('# Akt\n\n[[x]]\n\nINT. KÖK\n')).scenes.length, 1);
  });

  it('is empty for an empty script', () => {
    assert.deepEqual(outlineOf(parse('')), { scenes: [], cast: [] });
  });

  it('leaves out cues without a name', () => {
    assert.deepEqual(outlineOf(parse('@\nHej.\n\n@(V.O.)\nHej.')).cast, []);
  });
});

describe('the language of a text', () => {
  const texts: readonly (readonly [string, string | undefined])[] = [
    ['Det är inte åska, morfar. Åska räknar inte.', 'sv'],
    ['Where were you last night?', 'en'],
    ['INT. KÖK - KVÄLL', 'sv'],
    ['INT. KITCHEN - NIGHT', 'en'],
    ['Jeg ved det ikke, men du skal ikke være bange.', 'da'],
    ['Jeg vet ikke hvor du er, men jeg kommer nå.', 'nb'],
    ['INT. KJØKKEN - KVELD', 'nb'],
    ['INT. KØKKEN - AFTEN', 'da'],
    ['Hvad laver du? Vi skal gå nu.', 'da'],
    ['En minä tiedä missä hän on nyt.', 'fi'],
    ['SISÄ. KEITTIÖ - PÄIVÄ', 'fi'],
    ['Hän istuu hiljaa ja katsoo ulos ikkunasta. Sataa.', 'fi'],
    ['Hönan äter här.', 'sv'],
    ['INNEN. KÜCHE', 'de'],
    ['Was machst du denn hier? Ich weiß es nicht.', 'de'],
    ['Je ne sais pas où il est.', 'fr'],
    ['¿Dónde está el niño? No lo sé.', 'es'],
    ['Nie wiem, co się tu dzieje.', 'pl'],
    ['Привет, как дела?', 'ru'],
    ['Привіт, як справи, її немає', 'uk'],
    ['Πού είσαι;', 'el'],
    ['איפה אתה?', 'he'],
    ['أين أنت؟', 'ar'],
    ['你在哪里？', 'zh'],
    ['어디 있어?', 'ko'],
    ['तुम कहाँ हो?', 'hi'],
    ['', undefined],
    ['Tove! Milo!', undefined],
    ['12 34', undefined],
  ];
  for (const [text, language] of texts) {
    it(`is ${language ?? 'unknown'} for ${text || 'nothing'}`, () => assert.equal(languageOfText(text), language));
  }

  it('does not depend on how letters are composed', () => {
    assert.equal(languageOfText('Det är här vi går på.'.normalize('NFD')), 'sv');
  });

  it('of a script is that of most of its words', () => {
    assert.equal(languageOf(script), 'sv');
    assert.equal(languageOf(parse('INT. HOUSE - DAY\n\nHe walks in and sits down.\n')), 'en');
    assert.equal(languageOf(parse('')), undefined);
  });
});
