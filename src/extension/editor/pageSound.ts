import * as vscode from 'vscode';
import type { MediaStore } from '../library/media.ts';
import type { Event } from '../platform/emitter.ts';
import { type EndedLine, pathOfSound, type SoundOutput } from '../platform/soundOutput.ts';
import type { OpenPages } from './openPages.ts';
import type { PagePanel } from './pagePanel.ts';

/** Sound through the visible page of the script that an element belongs to. */
export function createPageSound(
  pages: OpenPages,
  media: Pick<MediaStore, 'resolve'>,
  onDidEnd: Event<EndedLine>,
): SoundOutput {
  function pageWith(elementId: string): PagePanel | undefined {
    const showing = pages.all.filter(
      ({ script, page }) => page.isUp && script.elements.some((element) => element.id === elementId),
    );
    return (showing.find(({ page }) => page.panel.active) ?? showing[0])?.page;
  }
  return {
    onDidEnd,
    isReady: (elementId) => pageWith(elementId) !== undefined,
    hasRate: true,
    async play(sound) {
      const page = pageWith(sound.elementId);
      const file = vscode.Uri.file(pathOfSound(media, sound));
      return page ? page.play(sound.elementId, file, sound.rate ?? 1) : false;
    },
    stop() {
      for (const { page } of pages.all) page.stop();
    },
  };
}
