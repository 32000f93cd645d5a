/** What a page remembers of how it was looked at, across hiding and reload: nothing but the caret and the scroll position. */
import * as z from 'zod/mini';
import { caret } from './protocol.ts';

const viewState = z.object({
  caret: z.optional(caret),
  /** See `scrollPlace` in deskFit.ts. */
  scrollTop: z.number(),
});

export type ViewState = z.infer<typeof viewState>;

/** VS Code's side of a webview; see https://code.visualstudio.com/api/extension-guides/webview#persistence. */
export interface WebviewApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

/** What was remembered; missing on a first look or when it does not parse. */
export function readViewState(api: WebviewApi): ViewState | undefined {
  const parsed = z.safeParse(viewState, api.getState());
  return parsed.success ? parsed.data : undefined;
}

/** Remembers at most once a frame what `current` says. */
export function createViewStateSaver(api: WebviewApi, current: () => ViewState): () => void {
  let scheduled = false;
  return () => {
    if (scheduled) return;
    scheduled = true;
    setTimeout(() => {
      scheduled = false;
      api.setState(current());
    }, 100);
  };
}
