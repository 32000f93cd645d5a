/** Whole numbers in words, 0 to 999,999,999; others come back as digits. */
export interface NumberWords {
  cardinal(value: number): string;
  ordinal(value: number): string;
  /** Four digits read as a year. */
  year(value: number): string;
}

const most = 999_999_999;

const swedishOnes =
  'noll ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton'.split(
    ' ',
  );
const swedishTens = '. . tjugo trettio fyrtio femtio sextio sjuttio åttio nittio'.split(' ');
const swedishOrdinals =
  'nollte första andra tredje fjärde femte sjätte sjunde åttonde nionde tionde elfte tolfte trettonde fjortonde femtonde sextonde sjuttonde artonde nittonde'.split(
    ' ',
  );

function swedishCardinal(value: number): string {
  if (!Number.isInteger(value) || value < 0 || value > most) return String(value);
  if (value < 20) return swedishOnes[value] ?? '';
  if (value < 100)
    return (swedishTens[Math.floor(value / 10)] ?? '') + (value % 10 === 0 ? '' : swedishOnes[value % 10]);
  if (value < 1000) return `${swedishOnes[Math.floor(value / 100)]}hundra${rest(value % 100)}`;
  if (value < 1_000_000) {
    const thousands = Math.floor(value / 1000);
    return `${thousands === 1 ? 'ettusen' : `${swedishCardinal(thousands)}tusen`}${value % 1000 === 0 ? '' : ` ${swedishCardinal(value % 1000)}`}`;
  }
  const millions = Math.floor(value / 1_000_000);
  const head = millions === 1 ? 'en miljon' : `${swedishCardinal(millions)} miljoner`;
  return value % 1_000_000 === 0 ? head : `${head} ${swedishCardinal(value % 1_000_000)}`;
}

function rest(value: number): string {
  return value === 0 ? '' : swedishCardinal(value);
}

function swedishOrdinal(value: number): string {
  if (value < 20) return swedishOrdinals[value] ?? `${value}`;
  const low = value % 100;
  if (low === 0 || value > most) return `${swedishCardinal(value)}de`;
  if (value >= 100) return `${swedishCardinal(value - low)}${value >= 1000 ? ' ' : ''}${swedishOrdinal(low)}`;
  return low % 10 === 0
    ? `${swedishCardinal(low)}nde`
    : `${swedishTens[Math.floor(low / 10)]}${swedishOrdinals[low % 10]}`;
}

export const swedishNumbers: NumberWords = {
  cardinal: swedishCardinal,
  ordinal: swedishOrdinal,
  year: (value) =>
    value >= 1100 && value < 2000
      ? `${swedishCardinal(Math.floor(value / 100))}hundra${rest(value % 100)}`
      : swedishCardinal(value),
};

const englishOnes =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const englishTens = '. . twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const irregularOrdinals: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};
const englishScales = [
  [1_000_000, 'million'],
  [1000, 'thousand'],
  [100, 'hundred'],
] as const;

function englishCardinal(value: number): string {
  if (!Number.isInteger(value) || value < 0 || value > most) return String(value);
  if (value < 20) return englishOnes[value] ?? '';
  if (value < 100)
    return `${englishTens[Math.floor(value / 10)]}${value % 10 === 0 ? '' : `-${englishOnes[value % 10]}`}`;
  const [size, name] = englishScales.find(([scale]) => value >= scale) ?? [100, 'hundred'];
  const head = `${englishCardinal(Math.floor(value / size))} ${name}`;
  const tail = value % size;
  if (tail === 0) return head;
  return `${head} ${tail < 100 ? 'and ' : ''}${englishCardinal(tail)}`;
}

function englishOrdinal(value: number): string {
  const words = englishCardinal(value);
  const [, head = '', last = ''] = /^(.*?)([a-z]+)$/.exec(words) ?? [];
  return head + (irregularOrdinals[last] ?? (last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`));
}

function englishYear(value: number): string {
  const low = value % 100;
  if (value < 1100 || value > 2099 || (value >= 2000 && value < 2010)) return englishCardinal(value);
  const head = englishCardinal(Math.floor(value / 100));
  if (low === 0) return `${head} hundred`;
  return `${head} ${low < 10 ? `oh ${englishCardinal(low)}` : englishCardinal(low)}`;
}

export const englishNumbers: NumberWords = { cardinal: englishCardinal, ordinal: englishOrdinal, year: englishYear };
