/** How numbers, signs and abbreviations are read aloud in Swedish. */
import { swedishNumbers as sv } from './numberWords.ts';
import {
  after,
  before,
  clock,
  decimals,
  digitByDigit,
  isRange,
  number,
  oneOf,
  plainNumber,
  type Rule,
  rangeEnd,
  rule,
  telephone,
  words,
} from './rules.ts';

/** `12`, `1 000`, `10 000 000`, `1.000`: thousands apart by a space that does not break, a plain one, or a point. */
const grouped = String.raw`\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{1,3}(?:\.\d{3})+|\d+`;

const amount = (whole: string | undefined, part: string | undefined) =>
  sv.cardinal(number(whole)) + (part ? ` komma ${decimals(part, sv)}` : '');
const clockTime = (hours: string | undefined, minutes: string | undefined) => {
  const spoken = sv.cardinal(number(minutes));
  const minute = number(minutes) < 10 ? `noll ${spoken}` : spoken;
  return sv.cardinal(number(hours)) + (number(minutes) === 0 ? '' : ` ${minute}`);
};

/** One of it, several, and whether one is `en`: en krona, ett gram. */
type Unit = readonly [one: string, many: string, gender: 'en' | 'ett'];
const krona: Unit = ['krona', 'kronor', 'en'];
const units: Readonly<Record<string, Unit>> = {
  '%': ['procent', 'procent', 'en'],
  '‰': ['promille', 'promille', 'en'],
  kr: krona,
  kronor: krona,
  SEK: krona,
  ':-': krona,
  tkr: ['tusen kronor', 'tusen kronor', 'ett'],
  mkr: ['miljon kronor', 'miljoner kronor', 'en'],
  Mkr: ['miljon kronor', 'miljoner kronor', 'en'],
  '€': ['euro', 'euro', 'en'],
  $: ['dollar', 'dollar', 'en'],
  '£': ['pund', 'pund', 'ett'],
  '°C': ['grad', 'grader', 'en'],
  '°': ['grad', 'grader', 'en'],
  km: ['kilometer', 'kilometer', 'en'],
  m: ['meter', 'meter', 'en'],
  'm²': ['kvadratmeter', 'kvadratmeter', 'en'],
  cm: ['centimeter', 'centimeter', 'en'],
  mm: ['millimeter', 'millimeter', 'en'],
  mil: ['mil', 'mil', 'en'],
  kg: ['kilo', 'kilo', 'ett'],
  g: ['gram', 'gram', 'ett'],
  l: ['liter', 'liter', 'en'],
  dl: ['deciliter', 'deciliter', 'en'],
  cl: ['centiliter', 'centiliter', 'en'],
  h: ['timme', 'timmar', 'en'],
  'tim.': ['timme', 'timmar', 'en'],
  tim: ['timme', 'timmar', 'en'],
  min: ['minut', 'minuter', 'en'],
  sek: ['sekund', 'sekunder', 'en'],
  st: ['styck', 'stycken', 'en'],
  'st.': ['styck', 'stycken', 'en'],
  'km/h': ['kilometer i timmen', 'kilometer i timmen', 'en'],
};

/** `tjugoen kronor`, `ett kilo`: what ends on one takes the gender of its unit. */
function counted(whole: string | undefined, part: string | undefined, unit: string | undefined): string {
  const [one, many, gender] = units[unit ?? ''] ?? ['', '', 'ett'];
  if (part) return `${amount(whole, part)} ${many}`;
  const said = sv.cardinal(number(whole));
  return `${gender === 'en' ? said.replace(/ett$/, 'en') : said} ${number(whole) === 1 ? one : many}`;
}

const months = 'januari februari mars april maj juni juli augusti september oktober november december'.split(' ');
const fractions: Readonly<Record<string, string>> = {
  '1/2': 'en halv',
  '1/3': 'en tredjedel',
  '2/3': 'två tredjedelar',
  '1/4': 'en fjärdedel',
  '3/4': 'tre fjärdedelar',
};
const isDate = (day: string | undefined, month: string | undefined) =>
  number(day) >= 1 && number(day) <= 31 && number(month) >= 1 && number(month) <= 12;

