import { PageSession } from '../../../src/extension/editor/pageSession.ts';
import { usualPause } from '../../../src/extension/editor/writeQueue.ts';
import type { ScriptElement } from '../../../src/language/document.ts';
import { FakeClock, settle } from './fakeClock.ts';
import { FakeDocument } from './fakeDocument.ts';
import { FakePage } from './fakePage.ts';

/** A document, its session and a page, with a clock that stands still. */
export function studio(text: string, lineEnd: '\n' | '\r\n' = '\n', pause = usualPause) {
  let given = 0;
  const newId = () => `n${given++}`;
  const document = new FakeDocument(text, newId, lineEnd);
  const clock = new FakeClock();
  const stuck: unknown[] = [];
  const onStuck = (cause: unknown) => stuck.push(cause);
  const session = new PageSession({ document, clock, newId, onStuck, typingPause: () => pause });
  document.onDidEdit((edit) => session.documentEdited(edit));
  const page = new FakePage(session);
  /** The page's element `index` says something else; the message arrives. */
  const write = (to: FakePage, index: number, change: Partial<ScriptElement>) => {
    to.type(to.elements.map((element, at) => (at === index ? { ...element, ...change } : element)));
    to.deliverAll();
  };
  const pass = async (milliseconds: number) => {
    clock.advance(milliseconds);
    await settle();
    page.deliverAll();
  };
  return { document, clock, session, page, stuck, write, pass };
}

export const texts = (elements: readonly ScriptElement[]) => elements.map((element) => element.text);
