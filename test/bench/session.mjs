// What a keystroke in a page costs the host: taking it over, sending it on, writing it to the text and reading the text again.
import { PageSession } from '../../src/extension/editor/pageSession.ts';
import { FakeClock, settle } from '../language/simulation/fakeClock.ts';
import { FakeDocument } from '../language/simulation/fakeDocument.ts';

const ELEMENTS = 4_000;
const KEYS = 200;

/** About 4,000 elements and 150 KB in two languages; the same at every run. */
function longScript() {
  const scenes = [];
  for (let scene = 0; scene < ELEMENTS / 10; scene++) {
    scenes.push(
      `INT. HUS ${scene} - DAG\n\nRegnet faller över taken och ingen är ute så här dags, natt ${scene}.\n\n` +
        `TOVE\n(viskar)\nHar du hört vad de säger om fyren, replik ${scene}?\n\nBO\nNobody told me anything about it.\n\n` +
        `Han går fram till fönstret och ser ut.\n\nTOVE\nKom.\n`,
    );
  }
  return scenes.join('\n');
}

const p95 = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0;
const rounded = (value) => Math.round(value * 100) / 100;

function open(text) {
  let given = 0;
  const newId = () => `n${given++}`;
  const document = new FakeDocument(text, newId);
  const clock = new FakeClock();
  const session = new PageSession({ document, clock, newId, onStuck: () => {} });
  const times = [];
  document.onDidEdit((edit) => session.documentEdited(edit));
  const page = { ack() {}, written() {}, splice() {}, reset() {} };
  session.join(page);
  return { document, clock, session, page, times };
}

/** Types into the middle of the script; returns the milliseconds of each acceptance and of each write with its reading back. */
async function type({ document, clock, session, page }) {
  const at = document.elements.findIndex(
    (element, index) => index > document.elements.length / 2 && element.type === 'dialogue',
  );
  const accepted = [];
  const written = [];
  let bytes = 0;
  for (let key = 1; key <= KEYS; key++) {
    const element = session.accepted[at];
    const splice = {
      foreign: 0,
      sequence: key,
      start: at,
      deleteCount: 1,
      inserted: [{ id: element.id, type: element.type, text: `${element.text.slice(0, 40)}${key}` }],
    };
    bytes += JSON.stringify({ kind: 'tell', method: 'splice', params: splice }).length;
    const start = performance.now();
    session.take(page, splice);
    accepted.push(performance.now() - start);
    const writeStart = performance.now();
    clock.advance(400);
    await settle();
    written.push(performance.now() - writeStart);
  }
  return { accepted, written, bytes: bytes / KEYS };
}

export async function bench(report) {
  const text = longScript();
  await type(open(text));
  const long = await type(open(text));
  const short = await type(open(text.slice(0, 3_000)));
  report({
    name: 'page keystroke accepted by the host, p95',
    value: rounded(p95(long.accepted)),
    unit: 'ms',
    target: '<= 16',
  });
  report({
    name: 'page keystroke written and read back, p95',
    value: rounded(p95(long.written)),
    unit: 'ms',
    target: '<= 16',
  });
  report({ name: 'page keystroke, bytes sent', value: Math.round(long.bytes), unit: 'bytes', target: '<= 300' });
  report({
    name: 'page keystroke, bytes more in a long script than in a short one',
    value: Math.round(long.bytes - short.bytes),
    unit: 'bytes',
    target: '<= 20',
  });
}
