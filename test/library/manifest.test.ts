import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

const root = path.resolve(import.meta.dirname, '../..');

function readJson(name: string): unknown {
  return JSON.parse(fs.readFileSync(path.join(root, name), 'utf8'));
}

const menuItem = z.object({ command: z.string(), when: z.string().optional() });

const manifestSchema = z.object({
  main: z.string(),
  icon: z.string(),
  engines: z.object({ vscode: z.string() }),
  devDependencies: z.record(z.string(), z.string()),
  dependencies: z.record(z.string(), z.string()).optional(),
  activationEvents: z.array(z.string()),
  contributes: z.object({
    commands: z.array(z.object({ command: z.string(), title: z.string(), category: z.string() })),
    menus: z.record(z.string(), z.array(menuItem)),
    keybindings: z.array(menuItem),
    viewsContainers: z.record(z.string(), z.array(z.object({ id: z.string() }))),
    views: z.record(z.string(), z.array(z.object({ id: z.string(), when: z.string().optional() }))),
    viewsWelcome: z.array(z.object({ view: z.string(), contents: z.string(), when: z.string().optional() })),
    configuration: z.object({ properties: z.record(z.string(), z.looseObject({})) }),
    walkthroughs: z.array(z.object({ steps: z.array(z.object({ completionEvents: z.array(z.string()) })) })),
  }),
});

const manifestText = fs.readFileSync(path.join(root, 'package.json'), 'utf8');
const manifest = manifestSchema.parse(JSON.parse(manifestText));
const { contributes } = manifest;
const strings = z.record(z.string(), z.string()).parse(readJson('package.nls.json'));
const commandIds = new Set(contributes.commands.map(({ command }) => command));
const menuItems = Object.values(contributes.menus).flat();

/** Every file below the folder with one of the endings. */
function filesBelow(folder: string, ending: RegExp): readonly string[] {
  const names = fs.readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => ending.test(name)).map((name) => path.join(root, folder, name));
}

/** Context keys that VS Code sets itself. */
const workbenchKeys = new Set([
  'activeCustomEditorId',
  'activeEditor',
  'activeWebviewPanelId',
  'editorHasSelection',
  'editorLangId',
  'editorTextFocus',
  'inputFocus',
  'isWorkspaceTrusted',
  'listFocus',
  'resourceExtname',
  'resourceLangId',
  'view',
  'viewItem',
  'virtualWorkspace',
  'webviewId',
  'webviewSection',
  'workspaceFolderCount',
]);

