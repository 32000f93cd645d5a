import { lazily } from '../platform/lazily.ts';
import type { VoiceJobs, VoiceJobsDeps } from './voiceJobs.ts';

/** What can be asked for at a time before any service has been asked; as a batch begins. */
const firstCapacity = 4;

/** Voice jobs that load with the first line that is asked for. */
export function createLazyVoiceJobs(deps: VoiceJobsDeps): VoiceJobs {
  const jobs = lazily(async () => {
    const { createVoiceJobs } = await import('./voiceJobs.ts');
    return createVoiceJobs(deps);
  });
  return {
    generate: async (request, signal) => (await jobs.get()).generate(request, signal),
    capacity: () => jobs.made?.capacity() ?? firstCapacity,
    hold: (isHeld) => jobs.made?.hold(isHeld),
    dispose: () => jobs.dispose(),
  };
}
