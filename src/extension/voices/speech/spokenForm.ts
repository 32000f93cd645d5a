/** How numbers, signs and abbreviations are read aloud in Swedish and English. Other languages are read as they are written. */
import { englishNumbers, type NumberWords, swedishNumbers } from './numberWords.ts';
import type { Respelling } from './reading.ts';

/** Rules are tried in order; what one has taken, the later leave alone. */
interface Rule {
  readonly pattern: RegExp;
  /** What is said for a match; undefined leaves it as it is written. */
  readonly say: (found: readonly string[]) => string | undefined;
}

/** Nothing that would make it part of a longer word or number, before and after. */
const before = String.raw`(?<![\p{L}\p{N}.,:/-])`;
const after = String.raw`(?![\p{L}\p{N}])(?![.,:/-]\p{N})`;
/** `14.30`, `7:05`. */
const clock = String.raw`(\d|[01]\d|2[0-3])[.:]([0-5]\d)`;
/** `12`, `1 000`, `10 000 000`: thousands apart by a space that does not break, or by a plain one. */
const grouped = String.raw`\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+`;

const rule = (pattern: string, say: Rule['say']): Rule => ({ pattern: new RegExp(pattern, 'gu'), say });
const number = (digits: string | undefined) => Number((digits ?? '').replace(/[ \u00a0\u202f,]/g, ''));
const words = (table: Readonly<Record<string, string>>): readonly Rule[] =>
  Object.entries(table).map(([written, said]) =>
    // The point of an abbreviation may also end the sentence; then it still does.
    rule(
      String.raw`(?<![\p{L}\p{N}])${written.replaceAll('.', String.raw`\. ?`).replace(/\\\. \?$/, String.raw`\.`)}(?![\p{L}])`,
      () => said,
    ),
  );

/** Part of a telephone number begins with a zero; a range does not. */
const isRange = (...ends: readonly (string | undefined)[]) => ends.every((digits) => !/^0\d/.test(digits ?? ''));

/** Digits after a decimal sign, one by one: `3,14` is not three comma fourteen to everybody, but it is never wrong. */
function decimals(digits: string, { cardinal }: NumberWords): string {
  return digits.length <= 2 && !digits.startsWith('0')
    ? cardinal(Number(digits))
    : [...digits].map((digit) => cardinal(Number(digit))).join(' ');
}

/** A number alone: one that begins with a zero, digit by digit; a very long one as the engine likes. */
function plainNumber(digits: string | undefined, { cardinal }: NumberWords): string | undefined {
  const written = digits ?? '';
  if (/^0\d/.test(written)) return [...written].map((digit) => cardinal(Number(digit))).join(' ');
  return number(written) < 10_000 ? cardinal(number(written)) : undefined;
}

const sv = swedishNumbers;
const swedishAmount = (whole: string | undefined, part: string | undefined) =>
  sv.cardinal(number(whole)) + (part ? ` komma ${decimals(part, sv)}` : '');
const swedishClock = (hours: string | undefined, minutes: string | undefined) => {
  const spoken = sv.cardinal(number(minutes));
  const minute = number(minutes) < 10 ? `noll ${spoken}` : spoken;
  return sv.cardinal(number(hours)) + (number(minutes) === 0 ? '' : ` ${minute}`);
};
const swedishUnits: Readonly<Record<string, string>> = {
  '%': 'procent',
  '‰': 'promille',
  kr: 'kronor',
  kronor: 'kronor',
  SEK: 'kronor',
  ':-': 'kronor',
  '€': 'euro',
  $: 'dollar',
  '£': 'pund',
  '°C': 'grader',
  '°': 'grader',
  km: 'kilometer',
  m: 'meter',
  cm: 'centimeter',
  mm: 'millimeter',
  kg: 'kilo',
  g: 'gram',
  l: 'liter',
  min: 'minuter',
  'km/h': 'kilometer i timmen',
};
const unitPattern = (units: Readonly<Record<string, string>>) =>
  Object.keys(units)
    .sort((a, b) => b.length - a.length)
    .map((unit) => unit.replace('$', String.raw`\$`))
    .join('|');

