/** The other end of the page editor's channel, run inside the page: it keeps its own copy of the script, as the extension does. */
import type { ScriptElement } from '../../../src/language/document.ts';
import type { PageStart } from '../../../src/webview/editor/protocol.ts';

interface Message {
  readonly kind: 'tell' | 'call' | 'answer' | 'failure';
  readonly id: number;
  readonly method: string;
  readonly params: OutgoingSplice;
  readonly result?: unknown;
}

interface Change {
  readonly name: string;
  readonly value: unknown;
}

interface OutgoingSplice {
  readonly foreign: number;
  readonly sequence: number;
  readonly start: number;
  readonly deleteCount: number;
  readonly inserted: readonly ScriptElement[];
}

/** What tests see as `window.host`. */
export interface FakeHost {
  /** The script as the host has it. */
  elements: readonly ScriptElement[];
  foreign: number;
  /** Everything that the page told, but splices. */
  readonly told: { readonly method: string; readonly params: unknown }[];
  readonly violations: string[];
  /** Characters of JSON that the page has sent. */
  sent: number;
  /** How many edits of the page were taken. */
  spliced: number;
  /** While true, splices wait for `release`. */
  holding: boolean;
  saved: unknown;
  answeredAt: number | undefined;
  tell(method: string, params: unknown): void;
  call(method: string, params: unknown): Promise<unknown>;
  /** An edit made elsewhere. */
  edit(start: number, deleteCount: number, inserted: readonly ScriptElement[], more?: object): void;
  release(): void;
}

declare global {
  interface Window {
    host: FakeHost;
    acquireVsCodeApi: () => unknown;
  }
}

/** Stands alone, because it is sent into the page as text. */
export function installFakeHost({ start, saved }: { readonly start: PageStart; readonly saved: unknown }): void {
  const waiting: OutgoingSplice[] = [];
  const answers = new Map<number, (answer: unknown) => void>();
  let nextCall = 1;
  const post = (message: object) => window.postMessage(message, '*');
  const host: FakeHost = {
    elements: start.elements,
    foreign: 0,
    told: [],
    violations: [],
    sent: 0,
    spliced: 0,
    holding: false,
    saved,
    answeredAt: undefined,
    tell: (method, params) => post({ kind: 'tell', method, params }),
    call: (method, params) => {
      const id = nextCall++;
      post({ kind: 'call', id, method, params });
      return new Promise((resolve) => answers.set(id, resolve));
    },
    edit: (begin, deleteCount, inserted, more = {}) => {
      host.elements = host.elements.toSpliced(begin, deleteCount, ...inserted);
      host.foreign++;
      host.tell('splice', { foreign: host.foreign, reason: 'external', start: begin, deleteCount, inserted, ...more });
    },
    release: () => {
      host.holding = false;
      for (const splice of waiting.splice(0)) take(splice);
    },
  };
  const take = (splice: OutgoingSplice) => {
    if (splice.foreign !== host.foreign) return;
    host.elements = host.elements.toSpliced(splice.start, splice.deleteCount, ...splice.inserted);
    host.spliced++;
    host.tell('ack', { sequence: splice.sequence });
  };
  let { settings } = start;
  const changeSetting = ({ name, value }: Change) => {
    settings = { ...settings, [name]: value };
    host.tell('settings', settings);
  };
  const hear = (message: Message) => {
    host.sent += JSON.stringify(message).length;
    if (message.kind === 'answer' || message.kind === 'failure') answers.get(message.id)?.(message.result);
    else if (message.method === 'ready') {
      const result = structuredClone({ ...start, elements: host.elements, foreign: host.foreign });
      post({ kind: 'answer', id: message.id, result });
      host.answeredAt ??= performance.now();
    } else if (message.method === 'changeSetting') changeSetting(message.params as unknown as Change);
    else if (message.method !== 'splice') host.told.push({ method: message.method, params: message.params });
    else if (host.holding) waiting.push(message.params);
    else queueMicrotask(() => take(message.params));
  };
  window.host = host;
  window.addEventListener('securitypolicyviolation', (event) => host.violations.push(event.violatedDirective));
  window.acquireVsCodeApi = () => ({
    getState: () => host.saved,
    setState: (next: unknown) => {
      host.saved = next;
    },
    postMessage: hear,
  });
}
