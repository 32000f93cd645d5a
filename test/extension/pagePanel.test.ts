import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { PagePanel, type PagePanelEvents } from '../../src/extension/editor/pagePanel.ts';
import { systemClock } from '../../src/extension/platform/clock.ts';
import type { PageStart } from '../../src/webview/editor/protocol.ts';
import { until } from '../host/until.ts';
import { closeEverything } from './scriptWorkspace.ts';

const start = { elements: [], titlePage: [], foreign: 0, lineStates: [], settings: {}, strings: {} };

/** Says these things to the extension in a real webview, one after another. */
function openSaying(messages: readonly unknown[]): vscode.WebviewPanel {
  const panel = vscode.window.createWebviewPanel('test.page', 'Page', vscode.ViewColumn.One, { enableScripts: true });
  panel.webview.html = `<!doctype html><body><script>
    const host = acquireVsCodeApi();
    for (const message of ${JSON.stringify(messages)}) host.postMessage(message);
  </script></body>`;
  return panel;
}

describe('what a page says to the extension', () => {
  afterEach(closeEverything);

  it('is dropped and told to the log when it does not parse, and what comes after it is heard', async () => {
    const warnings: string[] = [];
    const heard: string[] = [];
    const hear = (what: string) => () => {
      heard.push(what);
      return {};
    };
    const events: PagePanelEvents = {
      start: () => {
        heard.push('ready');
        return start as unknown as PageStart;
      },
      splice: hear('splice'),
      history: hear('history'),
      settle: hear('settle'),
      generateVoice: hear('generateVoice'),
      playLine: hear('playLine'),
      played: hear('played'),
      editTitlePage: hear('editTitlePage'),
      addTitlePage: hear('addTitlePage'),
      changeSetting: hear('changeSetting'),
      caretMoved: hear('caretMoved'),
    };
    const panel = openSaying([
      null,
      'rubbish',
      { kind: 'tell', method: 'splice', params: { foreign: -1, sequence: 1, start: 0, deleteCount: 0, inserted: [] } },
      { kind: 'tell', method: 'splice', params: { foreign: 0, sequence: 1, start: 0, deleteCount: 0, inserted: [{}] } },
      { kind: 'tell', method: 'executeCommand', params: { id: 'workbench.action.quit' } },
      { kind: 'call', id: 1, method: 'ready', params: {} },
      { kind: 'tell', method: 'settle', params: {} },
    ]);
    const log = { trace() {}, debug() {}, info() {}, warn: (message: string) => warnings.push(message), error() {} };
    const page = new PagePanel(panel, events, { clock: systemClock, log });
    await until('the last word', () => heard.includes('settle'));
    assert.deepEqual(heard, ['ready', 'settle']);
    assert.equal(warnings.length, 5, warnings.join('\n'));
    page.dispose();
  });
});
