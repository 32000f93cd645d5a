import * as vscode from 'vscode';
import type { MediaStore } from '../library/media.ts';
import type { Event } from '../platform/emitter.ts';
import type { SoundOutput } from '../platform/soundOutput.ts';
import type { OpenPages } from './openPages.ts';
import type { PagePanel } from './pagePanel.ts';

/** Sound through the visible page of the script that an element belongs to. */
export function createPageSound(
  pages: OpenPages,
  media: Pick<MediaStore, 'resolve'>,
  onDidEnd: Event<{ readonly elementId: string }>,
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
    async play({ elementId, fileUrl }) {
      const page = pageWith(elementId);
      return page ? page.play(elementId, vscode.Uri.file(media.resolve(fileUrl))) : false;
    },
    stop() {
      for (const { page } of pages.all) page.stop();
    },
  };
}
