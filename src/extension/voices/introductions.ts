/** How old a script says that a character is, where action brings it on: `ÅKE, 70, vrider upp lampan.` */

/** Words that may stand between a name and an age, in Swedish, English, German, French and Spanish. */
const between =
  'a|an|en|ett|age|aged|about|around|circa|cirka|ca|c|in|his|her|their|the|early|mid|late|i|omkring|runt|ungefär|drygt|of|på|woman|man|girl|boy|kvinna|flicka|pojke|etwa|um|environ|unos|unas|de|alter';
/** `60s`, `60-årsåldern`, `60-talet`: somewhere in these ten years. */
const decade = /^(?:['’]?s\b|-årsåldern|-talet|er\b)/iu;
/** What makes a number a time, a sum or a measure and no age. */
const noAge = /^(?:[:.,]\d|\s*(?:o['’]clock|kr\b|kronor|meter|steg|steps|km\b|%|€|\$))/iu;
const oldest = 120;

function literally(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function ageAt(text: string, digits: string, after: number): number | undefined {
  const rest = text.slice(after);
  const age = Number(digits);
  if (noAge.test(rest) || age > oldest) return undefined;
  return decade.test(rest) ? age + 5 : age;
}

/**
 * The age in years that the first of these texts with one gives a character; for `60s` the middle. `texts` are actions in the order of
 * the script.
 */
export function ageOf(characterName: string, texts: readonly string[]): number | undefined {
  const name = characterName.normalize('NFC').trim();
  if (name === '') return undefined;
  const word = `(?<![\\p{L}\\p{N}])${literally(name)}(?![\\p{L}\\p{N}])`;
  const behind = new RegExp(`${word}\\s*[,(–—-]\\s*(?:(?:${between})\\.?[\\s-]+){0,4}(\\d{1,3})(?!\\d)`, 'iu');
  const before = new RegExp(
    `(?<![\\p{L}\\p{N}])(\\d{1,3})(?:[- ]years?[- ]old|[- ]årig[ae]?|[- ]jährige[rn]?|[- ]ans),?\\s+${word}`,
    'iu',
  );
  for (const text of texts) {
    const normal = text.normalize('NFC');
    for (const pattern of [behind, before]) {
      const found = pattern.exec(normal);
      const [, digits] = found ?? [];
      const end = found && pattern === behind ? found.index + found[0].length : normal.length;
      const age = digits === undefined ? undefined : ageAt(normal, digits, end);
      if (age !== undefined) return age;
    }
  }
  return undefined;
}
