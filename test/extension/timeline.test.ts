import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createMediaStore, type MediaStore } from '../../src/extension/library/media.ts';
import { TimelineSource } from '../../src/extension/timeline/timelineSource.ts';
import { timelineStrings, viewNames } from '../../src/extension/timeline/timelineStrings.ts';
import { type SurfaceEvents, TimelineSurface } from '../../src/extension/timeline/timelineSurface.ts';
import { until } from '../host/until.ts';
import { toneWav } from '../host/wav.ts';
import { quiet, Studio } from '../library/landingSetup.ts';

const script = `INT. HUS - DAG

TOVE
Den blinkade igen.

ÅKE
Det finns ingen fyr.
`;

function isTimeline(tab: vscode.Tab): boolean {
  return tab.input instanceof vscode.TabInputWebview && tab.input.viewType.endsWith('screenplay.timeline');
}

function timelineTabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(isTimeline);
}

async function openScript(name: string): Promise<vscode.Uri> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert(folder);
  const uri = vscode.Uri.joinPath(folder.uri, name);
  await vscode.workspace.fs.writeFile(uri, Buffer.from(script));
  await vscode.commands.executeCommand('vscode.openWith', uri, 'default');
  await until('the text editor', () => vscode.window.activeTextEditor?.document.uri.toString() === uri.toString());
  return uri;
}

describe('Open Timeline', () => {
  beforeEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  async function open(): Promise<vscode.Tab> {
    await vscode.commands.executeCommand('screenplay.openTimeline');
    return until('the timeline’s tab', () => timelineTabs().find((tab) => tab.isActive));
  }

  it('opens the timeline in a group of its own beside the script', async () => {
    const uri = await openScript('timeline-below.screenplay');
    const tab = await open();
    const scriptTab = vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .find(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString());
    assert.ok(scriptTab?.isActive, 'the script is still in sight');
    assert.notEqual(scriptTab.group.viewColumn, tab.group.viewColumn);
  });

  it('is named after the project', async () => {
    await openScript('timeline-name.screenplay');
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    await open();
    await until('the title', () => {
      assert.equal(timelineTabs()[0]?.label, `${folder?.name} — Timeline`);
      return true;
    });
  });

  it('shows the timeline that is there instead of a second one', async () => {
    await openScript('timeline-once.screenplay');
    await open();
    await open();
    assert.equal(timelineTabs().length, 1);
  });

  it('keeps its place when a script is opened from it', async () => {
    await openScript('timeline-keep.screenplay');
    const tab = await open();
    await openScript('timeline-other.screenplay');
    assert.ok(tab.isActive, 'the timeline is still in sight');
    assert.equal(tab.group.tabs.length, 1);
  });
});

describe('the timeline’s surface', () => {
  const asked: string[] = [];
  const events: SurfaceEvents = {
    reveal: (elementId) => asked.push(`reveal ${elementId}`),
    generateVoice: (elementId) => asked.push(`generate ${elementId}`),
    edit: () => true,
    askText: async () => undefined,
    dropSlice: async () => {},
    dropMedia: async () => {},
    answerPreview: () => {},
    speaking: () => {},
    hostCommand: () => {},
    peaksFound: () => {},
    focusChanged: () => {},
    leave: () => {},
    isReady: () => {},
  };
  let studio: Studio;
  let media: MediaStore;
  let panel: vscode.WebviewPanel;
  let surface: TimelineSurface;

  beforeEach(() => {
    const extension = vscode.extensions.getExtension('creator-studio.creator-studio-screenplay');
    assert(extension);
    const { extensionUri } = extension;
    studio = new Studio(script);
    media = createMediaStore({ root: studio.library.mediaRoot, log: quiet });
    const { library, reader } = studio;
    const source = new TimelineSource({ library, media, reader, names: viewNames(), log: quiet });
    panel = vscode.window.createWebviewPanel('screenplay.timelineTest', 'Timeline', vscode.ViewColumn.One);
    surface = new TimelineSurface(
      panel.webview,
      { extensionUri, media, mediaRoot: library.mediaRoot, source, strings: timelineStrings(), log: quiet },
      events,
    );
    surface.show(studio.projectId);
  });
  afterEach(() => {
    surface.dispose();
    panel.dispose();
    studio.close();
  });

  const states = () => surface.model.items.map((item) => `${item.name} ${item.state}`);

  it('asks for everything when its page is up', async () => {
    await until('the page', () => surface.isUp);
    assert.equal(surface.model.title, 'Fyren');
    assert.deepEqual(states(), ['TOVE unvoiced', 'ÅKE unvoiced']);
  });

  it('turns a waiting line into a clip when its voice has landed', async () => {
    await until('the page', () => surface.isUp);
    studio.voice('Den blinkade igen.', 2, await storeTone());
    surface.refresh();
    assert.deepEqual(states(), ['TOVE voiced', 'ÅKE unvoiced']);
  });

  it('shows a clip whose file is gone as missing', async () => {
    await until('the page', () => surface.isUp);
    studio.voice('Den blinkade igen.', 2);
    surface.refresh();
    assert.deepEqual(states(), ['TOVE missing', 'ÅKE unvoiced']);
  });

  it('plays a sound of the library in its page', async () => {
    await until('the page', () => surface.isUp);
    assert.equal(
      await surface.playSound({ elementId: studio.lineOf('Den blinkade igen.'), fileUrl: await storeTone() }),
      true,
    );
  });

  it('refuses a sound that is not there', async () => {
    await until('the page', () => surface.isUp);
    const gone = media.relativePath(studio.projectId, 'audio', crypto.randomUUID(), 'gone.wav');
    await assert.rejects(surface.playSound({ elementId: studio.lineOf('Den blinkade igen.'), fileUrl: gone }));
  });

  it('gets its model again after it was hidden', async () => {
    await until('the page', () => surface.isUp);
    const other = vscode.window.createWebviewPanel('screenplay.other', 'Other', vscode.ViewColumn.One);
    await until('the page to be hidden', () => !panel.visible);
    surface.pageLeft();
    other.dispose();
    await until('the page', () => surface.isUp);
    assert.deepEqual(states(), ['TOVE unvoiced', 'ÅKE unvoiced']);
  });

  /** A quarter of a second of a tone in the media folder; gives its `file_url`. */
  async function storeTone(): Promise<string> {
    const fileUrl = media.relativePath(studio.projectId, 'audio', crypto.randomUUID(), 'tone.wav');
    await media.write(fileUrl, toneWav({ seconds: 0.25, sampleRate: 22_050 }));
    return fileUrl;
  }
});
