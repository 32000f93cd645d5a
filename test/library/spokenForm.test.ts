import assert from 'node:assert/strict';
import { englishNumbers, swedishNumbers } from '../../src/extension/voices/speech/numberWords.ts';
import { respell } from '../../src/extension/voices/speech/reading.ts';
import { spokenForms } from '../../src/extension/voices/speech/spokenForm.ts';

const read = (text: string, language: string) => respell(text, spokenForms(text, language)).said;

describe('numbers and abbreviations read aloud', () => {
  for (const [written, said] of [
    ['Vi ses kl. 14.30.', 'Vi ses klockan fjorton trettio.'],
    ['Vi ses kl 9.', 'Vi ses klockan nio.'],
    ['Tåget går 07:05, sa han.', 'Tåget går sju noll fem, sa han.'],
    ['Klockan 21.00?', 'klockan tjugoett?'],
    ['klockan 21.00?', 'klockan tjugoett?'],
    ['Det var 1998.', 'Det var nittonhundranittioåtta.'],
    ['På 1800-talet.', 'På artonhundratalet.'],
    ['År 2026.', 'År tvåtusen tjugosex.'],
    ['Den 3:e maj', 'Den tredje maj'],
    ['1:a, 2:a och 21:a', 'första, andra och tjugoförsta'],
    ['t.ex. nu, bl.a. du', 'till exempel nu, bland annat du'],
    ['Dr. Berg och dr. Ek', 'doktor Berg och doktor Ek'],
    ['S:t Eriksplan', 'Sankt Eriksplan'],
    ['$5', 'fem dollar'],
    ['50 %', 'femtio procent'],
    ['50%, minst', 'femtio procent, minst'],
    ['3,5 kg', 'tre komma fem kilo'],
    ['-5 °C', 'minus fem grader'],
    ['10 000 kr', 'tiotusen kronor'],
    ['Det kostar 250:-', 'Det kostar tvåhundrafemtio kronor'],
    ['5–7 dagar', 'fem till sju dagar'],
    ['Mat & dryck', 'Mat och dryck'],
    ['Jag fyller 43.', 'Jag fyller fyrtiotre.'],
    ['Ring 070-123 45 67', 'Ring noll sju noll, ett två tre, fyrtiofem, sextiosju'],
    ['--version 2.0.1', '--version 2.0.1'],
    ['osv.', 'och så vidare'],
    ['Carina och casinot', 'Carina och casinot'],
    ['Kl. 13.30 prick, kl.13:30', 'klockan tretton trettio prick, klockan tretton trettio'],
    ['Tåget 13.30', 'Tåget tretton trettio'],
    ['T.ex. du, t ex jag', 'till exempel du, till exempel jag'],
    ['Han m.fl., resp. hon, ev. de', 'Han med flera, respektive hon, eventuellt de'],
    ['1 234,50 kr', 'ettusen tvåhundratrettiofyra komma femtio kronor'],
    ['1.000.000 kr och 10.000', 'en miljon kronor och tiotusen'],
    ['1 kr, 21 kr, 1 kg, 21 kg', 'en krona, tjugoen kronor, ett kilo, tjugoett kilo'],
    ['1 st, 2 st', 'en styck, två stycken'],
    ['50-tal, 60-talet, 1990-talets', 'femtiotal, sextiotalet, nittonhundranittiotalets'],
    ['den 24/12', 'den tjugofjärde i tolfte'],
    ['1/2 eller 3/4', 'en halv eller tre fjärdedelar'],
    ['2026-11-26', 'tjugosjätte november tvåtusen tjugosex'],
    ['+46 70 123 45 67', 'plus fyrtiosex, sjuttio, ett två tre, fyrtiofem, sextiosju'],
    ['Ring 112!', 'Ring ett ett två!'],
    ['Det blev 3-0.', 'Det blev tre noll.'],
    ['1990–1995', 'nittonhundranittio till nittonhundranittiofem'],
    ['2 dl i 5 min', 'två deciliter i fem minuter'],
    ['dr Ek, s. 12, § 5', 'doktor Ek, sidan tolv, paragraf fem'],
    ['4x4', 'fyra gånger fyra'],
    ['dr på min st och mil', 'dr på min st och mil'],
  ] as const) {
    it(`${written} (sv)`, () => assert.equal(read(written, 'sv'), said));
  }

  for (const [written, said] of [
    ['Meet me at 2:30 p.m.', 'Meet me at two thirty p m'],
    ['At 7:05.', 'At seven oh five.'],
    ['At 12:00', "At twelve o'clock"],
    ['5pm sharp', 'five p m sharp'],
    ['It was 1998.', 'It was nineteen ninety-eight.'],
    ['In 1905 and 2005', 'In nineteen oh five and two thousand and five'],
    ['The 1980s', 'The nineteen eighties'],
    ['2026', 'twenty twenty-six'],
    ['the 3rd, 21st and 12th', 'the third, twenty-first and twelfth'],
    ['Dr. Lee', 'Doctor Lee'],
    ['St. Paul', 'Saint Paul'],
    ['on Main St.', 'on Main Street'],
    ['Mr. and Mrs. Hall', 'Mister and Missus Hall'],
    ['$5', 'five dollars'],
    ['$1', 'one dollar'],
    ['$1,250.50', 'one thousand two hundred and fifty dollars and fifty cents'],
    ['50 %', 'fifty percent'],
    ['3.14', 'three point one four'],
    ['e.g. this, i.e. that', 'for example this, that is that'],
    ['No. 5', 'number five'],
    ['5-7 days', 'five to seven days'],
    ['-5°F', 'minus five degrees Fahrenheit'],
    ['Tom & Jerry', 'Tom and Jerry'],
    ['10,000 men', 'ten thousand men'],
    ['<break time="9s"/>', '<break time="9s"/>'],
    ['$5.99 or $0.99', 'five dollars and ninety-nine cents or ninety-nine cents'],
    ['$1.5 million, $5M', 'one point five million dollars, five million dollars'],
    ["1990s, the '90s, the 90s", 'nineteen nineties, the nineties, the nineties'],
    ['Dr No, Mr Smith', 'Doctor No, Mister Smith'],
    ['1/2 cup, 24/7, 9/11', 'one half cup, twenty-four seven, nine eleven'],
    ['5 ft at 60 mph', 'five feet at sixty miles per hour'],
    [`6'2"`, 'six foot two'],
    ['98.6°F', 'ninety-eight point six degrees Fahrenheit'],
    ['12/25/2025', 'December twenty-fifth, twenty twenty-five'],
    ['Feb. 3, Jan. left', 'February three, Jan. left'],
    ['Gen. Lee, come on, Hon.', 'General Lee, come on, Hon.'],
    ['Apt. 4, that is apt.', 'apartment four, that is apt.'],
    ['Call 911', 'Call nine one one'],
    ['1-800-555-1234', 'one, eight zero zero, five five five, one two three four'],
    ['1990-1995', 'nineteen ninety to nineteen ninety-five'],
    ['50¢', 'fifty cents'],
    ['A&B', 'A and B'],
    ['in 1066', 'in ten sixty-six'],
  ] as const) {
    it(`${written} (en)`, () => assert.equal(read(written, 'en'), said));
  }

  it('are left to other languages', () => assert.equal(read('kl. 14.30, $5', 'fi'), 'kl. 14.30, $5'));

  it('know every number that a table can show', () => {
    for (const [value, swedish, english] of [
      [0, 'noll', 'zero'],
      [21, 'tjugoett', 'twenty-one'],
      [100, 'etthundra', 'one hundred'],
      [1001, 'ettusen ett', 'one thousand and one'],
      [2_000_000, 'två miljoner', 'two million'],
    ] as const) {
      assert.deepEqual([swedishNumbers.cardinal(value), englishNumbers.cardinal(value)], [swedish, english]);
    }
    assert.deepEqual([30, 100, 112].map(swedishNumbers.ordinal), ['trettionde', 'etthundrade', 'etthundratolfte']);
    assert.deepEqual([30, 100, 112].map(englishNumbers.ordinal), [
      'thirtieth',
      'one hundredth',
      'one hundred and twelfth',
    ]);
  });
});
