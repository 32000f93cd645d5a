import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

interface Keybinding {
  readonly command: string;
  readonly key: string;
  readonly mac?: string;
  readonly when?: string;
}

const manifest: { contributes: { keybindings: readonly Keybinding[] } } = JSON.parse(
  fs.readFileSync(path.join(import.meta.dirname, '../../package.json'), 'utf8'),
);
const bindings = manifest.contributes.keybindings.filter(({ command }) => command.startsWith('screenplay.timeline.'));
const preset = /config\.screenplay\.timeline\.keys == '(\w+)'/;
const presets = ['screenplay', 'premiere', 'finalCut'] as const;

/** What a key does with a preset: its own bindings, and those of all. */
const bound = (name: string) =>
  bindings
    .filter(({ when = '' }) => [undefined, name].includes(preset.exec(when)?.[1]))
    .map(({ command, key }) => ({
      key,
      command: command.slice('screenplay.timeline.'.length),
    }));

describe('the keys of a timeline', () => {
  it('are heard only while its panel is active, or its view has the focus', () => {
    for (const { command, when = '' } of bindings) {
      assert.ok(
        when.startsWith(
          "screenplay.timelineFocused && (activeWebviewPanelId == 'screenplay.timeline' || screenplay.timelineViewFocused)",
        ),
        `${command}: ${when}`,
      );
    }
  });

  for (const name of presets) {
    it(`of ${name} mean one thing each`, () => {
      const keys = bound(name).map(({ key }) => key);
      assert.deepEqual(
        keys.filter((key, at) => keys.indexOf(key) !== at),
        [],
      );
    });

    it(`of ${name} reach everything that an editor's hand does`, () => {
      const commands = new Set(bound(name).map(({ command }) => command));
      for (const command of [
        ...[
          'playPause',
          'shuttleBack',
          'shuttleStop',
          'shuttleForward',
          'stepBack',
          'stepForward',
          'goToStart',
          'goToEnd',
        ],
        ...['split', 'splitAll', 'delete', 'rippleDelete', 'rippleDeleteLeft', 'rippleDeleteRight', 'duplicate'],
        ...[
          'copy',
          'cut',
          'paste',
          'undo',
          'redo',
          'selectNext',
          'selectPrevious',
          'selectAll',
          'moveLeft',
          'moveRight',
        ],
        ...['trimEndLeft', 'trimEndRight', 'toggleSnap', 'markIn', 'markOut', 'zoomIn', 'zoomOut', 'fadeIn', 'fadeOut'],
      ]) {
        assert.ok(commands.has(command), command);
      }
    });
  }

  it('of Premiere and of Final Cut are those that their writers know', () => {
    const keyOf = (name: string, command: string) =>
      bound(name).findLast((binding) => binding.command === command)?.key;
    const table = (name: string) =>
      ['split', 'splitAll', 'nextEdit', 'rippleDeleteLeft', 'toggleSnap'].map((command) => keyOf(name, command));
    assert.deepEqual(table('premiere'), ['ctrl+k', 'ctrl+shift+k', 'down', 'q', 's']);
    assert.deepEqual(table('finalCut'), ['ctrl+b', 'ctrl+shift+b', 'down', 'alt+[', 'n']);
  });
});
