import type { FrameState, TitleEntry } from '../state.ts';

/** Keys of the block in the middle of the page, in its order; the others stand at the foot. */
const centred = ['title', 'credit', 'author', 'authors', 'source'];

function blockOf(entries: readonly TitleEntry[]) {
  const keyOf = (entry: TitleEntry) => entry.key.trim().toLowerCase();
  const middle = centred.flatMap((key) => entries.filter((entry) => keyOf(entry) === key));
  return { middle, foot: entries.filter((entry) => !centred.includes(keyOf(entry))) };
}

/** Emphasis marks have no place in a drawn title; they may stand within each other. */
function plain(value: string): string {
  const unmarked = value.replace(/(\*{1,3}|_)(\S(?:.*?\S)?)\1/gu, '$2');
  return unmarked === value ? value : plain(unmarked);
}

/** The title page as a first sheet, to be read; it is written in the text editor. */
export function TitlePage({ frame }: { readonly frame: FrameState }) {
  const entries = frame.titlePage.value.filter((entry) => entry.value.trim() !== '');
  if (entries.length === 0) return null;
  const { middle, foot } = blockOf(entries);
  return (
    <section class="sheet title-page" aria-label={frame.translate('page.titlePage')}>
      <div class="title-middle">
        {middle.map((entry) => (
          <p key={entry.key} class={entry.key.trim().toLowerCase() === 'title' ? 'title' : 'credit'}>
            {plain(entry.value)}
          </p>
        ))}
      </div>
      <div class="title-foot">
        {foot.map((entry) => (
          <p key={entry.key}>{plain(entry.value)}</p>
        ))}
      </div>
    </section>
  );
}