export const swedishRules: readonly Rule[] = [
  rule(String.raw`(?<![\p{L}\p{N}])(?:\+|0)\d{1,3}(?:[ \u00a0-]\d{2,7}){1,4}${after}`, ([found = '']) =>
    found.replace(/\D/g, '').length >= 7 ? telephone(found, sv) : undefined,
  ),
  rule(String.raw`${before}(\d{4})-([01]\d)-([0-3]\d)${after}`, ([, year, month, day]) =>
    isDate(day, month) ? `${sv.ordinal(number(day))} ${months[number(month) - 1]} ${sv.year(number(year))}` : undefined,
  ),
  rule(
    String.raw`${before}(?:[Kk]l\.? ?|[Kk]lockan )${clock}${after}`,
    ([, hours, minutes]) => `klockan ${clockTime(hours, minutes)}`,
  ),
  rule(String.raw`${before}[Kk]l\.? (\d{1,2})${after}`, ([, hours]) => `klockan ${sv.cardinal(number(hours))}`),
  rule(String.raw`${before}(\d|[01]\d|2[0-3]):([0-5]\d)${after}`, ([, hours, minutes]) => clockTime(hours, minutes)),
  rule(String.raw`${before}(\d{1,4}):(?:e|a|de|te|nde)${after}`, ([, digits]) => sv.ordinal(number(digits))),
  rule(String.raw`${before}([$€£]) ?(\d+)(?:[.,](\d\d?))?${after}`, ([, sign, whole, part]) =>
    counted(whole, part, sign),
  ),
  rule(
    String.raw`(?<![\p{L}\p{N}.,:/])([-−–])?(${grouped})(?:,(\d+))?[ \u00a0]?(${oneOf(units)})(?![\p{L}\p{N}])`,
    ([, minus, whole, part, unit]) => `${minus ? 'minus ' : ''}${counted(whole, part, unit)}`,
  ),
  rule(String.raw`${before}(1[1-9]\d\d)-?(tal\p{L}*)`, ([, digits, era]) => sv.year(number(digits)) + era),
  rule(
    String.raw`${before}(${grouped})-?(tal(?:et|ets|en|are)?)(?!\p{L})`,
    ([, digits, era]) => sv.cardinal(number(digits)) + era,
  ),
  rule(
    String.raw`(?<![\p{L}\p{N}.,:/-])([1-3])/([2-4])${after}(?<!den [1-3]/[2-4])`,
    ([found = '']) => fractions[found],
  ),
  rule(String.raw`${before}(\d{1,2})/(\d{1,2})${after}`, ([, day, month]) =>
    isDate(day, month) ? `${sv.ordinal(number(day))} i ${sv.ordinal(number(month))}` : undefined,
  ),
  rule(
    String.raw`${before}(\d+) ?[x×] ?(\d+)${after}`,
    ([, one, other]) => `${sv.cardinal(number(one))} gånger ${sv.cardinal(number(other))}`,
  ),
  rule(String.raw`${before}(\d+)[–-](\d+)${after}`, ([, from, to]) => {
    if (!isRange(from, to)) return undefined;
    // More first: the score of a match.
    return `${rangeEnd(from, sv)} ${number(from) < number(to) ? 'till ' : ''}${rangeEnd(to, sv)}`;
  }),
  rule(
    String.raw`${before}(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{1,3}(?:\.\d{3})+|\d+),(\d+)${after}`,
    ([, whole, part]) => amount(whole, part),
  ),
  rule(String.raw`${before}(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{1,3}(?:\.\d{3})+)${after}`, ([, digits]) =>
    sv.cardinal(number(digits)),
  ),
  // Decimals have a comma, so a point is that of a clock.
  rule(`${before}${clock}${after}`, ([, hours, minutes]) => clockTime(hours, minutes)),
  rule(String.raw`(?<=[Rr]ing(?:a|er|de)? |[Ll]arma )(\d{3})${after}`, ([, digits]) => digitByDigit(digits, sv)),
  rule(String.raw`${before}(1[1-9]\d\d)${after}`, ([, digits]) => sv.year(number(digits))),
  ...words({
    't.ex.': 'till exempel',
    't ex': 'till exempel',
    'bl.a.': 'bland annat',
    'bl a': 'bland annat',
    'm.m.': 'med mera',
    'm.fl.': 'med flera',
    'fr.o.m.': 'från och med',
    't.o.m.': 'till och med',
    's.k.': 'så kallad',
    'p.g.a.': 'på grund av',
    'f.d.': 'före detta',
    'o.s.v.': 'och så vidare',
    'o.dyl.': 'och dylikt',
    'd.v.s.': 'det vill säga',
    'dvs.': 'det vill säga',
    dvs: 'det vill säga',
    'osv.': 'och så vidare',
    osv: 'och så vidare',
    'etc.': 'et cetera',
    'e.Kr.': 'efter Kristus',
    'f.Kr.': 'före Kristus',
    'inkl.': 'inklusive',
    'exkl.': 'exklusive',
    'resp.': 'respektive',
    'ev.': 'eventuellt',
    'forts.': 'fortsättning',
    'kap.': 'kapitel',
    'sid.': 'sidan',
    'ca.': 'cirka',
    ca: 'cirka',
    'kl.': 'klockan',
    'nr.': 'nummer',
    nr: 'nummer',
    jfr: 'jämför',
    'dr.': 'doktor',
    'hr.': 'herr',
    'St.': 'Sankt',
    'S:t': 'Sankt',
    'S:ta': 'Sankta',
    'tel.': 'telefon',
  }),
  rule(String.raw`(?<![\p{L}\p{N}])[Dd]r(?= \p{Lu})`, () => 'doktor'),
  rule(String.raw`(?<![\p{L}\p{N}])[Mm]r(?= \p{Lu})`, () => 'mister'),
  rule(String.raw`(?<![\p{L}\p{N}])s\.(?= ?\d)`, () => 'sidan'),
  rule('§', () => 'paragraf'),
  rule(String.raw`(?<=[\p{L}\p{N}] )&(?= [\p{L}\p{N}])`, () => 'och'),
  rule('½', () => 'en halv'),
  rule('¼', () => 'en fjärdedel'),
  rule('¾', () => 'tre fjärdedelar'),
  rule(String.raw`${before}(\d+)${after}`, ([, digits]) => plainNumber(digits, sv)),
];