const swedishRules: readonly Rule[] = [
  rule(
    String.raw`${before}(?:kl\.? ?|klockan )${clock}${after}`,
    ([, hours, minutes]) => `klockan ${swedishClock(hours, minutes)}`,
  ),
  rule(String.raw`${before}(\d|[01]\d|2[0-3]):([0-5]\d)${after}`, ([, hours, minutes]) => swedishClock(hours, minutes)),
  rule(String.raw`${before}(\d{1,4}):(?:e|a|de|te|nde)${after}`, ([, digits]) => sv.ordinal(number(digits))),
  rule(
    String.raw`${before}([$€£])(\d+)(?:[.,](\d\d?))?${after}`,
    ([, sign, whole, part]) => `${swedishAmount(whole, part)} ${swedishUnits[sign ?? '']}`,
  ),
  rule(
    String.raw`(?<![\p{L}\p{N}.,:/])([-−–])?(${grouped})(?:,(\d+))?[ \u00a0]?(${unitPattern(swedishUnits)})(?![\p{L}\p{N}])`,
    ([, minus, whole, part, unit]) =>
      `${minus ? 'minus ' : ''}${swedishAmount(whole, part)} ${swedishUnits[unit ?? '']}`,
  ),
  rule(String.raw`${before}(\d+)[–-](\d+)${after}`, ([, from, to]) =>
    isRange(from, to) ? `${sv.cardinal(number(from))} till ${sv.cardinal(number(to))}` : undefined,
  ),
  rule(String.raw`${before}(\d+),(\d+)${after}`, ([, whole, part]) => swedishAmount(whole, part)),
  rule(String.raw`${before}(\d{1,3}(?:[ \u00a0\u202f]\d{3})+)${after}`, ([, digits]) => sv.cardinal(number(digits))),
  rule(
    String.raw`${before}(1[1-9]\d\d)(-talet)?${after}`,
    ([, digits, era = '']) => sv.year(number(digits)) + era.replace('-', ''),
  ),
  ...words({
    't.ex.': 'till exempel',
    'bl.a.': 'bland annat',
    'm.m.': 'med mera',
    'fr.o.m.': 'från och med',
    't.o.m.': 'till och med',
    's.k.': 'så kallad',
    'p.g.a.': 'på grund av',
    'f.d.': 'före detta',
    'o.s.v.': 'och så vidare',
    'd.v.s.': 'det vill säga',
    'dvs.': 'det vill säga',
    dvs: 'det vill säga',
    'osv.': 'och så vidare',
    osv: 'och så vidare',
    'ca.': 'cirka',
    ca: 'cirka',
    'kl.': 'klockan',
    'nr.': 'nummer',
    nr: 'nummer',
    'dr.': 'doktor',
    'Dr.': 'doktor',
    'St.': 'Sankt',
    'S:t': 'Sankt',
    'S:ta': 'Sankta',
    'tel.': 'telefon',
  }),
  rule(String.raw`(?<=[\p{L}\p{N}] )&(?= [\p{L}\p{N}])`, () => 'och'),
  rule('½', () => 'en halv'),
  rule(String.raw`${before}(\d+)${after}`, ([, digits]) => plainNumber(digits, sv)),
];

const en = englishNumbers;
const plural = (count: number, one: string, many = `${one}s`) => (count === 1 ? one : many);
const englishAmount = (whole: string | undefined, part: string | undefined) =>
  en.cardinal(number(whole)) + (part ? ` point ${[...part].map((digit) => en.cardinal(Number(digit))).join(' ')}` : '');
const currencies: Readonly<Record<string, readonly [string, string, string, string]>> = {
  $: ['dollar', 'dollars', 'cent', 'cents'],
  '£': ['pound', 'pounds', 'penny', 'pence'],
  '€': ['euro', 'euros', 'cent', 'cents'],
};
const englishMoney = (sign: string | undefined, whole: string | undefined, part: string | undefined) => {
  const [one = '', many = '', cent = '', cents = ''] = currencies[sign ?? ''] ?? [];
  const count = number(whole);
  const head = `${en.cardinal(count)} ${plural(count, one, many)}`;
  return part && number(part) > 0
    ? `${head} and ${en.cardinal(number(part))} ${plural(number(part), cent, cents)}`
    : head;
};
const englishClock = (hours: string | undefined, minutes: string | undefined) => {
  const minute = number(minutes);
  if (minute === 0) return en.cardinal(number(hours));
  return `${en.cardinal(number(hours))} ${minute < 10 ? 'oh ' : ''}${en.cardinal(minute)}`;
};

