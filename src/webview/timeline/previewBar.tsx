/** What a change of the script would do to the clips, and the writer's answer. The clips show it dashed. */
import { Button } from '../ui/button.tsx';
import type { TimelineState } from './state.ts';
import { describePreview } from './strings.ts';

export function PreviewBar({ state }: { readonly state: TimelineState }) {
  const preview = state.preview.value;
  if (!preview) return null;
  const { strings } = state;
  const answer = (apply: boolean, always = false) => state.answerPreview({ apply, always });
  return (
    <section class="preview-bar" aria-label={describePreview(strings, preview)}>
      <span class="preview-words">{describePreview(strings, preview)}</span>
      <Button appearance="primary" onClick={() => answer(true)}>
        {strings.apply}
      </Button>
      <Button appearance="secondary" onClick={() => answer(false)}>
        {strings.notNow}
      </Button>
      {preview.kind === 'follow' ? (
        <Button appearance="secondary" onClick={() => answer(true, true)}>
          {strings.always}
        </Button>
      ) : null}
    </section>
  );
}
