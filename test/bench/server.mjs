// Keystroke → answer of the built language server, over its real protocol, on a script of 10,000 lines.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  CodeActionRequest,
  CompletionRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  SemanticTokensRangeRequest,
} from 'vscode-languageserver-protocol/node';
import { startLanguageServer } from '../library/languageServerProcess.ts';

const lineCount = 10_000;
const warmUps = 30;
const keystrokes = 150;
/** A key 25 times a second: faster than anyone types, slow enough that one key's checks do not count as the next one's answer. */
const pauseMilliseconds = 40;
const budget = '<= 10';
const memoryBudget = '<= 80';

const names = ['ÅSA', 'TOMMY', 'ANNIKA', 'TANT GRÖN', 'KAPTEN LÖVGREN', 'MAYA', 'POLIS #2'];
const places = ['KÖKET', 'HAMNEN', 'FYREN', 'THE HARBOUR OFFICE', 'BÅTEN', 'SKOLGÅRDEN'];

/** One scene of 20 lines. */
function scene(number) {
  const name = (offset) => names[(number + offset) % names.length];
  return `${number} ${number % 3 ? 'INT' : 'EXT'}. ${places[number % places.length]} - ${number % 2 ? 'DAG' : 'NATT'}

${name(0)} går över golvet och ser ut genom fönstret mot havet. Det blåser upp.
Ljuset från fyren sveper över väggen.

${name(1)}
(lågt)
Jag har väntat på dig sedan i morse, och du kom *aldrig*.

${name(2)} (V.O.)
I waited as long as I could. Then the boat left, and that was that.

[[ Kolla tidvattnet. ]]

${name(1)}
Nu är det för sent.

${number % 5 ? 'Hon släcker lampan.' : 'KLIPP TILL:'}

`;
}

function longScript() {
  let text = '';
  for (let number = 1; text.length < lineCount * 10 || text.split('\n').length < lineCount; number++) {
    text += `${number % 20 === 1 ? `# Akt ${number}\n\n` : ''}${scene(number)}`;
  }
  return text;
}

function percentile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** Milliseconds from sending a keystroke to having its answer, for each keystroke after the warm-up. */
async function measure(server, uri, place, version, request) {
  const durations = [];
  for (let key = 0; key < warmUps + keystrokes; key++) {
    const at = { line: place.line, character: place.character + key };
    const start = performance.now();
    server.type(uri, version + key, at, 'Å');
    await request({ line: at.line, character: at.character + 1 });
    if (key >= warmUps) durations.push(performance.now() - start);
    await pause(pauseMilliseconds);
  }
  return durations;
}

/** All that a keystroke makes VS Code ask for a script in view; resolves when completion and outline are answered, as a writer sees those. */
async function askLikeVsCode({ connection }, textDocument, position) {
  const range = { start: { line: Math.max(0, position.line - 30), character: 0 }, end: position };
  const rest = [
    connection.sendRequest(SemanticTokensRangeRequest.type, { textDocument, range }),
    connection.sendRequest(FoldingRangeRequest.type, { textDocument }),
    connection.sendRequest(CodeActionRequest.type, { textDocument, range, context: { diagnostics: [] } }),
  ];
  await Promise.all([
    connection.sendRequest(CompletionRequest.type, { textDocument, position }),
    connection.sendRequest(DocumentSymbolRequest.type, { textDocument }),
  ]);
  return Promise.all(rest);
}

/** Resident memory of a process in MB, all of Node's own included. */
function residentMegabytes(processId) {
  const status = `/proc/${processId}/status`;
  if (fs.existsSync(status)) return Number(/VmRSS:\s*(\d+)/.exec(fs.readFileSync(status, 'utf8'))?.[1]) / 1024;
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(processId)], { encoding: 'utf8' })) / 1024;
}

export async function bench(report) {
  const server = await startLanguageServer(path.join(import.meta.dirname, '../../dist/server.js'));
  try {
    const uri = 'untitled:bench';
    const text = longScript();
    const lines = text.split('\n');
    await server.open(uri, text);
    const middle = lines.findIndex((line, index) => index > lines.length / 2 && line.includes('fönstret'));
    const textDocument = { uri };
    const symbols = await measure(server, uri, { line: middle, character: 4 }, 2, () =>
      server.connection.sendRequest(DocumentSymbolRequest.type, { textDocument }),
    );
    const cue = { line: lines.indexOf('', middle), character: 0 };
    server.type(uri, 1000, cue, '\n\n');
    const completion = await measure(server, uri, { line: cue.line + 1, character: 0 }, 1001, (position) =>
      server.connection.sendRequest(CompletionRequest.type, { textDocument, position }),
    );
    const below = { line: lines.indexOf('', middle + 5), character: 0 };
    server.type(uri, 2000, below, '\n\n');
    const all = await measure(server, uri, { line: below.line + 1, character: 0 }, 2001, (position) =>
      askLikeVsCode(server, textDocument, position),
    );
    for (const [name, values, target] of [
      ['outline', symbols, budget],
      ['completion', completion, budget],
      ['all that VS Code asks', all, undefined],
    ]) {
      report({
        name: `keystroke → ${name}, 10,000 lines, p95`,
        value: percentile(values, 0.95),
        unit: 'ms',
        ...(target && { target }),
      });
    }
    const value = residentMegabytes(server.processId);
    report({ name: 'memory of the language server, 10,000 lines', value, unit: 'MB', target: memoryBudget });
  } finally {
    await server.stop();
  }
}
