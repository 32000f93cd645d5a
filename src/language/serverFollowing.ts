/** What the server says by itself while scripts are open: what is wrong in them and how long they are. */
import type { Diagnostic } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { findingCodes } from './diagnostics/finding.ts';
import { type ScriptLength, scriptLengthMethod } from './requests.ts';
import { answer, type Server } from './serverFeatures.ts';
import { toDiagnostic } from './serverLsp.ts';
import { type Outline, showAnew } from './serverOutline.ts';

/** Beyond this a text is looked at only when its writer pauses. */
const largeText = 1_000_000;
const pauseMilliseconds = 400;
/** Lets the requests that come with a keystroke be answered before what is wrong is looked for. */
const momentMilliseconds = 10;
const lengthMilliseconds = 250;

/** Does work for changed documents later: once for all changes meanwhile, or, for a large text, when its writer pauses. */
function createLater(milliseconds: number, work: (document: TextDocument) => void) {
  const timers = new Map<string, NodeJS.Timeout>();
  const cancel = (uri: string) => {
    clearTimeout(timers.get(uri));
    timers.delete(uri);
  };
  return {
    cancel,
    request(document: TextDocument): void {
      const { uri } = document;
      const isLarge = document.getText().length > largeText;
      if (isLarge) cancel(uri);
      if (timers.has(uri)) return;
      const run = () => {
        timers.delete(uri);
        work(document);
      };
      timers.set(uri, setTimeout(run, isLarge ? pauseMilliseconds : milliseconds));
    },
  };
}

/**
 * Says what is wrong in the text as it is when the settings are known; it may be gone or longer by then. Between two rules whatever else
 * is asked is answered; when the text changes meanwhile, the change has its own turn coming.
 */
async function tellFindings(server: Server, { uri }: TextDocument): Promise<void> {
  const { silenced } = await server.settings.get(uri);
  const version = server.documents.get(uri)?.version;
  if (version === undefined) return;
  const diagnostics: Diagnostic[] = [];
  for (const code of findingCodes) {
    if (silenced.has(code)) continue;
    await afterOthers();
    if (server.documents.get(uri)?.version !== version) return;
    const found = await answer(server, uri, ({ document, script, texts }) =>
      server.service.findings(script, code).map((finding) => toDiagnostic(document, finding, texts)),
    );
    diagnostics.push(...found);
  }
  void server.connection.sendDiagnostics({ uri, version, diagnostics });
}

/** Resolves when the messages that have come are dealt with. */
function afterOthers(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

async function tellLength(server: Server, { uri }: TextDocument): Promise<void> {
  const [length] = await answer(server, uri, ({ script, settings }) => [server.service.length(script, settings.paper)]);
  if (length) void server.connection.sendNotification(scriptLengthMethod, { uri, ...length } satisfies ScriptLength);
}

/** Looks at each script when it is opened or changed, and at all when settings change. */
export function followDocuments(server: Server, outline: Outline): void {
  const { connection, documents, service, settings } = server;
  const findings = createLater(momentMilliseconds, (document) => void tellFindings(server, document));
  const lengths = createLater(lengthMilliseconds, (document) => void tellLength(server, document));
  documents.onDidChangeContent(({ document }) => {
    findings.request(document);
    lengths.request(document);
  });
  connection.onDidChangeConfiguration(() => {
    settings.clear();
    showAnew(connection, outline);
    for (const document of documents.all()) {
      findings.request(document);
      lengths.request(document);
    }
  });
  documents.onDidClose(({ document: { uri } }) => {
    findings.cancel(uri);
    lengths.cancel(uri);
    settings.forget(uri);
    service.forget(uri);
    void connection.sendDiagnostics({ uri, diagnostics: [] });
  });
  documents.listen(connection);
}
