/** How numbers, signs and abbreviations are read aloud in English. */
import { englishNumbers as en } from './numberWords.ts';
import {
  after,
  before,
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

const thousands = String.raw`\d{1,3}(?:,\d{3})+|\d+`;

const plural = (count: number, one: string, many = `${one}s`) => (count === 1 ? one : many);
const amount = (whole: string | undefined, part: string | undefined) =>
  en.cardinal(number(whole)) + (part ? ` point ${digitByDigit(part, en)}` : '');

type Currency = readonly [one: string, many: string, part: string, parts: string];
const currencies: Readonly<Record<string, Currency>> = {
  $: ['dollar', 'dollars', 'cent', 'cents'],
  '£': ['pound', 'pounds', 'penny', 'pence'],
  '€': ['euro', 'euros', 'cent', 'cents'],
};
function money(sign: string | undefined, whole: string | undefined, part: string | undefined): string {
  const [one = '', many = '', cent = '', cents = ''] = currencies[sign ?? ''] ?? [];
  const count = number(whole);
  const small = part && number(part) > 0 ? `${en.cardinal(number(part))} ${plural(number(part), cent, cents)}` : '';
  if (count === 0 && small) return small;
  return `${en.cardinal(count)} ${plural(count, one, many)}${small && ` and ${small}`}`;
}
const scales: Readonly<Record<string, string>> = {
  M: 'million',
  B: 'billion',
  bn: 'billion',
  k: 'thousand',
  K: 'thousand',
  thousand: 'thousand',
  million: 'million',
  billion: 'billion',
};

function clockTime(hours: string | undefined, minutes: string | undefined): string {
  const minute = number(minutes);
  if (minute === 0) return en.cardinal(number(hours));
  return `${en.cardinal(number(hours))} ${minute < 10 ? 'oh ' : ''}${en.cardinal(minute)}`;
}

const units: Readonly<Record<string, readonly [one: string, many: string]>> = {
  km: ['kilometer', 'kilometers'],
  cm: ['centimeter', 'centimeters'],
  mm: ['millimeter', 'millimeters'],
  kg: ['kilo', 'kilos'],
  ft: ['foot', 'feet'],
  'ft.': ['foot', 'feet'],
  yd: ['yard', 'yards'],
  lb: ['pound', 'pounds'],
  lbs: ['pound', 'pounds'],
  'lbs.': ['pound', 'pounds'],
  oz: ['ounce', 'ounces'],
  'oz.': ['ounce', 'ounces'],
  mph: ['mile per hour', 'miles per hour'],
  'km/h': ['kilometer per hour', 'kilometers per hour'],
  mi: ['mile', 'miles'],
  hrs: ['hour', 'hours'],
  'hrs.': ['hour', 'hours'],
  min: ['minute', 'minutes'],
  'min.': ['minute', 'minutes'],
  '¢': ['cent', 'cents'],
};

const months = 'January February March April May June July August September October November December'.split(' ');
const isDate = (month: string | undefined, day: string | undefined) =>
  number(month) >= 1 && number(month) <= 12 && number(day) >= 1 && number(day) <= 31;
const date = (year: string | undefined, month: string | undefined, day: string | undefined) =>
  isDate(month, day) ? `${months[number(month) - 1]} ${en.ordinal(number(day))}, ${en.year(number(year))}` : undefined;
const fractions: Readonly<Record<string, string>> = {
  '1/2': 'one half',
  '1/3': 'one third',
  '2/3': 'two thirds',
  '1/4': 'one quarter',
  '3/4': 'three quarters',
};
/** `nineteen nineties`. */
const decade = (year: string) => (year.endsWith('y') ? `${year.slice(0, -1)}ies` : `${year}s`);

const times: readonly Rule[] = [
  rule(
    String.raw`${before}(\d|[01]\d|2[0-3]):([0-5]\d) ?([aApP])\.?[mM]\.?(?!\p{L})`,
    ([, hours, minutes, half]) => `${clockTime(hours, minutes)} ${half?.toLowerCase()} m`,
  ),
  rule(
    String.raw`${before}(\d{1,2}) ?([aApP])\.?[mM]\.?(?!\p{L})`,
    ([, hours, half]) => `${en.cardinal(number(hours))} ${half?.toLowerCase()} m`,
  ),
  rule(String.raw`${before}(\d|[01]\d|2[0-3]):00${after}`, ([, hours]) => `${en.cardinal(number(hours))} o'clock`),
  rule(String.raw`${before}(\d|[01]\d|2[0-3]):([0-5]\d)${after}`, ([, hours, minutes]) => clockTime(hours, minutes)),
  rule(
    String.raw`${before}(\d{1,2}):(\d{1,2})${after}`,
    ([, one, other]) => `${en.cardinal(number(one))} to ${en.cardinal(number(other))}`,
  ),
  rule(String.raw`${before}(\d{4})-([01]\d)-([0-3]\d)${after}`, ([, year, month, day]) => date(year, month, day)),
  rule(String.raw`${before}(\d{1,2})/(\d{1,2})/(\d{4})${after}`, ([, month, day, year]) => date(year, month, day)),
];

const amounts: readonly Rule[] = [
  rule(
    String.raw`([$£€]) ?(${thousands})(?:\.(\d+))? ?(${oneOf(scales)})(?!\p{L})`,
    ([, sign, whole, part, scale]) => `${amount(whole, part)} ${scales[scale ?? '']} ${currencies[sign ?? '']?.[1]}`,
  ),
  rule(String.raw`([$£€]) ?(${thousands})(?:\.(\d\d))?${after}`, ([, sign, whole, part]) => money(sign, whole, part)),
  rule(String.raw`${before}(${thousands})(?:\.(\d+))? ?%`, ([, whole, part]) => `${amount(whole, part)} percent`),
  rule(String.raw`(?<![\p{L}\p{N}.,:/])([-−])?(\d+)(?:\.(\d+))? ?°([CF])?`, ([, minus, whole, part, scale]) => {
    const unit = scale === 'F' ? ' Fahrenheit' : scale === 'C' ? ' Celsius' : '';
    const degrees = plural(part ? 0 : number(whole), 'degree');
    return `${minus ? 'minus ' : ''}${amount(whole, part)} ${degrees}${unit}`;
  }),
  rule(
    String.raw`${before}(\d)['’′](\d{1,2})(?:["”″]|(?!\p{N}))`,
    ([, feet, inches]) => `${en.cardinal(number(feet))} foot ${en.cardinal(number(inches))}`,
  ),
  rule(
    String.raw`${before}(${thousands})(?:\.(\d+))? ?(${oneOf(units)})(?![\p{L}\p{N}])`,
    ([, whole, part, unit]) => `${amount(whole, part)} ${units[unit ?? '']?.[!part && number(whole) === 1 ? 0 : 1]}`,
  ),
];

const numbers: readonly Rule[] = [
  rule(String.raw`${before}(?:\+\d{1,3}[ -]|\d-|\(\d{3}\) ?)?\d{3}[ -]\d{3}[ -]\d{4}${after}`, ([found = '']) =>
    telephone(found, en),
  ),
  rule(String.raw`(?<=(?:[Cc]all|[Dd]ial|[Pp]hone|[Rr]ing) )(\d{3})${after}`, ([, digits]) => digitByDigit(digits, en)),
  rule(`${before}911${after}`, () => digitByDigit('911', en)),
  rule(String.raw`${before}(\d{1,6})(?:st|nd|rd|th)${after}`, ([, digits]) => en.ordinal(number(digits))),
  rule(`${before}([1-3])/([2-4])${after}`, ([found = '']) => fractions[found]),
  rule(
    String.raw`${before}(\d{1,2})/(\d{1,2})${after}`,
    ([, one, other]) => `${en.cardinal(number(one))} ${en.cardinal(number(other))}`,
  ),
  rule(
    String.raw`${before}(\d+) ?[x×] ?(\d+)${after}`,
    ([, one, other]) => `${en.cardinal(number(one))} by ${en.cardinal(number(other))}`,
  ),
  rule(String.raw`${before}(\d+)[–-](\d+)${after}`, ([, from, to]) =>
    isRange(from, to) ? `${rangeEnd(from, en)} to ${rangeEnd(to, en)}` : undefined,
  ),
  rule(String.raw`${before}(${thousands})\.(\d+)${after}`, ([, whole, part]) => amount(whole, part)),
  rule(String.raw`${before}(\d{1,3}(?:,\d{3})+)${after}`, ([, digits]) => en.cardinal(number(digits))),
  rule(String.raw`${before}(?:No\.|#) ?(\d+)${after}`, ([, digits]) => `number ${en.cardinal(number(digits))}`),
  rule(String.raw`${before}(1[1-9]\d0|20\d0)['’]?s(?!\p{L})`, ([, digits]) => decade(en.year(number(digits)))),
  rule(String.raw`(?<![\p{L}\p{N}.,:/-])['’]?([2-9]0)['’]?s(?!\p{L})`, ([, digits]) =>
    decade(en.cardinal(number(digits))),
  ),
  rule(String.raw`${before}(1[1-9]\d\d|20\d\d)${after}`, ([, digits]) => en.year(number(digits))),
  rule(String.raw`(?<=(?:[Yy]ear|[Ii]n|[Ss]ince) )10([1-9]\d)${after}`, ([, low]) => `ten ${en.cardinal(number(low))}`),
];

const titles = {
  Gen: 'General',
  Sen: 'Senator',
  Gov: 'Governor',
  Rev: 'Reverend',
  Hon: 'Honorable',
  Mt: 'Mount',
};

const abbreviations: readonly Rule[] = [
  rule(String.raw`(?<=\p{Lu}\p{Ll}+ |\d(?:st|nd|rd|th) )St\.(?!\p{L})(?! \p{Lu})`, () => 'Street'),
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
    'Ave.': 'Avenue',
    'Blvd.': 'Boulevard',
    'Rd.': 'Road',
    'dept.': 'department',
    'Inc.': 'Incorporated',
    'Ltd.': 'Limited',
    'vs.': 'versus',
    'e.g.': 'for example',
    'i.e.': 'that is',
    'etc.': 'et cetera',
    'approx.': 'approximately',
    'w/o': 'without',
    'w/': 'with',
  }),
  // Without a name or a day after it, such a word may be one of its own: “come on, hon.”
  ...Object.entries(titles).map(([title, said]) =>
    rule(String.raw`(?<![\p{L}\p{N}])${title}\.(?= \p{Lu})`, () => said),
  ),
  ...months.map((month) =>
    rule(String.raw`(?<![\p{L}\p{N}])${month.slice(0, 3)}${month === 'September' ? 't?' : ''}\.(?= \d)`, () => month),
  ),
  rule(String.raw`(?<![\p{L}\p{N}])[Aa]pt\.(?= ?\d)`, () => 'apartment'),
  ...Object.entries({ Dr: 'Doctor', Mr: 'Mister', Mrs: 'Missus', Ms: 'Miz' }).map(([title, said]) =>
    rule(String.raw`(?<![\p{L}\p{N}])${title}(?= \p{Lu})`, () => said),
  ),
  rule(String.raw`(?<=[\p{L}\p{N}] )&(?= [\p{L}\p{N}])`, () => 'and'),
  rule(String.raw`(?<=\p{Lu})&(?=\p{Lu})`, () => ' and '),
  rule('½', () => 'half'),
  rule('¼', () => 'a quarter'),
  rule('¾', () => 'three quarters'),
];

export const englishRules: readonly Rule[] = [
  ...[...times, ...amounts, ...numbers, ...abbreviations],
  rule(String.raw`${before}(\d+)${after}`, ([, digits]) => plainNumber(digits, en)),
];
