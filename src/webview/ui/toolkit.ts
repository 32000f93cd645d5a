/**
 * The form controls of `@vscode/webview-ui-toolkit`, registered once for a page. The toolkit is no longer developed:
 * this folder is the only one that knows it, and the one to change when it must go.
 */

// Before the toolkit.
import './lateLoad.ts';
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeProgressRing,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import { stopHearingLate } from './lateLoad.ts';

/** Makes `vscode-button` and `vscode-progress-ring` known to the page; call once, before the first render. */
export function registerControls(): void {
  stopHearingLate();
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeProgressRing());
}

/** The fields of fields.tsx, for the pages that have any; after {@link registerControls}. */
export function registerFields(): void {
  provideVSCodeDesignSystem().register(vsCodeTextField(), vsCodeCheckbox());
}
