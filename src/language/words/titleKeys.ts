/** What a title page's lines are called, by language (BCP 47), in their usual order: the title's and the author's first. */

/** https://fountain.io/syntax#section-titlepage */
export const fountainKeys = [
  'Title',
  'Credit',
  'Author',
  'Source',
  'Draft date',
  'Contact',
  'Copyright',
  'Notes',
] as const;

/** Offered beside Fountain's in scripts of the language, and read in any. */
export const keysByLanguage: Readonly<Record<string, readonly string[]>> = {
  sv: ['Titel', 'Författare', 'Manus', 'Datum', 'Kontakt', 'Språk'],
  de: ['Titel', 'Autor', 'Buch', 'Fassung', 'Datum', 'Kontakt'],
  fr: ['Titre', 'Auteur', 'Scénario', 'Version', 'Date', 'Contact'],
  es: ['Título', 'Autor', 'Guion', 'Versión', 'Fecha', 'Contacto'],
  fi: ['Otsikko', 'Kirjoittaja', 'Käsikirjoitus', 'Versio', 'Päiväys', 'Yhteystiedot'],
  da: ['Titel', 'Forfatter', 'Manuskript', 'Udkast', 'Dato', 'Kontakt'],
  nb: ['Tittel', 'Forfatter', 'Manus', 'Utkast', 'Dato', 'Kontakt'],
};

/** Read but not offered. */
const otherKeys = ['authors', 'date', 'revision', 'language'];

/** One spelling of a key for comparing. */
export function titleKey(key: string): string {
  return key.toLowerCase().normalize('NFC');
}

/** Every key that makes a text's first lines a title page by itself, as {@link titleKey} spells it. */
export const knownTitleKeys: ReadonlySet<string> = new Set(
  [...fountainKeys, ...Object.values(keysByLanguage).flat(), ...otherKeys].map(titleKey),
);

const namesByKey: ReadonlyMap<string, string> = new Map(
  Object.values(keysByLanguage).flatMap(([title = '', author = '']) => [
    [titleKey(title), 'title'],
    [titleKey(author), 'author'],
  ]),
);

/** A key as {@link titleKey} spells it, in Fountain's words where it is the title's or the author's: `title` for `Titel`. */
export function titleKeyName(key: string): string {
  const own = titleKey(key.trim());
  return namesByKey.get(own) ?? own;
}
