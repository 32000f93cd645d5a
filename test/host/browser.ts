import { type BrowserContext, chromium } from 'playwright-core';
import { ensureChromium } from './provision.ts';

export interface BrowserOptions {
  /** Folder of the browser's profile; made when missing. */
  readonly profile: string;
  /** Size of the page in CSS pixels. */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** BCP 47 language that VS Code takes from the browser; `en-US` when missing. */
  readonly locale?: string | undefined;
}

const quietFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
];

/** Starts a headless Chromium with one empty page that may sound without a click and asks nothing of the network. */
export async function openBrowser({
  profile,
  viewport = { width: 1440, height: 900 },
  locale = 'en-US',
}: BrowserOptions): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    executablePath: await ensureChromium(),
    headless: true,
    viewport,
    locale,
    args: quietFlags,
  });
}
