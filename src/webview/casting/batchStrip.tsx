import { Button } from '../ui/button.tsx';
import { ProgressBar } from '../ui/fields.tsx';
import type { CastingState } from './state.ts';

/** How far the batch is, with its controls; after it, how it went. */
export function BatchStrip({ state }: { readonly state: CastingState }) {
  const { strings, steer } = state;
  const batch = state.model.value?.batch;
  if (!batch || batch.phase === 'idle') return null;
  const isActive = batch.phase !== 'ended';
  return (
    <section class={`batch ${batch.phase}`} aria-label={strings.progress}>
      {isActive && (
        <ProgressBar label={strings.progress} share={batch.finished / Math.max(1, batch.total)} text={batch.text} />
      )}
      <div class="batch-row">
        <p role="status" class="batch-text">
          {batch.text}
        </p>
        {batch.phase === 'running' && (
          <Button appearance="secondary" onClick={() => steer('pause')}>
            {strings.pause}
          </Button>
        )}
        {batch.phase === 'paused' && (
          <Button appearance="primary" onClick={() => steer('resume')}>
            {strings.continue}
          </Button>
        )}
        {isActive && (
          <Button appearance="secondary" onClick={() => steer('cancel')}>
            {strings.cancel}
          </Button>
        )}
        {batch.canRetry && (
          <Button appearance="primary" onClick={() => steer('retry')}>
            {strings.tryAgain}
          </Button>
        )}
      </div>
      {batch.reasons !== '' && <p class="reasons">{batch.reasons}</p>}
    </section>
  );
}
