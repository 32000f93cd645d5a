import type { Translate } from '../strings.ts';

/** What stands in place of a script that no browser could lay out as one page of text. */
export function TooLong({ translate }: { readonly translate: Translate }) {
  return (
    <main class="desk notice">
      <p role="alert">{translate('page.tooLong')}</p>
    </main>
  );
}