const englishRules: readonly Rule[] = [
  rule(
    String.raw`${before}(\d|[01]\d|2[0-3]):([0-5]\d) ?([ap])\.?m\.?(?!\p{L})`,
    ([, hours, minutes, half]) => `${englishClock(hours, minutes)} ${half} m`,
  ),
  rule(
    String.raw`${before}(\d{1,2}) ?([ap])\.?m\.?(?!\p{L})`,
    ([, hours, half]) => `${en.cardinal(number(hours))} ${half} m`,
  ),
  rule(String.raw`${before}(\d|[01]\d|2[0-3]):00${after}`, ([, hours]) => `${en.cardinal(number(hours))} o'clock`),
  rule(String.raw`${before}(\d|[01]\d|2[0-3]):([0-5]\d)${after}`, ([, hours, minutes]) => englishClock(hours, minutes)),
  rule(String.raw`${before}(\d{1,6})(?:st|nd|rd|th)${after}`, ([, digits]) => en.ordinal(number(digits))),
  rule(String.raw`([$£€])(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d\d))?${after}`, ([, sign, whole, part]) =>
    englishMoney(sign, whole, part),
  ),
  rule(
    String.raw`${before}(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))? ?%`,
    ([, whole, part]) => `${englishAmount(whole, part)} percent`,
  ),
  rule(String.raw`(?<![\p{L}\p{N}.,:/])([-−])?(\d+) ?°([CF])?`, ([, minus, whole, scale]) => {
    const unit = scale === 'F' ? ' Fahrenheit' : scale === 'C' ? ' Celsius' : '';
    return `${minus ? 'minus ' : ''}${en.cardinal(number(whole))} ${plural(number(whole), 'degree')}${unit}`;
  }),
  rule(String.raw`${before}(\d+)[–-](\d+)${after}`, ([, from, to]) =>
    isRange(from, to) ? `${en.cardinal(number(from))} to ${en.cardinal(number(to))}` : undefined,
  ),
  rule(String.raw`${before}(\d+)\.(\d+)${after}`, ([, whole, part]) => englishAmount(whole, part)),
  rule(String.raw`${before}(\d{1,3}(?:,\d{3})+)${after}`, ([, digits]) => en.cardinal(number(digits))),
  rule(String.raw`${before}(?:No\.|#) ?(\d+)${after}`, ([, digits]) => `number ${en.cardinal(number(digits))}`),
  rule(String.raw`${before}(1[1-9]\d\d|20\d\d)(s)?${after}`, ([, digits, era]) => {
    const year = en.year(number(digits));
    return era ? (year.endsWith('y') ? `${year.slice(0, -1)}ies` : `${year}s`) : year;
  }),
  rule(String.raw`(?<=\p{Lu}\p{Ll}+ )St\.(?!\p{L})(?! \p{Lu})`, () => 'Street'),
  rule(String.raw`(?<![\p{L}\p{N}])St\.(?= ?\p{Lu})`, () => 'Saint'),
  ...words({
    'Dr.': 'Doctor',
    'Mr.': 'Mister',
    'Mrs.': 'Missus',
    'Ms.': 'Miz',
    'Prof.': 'Professor',
    'Jr.': 'Junior',
    'Sr.': 'Senior',
    'Lt.': 'Lieutenant',
    'Sgt.': 'Sergeant',
    'Capt.': 'Captain',
    'vs.': 'versus',
    'e.g.': 'for example',
    'i.e.': 'that is',
    'etc.': 'et cetera',
    'approx.': 'approximately',
  }),
  rule(String.raw`(?<=[\p{L}\p{N}] )&(?= [\p{L}\p{N}])`, () => 'and'),
  rule('½', () => 'half'),
  rule(String.raw`${before}(\d+)${after}`, ([, digits]) => plainNumber(digits, en)),
];

/** The parts of a text that are read in other words than they are written in. */
export function spokenForms(text: string, language: string): readonly Respelling[] {
  const [primary] = language.split('-');
  const rules = primary === 'sv' ? swedishRules : primary === 'en' ? englishRules : [];
  const found: Respelling[] = [];
  const isFree = (start: number, end: number) => found.every((taken) => end <= taken.start || start >= taken.end);
  for (const { pattern, say } of rules) {
    for (const match of text.matchAll(pattern)) {
      const end = match.index + match[0].length;
      if (!isFree(match.index, end)) continue;
      const said = say(match);
      if (said !== undefined) found.push({ start: match.index, end, said });
    }
  }
  return found.toSorted((a, b) => a.start - b.start);
}
