/** What rules of reading aloud are made of. */
import type { NumberWords } from './numberWords.ts';

/** Rules are tried in order; what one has taken, the later leave alone. */
export interface Rule {
  readonly pattern: RegExp;
  /** What is said for a match; undefined leaves it as it is written. */
  readonly say: (found: readonly string[]) => string | undefined;
}

/** Nothing that would make it part of a longer word or number, before and after. */
export const before = String.raw`(?<![\p{L}\p{N}.,:/-])`;
export const after = String.raw`(?![\p{L}\p{N}])(?![.,:/-]\p{N})`;
/** `14.30`, `7:05`. */
export const clock = String.raw`(\d|[01]\d|2[0-3])[.:]([0-5]\d)`;

export const rule = (pattern: string, say: Rule['say']): Rule => ({ pattern: new RegExp(pattern, 'gu'), say });
export const number = (digits: string | undefined) => Number((digits ?? '').replace(/[ \u00a0\u202f,.]/g, ''));

/** Abbreviations; one that begins with a small letter is the same at the beginning of a sentence. */
export const words = (table: Readonly<Record<string, string>>): readonly Rule[] =>
  Object.entries(table).map(([written, said]) => {
    const [first = '', ...rest] = written;
    const either = first.toUpperCase() === first ? first : `[${first}${first.toUpperCase()}]`;
    // The point of an abbreviation may also end the sentence; then it still does.
    const dots = rest
      .join('')
      .replaceAll('.', String.raw`\. ?`)
      .replace(/\\\. \?$/, String.raw`\.`);
    return rule(String.raw`(?<![\p{L}\p{N}])${either}${dots}(?![\p{L}])`, () => said);
  });

/** Part of a telephone number begins with a zero; a range does not. */
export const isRange = (...ends: readonly (string | undefined)[]) => ends.every((digits) => !/^0\d/.test(digits ?? ''));

export function digitByDigit(digits: string | undefined, { cardinal }: NumberWords): string {
  return [...(digits ?? '')].map((digit) => cardinal(Number(digit))).join(' ');
}

/** Telephone numbers, group by group: two digits as a number, others and those with a zero first one by one. */
export function telephone(written: string, numbers: NumberWords): string {
  const groups = written.match(/\d+/g) ?? [];
  const said = groups.map((group) =>
    group.length === 2 && !group.startsWith('0') ? numbers.cardinal(Number(group)) : digitByDigit(group, numbers),
  );
  return `${written.startsWith('+') ? 'plus ' : ''}${said.join(', ')}`;
}

/** Digits after a decimal sign: up to two as a number, else one by one. */
export function decimals(digits: string, numbers: NumberWords): string {
  return digits.length <= 2 && !digits.startsWith('0')
    ? numbers.cardinal(Number(digits))
    : digitByDigit(digits, numbers);
}

/** A number alone: one that begins with a zero, digit by digit; a very long one as the engine likes. */
export function plainNumber(digits: string | undefined, numbers: NumberWords): string | undefined {
  const written = digits ?? '';
  if (/^0\d/.test(written)) return digitByDigit(written, numbers);
  return number(written) < 10_000 ? numbers.cardinal(number(written)) : undefined;
}

/** Units for a pattern, the longest first. */
export const oneOf = (units: Readonly<Record<string, unknown>>) =>
  Object.keys(units)
    .sort((a, b) => b.length - a.length)
    .map((unit) => unit.replace(/[$.]/g, String.raw`\$&`))
    .join('|');

/** An end of a range: four digits are a year. */
export function rangeEnd(digits: string | undefined, numbers: NumberWords): string {
  return /^(?:1[1-9]|20)\d\d$/.test(digits ?? '') ? numbers.year(number(digits)) : numbers.cardinal(number(digits));
}