/** The context keys of a when clause: the left side of each comparison, and what stands alone. */
function keysOf(when: string): readonly string[] {
  const terms = when.replace(/=~\s*\/(?:\\.|[^/\\])*\/[a-z]*/g, '=~ pattern').split(/&&|\|\|/);
  const keys = terms.map((term) => /^[\s!(]*([\w.]+)/.exec(term)?.[1] ?? term.trim());
  return keys.filter((key) => key !== 'true' && key !== 'false');
}

describe('the manifest', () => {
  it('translates every %key% and has no string that nothing uses', () => {
    const used = new Set([...manifestText.matchAll(/"%([\w.]+)%"/g)].map((match) => match[1]));
    assert.deepEqual(
      [...used].filter((key) => !(key !== undefined && key in strings)),
      [],
      'keys without a string',
    );
    assert.deepEqual(
      Object.keys(strings).filter((key) => !used.has(key)),
      [],
      'strings without a use',
    );
  });

  it('has every string in every language that it is translated to', () => {
    const files = fs.readdirSync(root).filter((name) => /^package\.nls\.\w+\.json$/.test(name));
    for (const file of files) {
      const translated = z.record(z.string(), z.string()).parse(readJson(file));
      assert.deepEqual(Object.keys(translated).sort(), Object.keys(strings).sort(), file);
    }
  });

  it('names every command once, in the palette as Screenplay: Title', () => {
    assert.equal(commandIds.size, contributes.commands.length);
    for (const { command, title, category } of contributes.commands) {
      assert.match(command, /^screenplay(\.[a-z][A-Za-z]*)+$/);
      assert.match(title, /^%.+%$/);
      assert.equal(category, 'Screenplay');
    }
  });

  it('refers only to commands that it contributes', () => {
    const links = Object.values(strings).flatMap((text) =>
      [...text.matchAll(/command:(screenplay[\w.]+)/g)].map((match) => match[1]),
    );
    const events = contributes.walkthroughs.flatMap(({ steps }) =>
      steps.flatMap(({ completionEvents }) => completionEvents),
    );
    const completed = events.map((event) => event.replace(/^onCommand:/, ''));
    const referred = [...menuItems, ...contributes.keybindings].map(({ command }) => command);
    const unknown = [...referred, ...links, ...completed].filter((command) => !commandIds.has(command ?? ''));
    assert.deepEqual(unknown, []);
  });

  it('refers only to files that are there', () => {
    const files = [...manifestText.matchAll(/"(?:\.\/)?((?:media|syntaxes|l10n)\/[\w./-]+|\.\/l10n)"/g)].map(
      (match) => match[1] ?? '',
    );
    assert(files.length > 5, 'the pattern finds the files');
    assert.deepEqual(
      files.filter((file) => !fs.existsSync(path.join(root, file))),
      [],
    );
  });

  it('uses only context keys that VS Code sets or that the extension sets', () => {
    const sources = filesBelow('src/extension', /\.ts$/)
      .map((file) => fs.readFileSync(file, 'utf8'))
      .join('\n');
    const whens = [
      ...menuItems,
      ...contributes.keybindings,
      ...Object.values(contributes.views).flat(),
      ...contributes.viewsWelcome,
    ];
    const keys = new Set(whens.flatMap(({ when }) => (when === undefined ? [] : keysOf(when))));
    const isSetting = (key: string) => key.replace(/^config\./, '') in contributes.configuration.properties;
    const unknown = [...keys].filter(
      (key) => !workbenchKeys.has(key) && !sources.includes(`'${key}'`) && !isSetting(key),
    );
    assert.deepEqual(unknown, []);
  });

  it('puts its views into containers that it contributes, and its welcomes into its views', () => {
    const containers = Object.values(contributes.viewsContainers)
      .flat()
      .map(({ id }) => id);
    assert.deepEqual(
      Object.keys(contributes.views).filter((id) => !containers.includes(id)),
      [],
    );
    const views = Object.values(contributes.views)
      .flat()
      .map(({ id }) => id);
    assert.deepEqual(
      contributes.viewsWelcome.filter(({ view }) => !views.includes(view)),
      [],
    );
  });

  it('has every setting that the extension reads, and reads every setting that it has', () => {
    const sources = filesBelow('src', /\.tsx?$/)
      .map((file) => fs.readFileSync(file, 'utf8'))
      .join('\n');
    const names = Object.keys(contributes.configuration.properties);
    for (const name of names) assert.match(name, /^screenplay(\.[a-z][A-Za-z]*){2,3}$/);
    const isRead = (name: string) => {
      const [, area, ...rest] = name.split('.');
      const last = rest.join('.');
      const whole = sources.includes(`'${name}'`) || sources.includes(`'${area}.${last}'`);
      // A setting that chooses between keybindings is read by VS Code itself.
      if (contributes.keybindings.some(({ when = '' }) => when.includes(`config.${name} `))) return true;
      const isGroup = rest.length > 1 && rest.every((part) => new RegExp(`\\b${part}\\b`).test(sources));
      return whole || isGroup || (sources.includes(`'screenplay.${area}'`) && sources.includes(`'${last}'`));
    };
    const unread = names.filter((name) => !isRead(name));
    assert.deepEqual(unread, []);
  });

  it('activates neither at once nor after startup', () => {
    assert.deepEqual(
      manifest.activationEvents.filter((event) => event === '*' || event.startsWith('onStartup')),
      [],
    );
  });

  it('asks for no newer VS Code API than its types have', () => {
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode']}`);
  });

  it('ships everything in its bundles', () => {
    assert.equal(manifest.dependencies, undefined);
  });
});

const lockSchema = z.object({
  packages: z.record(z.string(), z.looseObject({ optionalDependencies: z.record(z.string(), z.string()).optional() })),
});

describe('the lock files', () => {
  const names = ['package-lock.json', 'test/host/package-lock.json'];

  it('name no registry', () => {
    for (const name of names) {
      assert.doesNotMatch(fs.readFileSync(path.join(root, name), 'utf8'), /"resolved":/, name);
    }
  });

  it('hold the packages of every platform, without which npm ci refuses to install', () => {
    for (const name of names) {
      const { packages } = lockSchema.parse(readJson(name));
      const held = new Set(Object.keys(packages).map((key) => key.split('node_modules/').at(-1)));
      const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
      assert.deepEqual(
        wanted.filter((optional) => !held.has(optional)),
        [],
        name,
      );
    }
  });
});
