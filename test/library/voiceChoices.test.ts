import assert from 'node:assert/strict';
import { Emitter } from '../../src/extension/platform/emitter.ts';
import type { SoundOutput } from '../../src/extension/platform/soundOutput.ts';
import { defaultPresetFor } from '../../src/extension/voices/defaultPreset.ts';
import { createLinePlayer } from '../../src/extension/voices/linePlayer.ts';
import { type Preset, presetOf, presets, voiceIdOf } from '../../src/extension/voices/presets.ts';
import { requestKey } from '../../src/extension/voices/requestKey.ts';
import type { VoiceSound } from '../../src/extension/voices/voiceProvider.ts';

describe('the identity of a request for a voice', () => {
  const sound: VoiceSound = {
    ...{ model: 'm', voice: 'draft:girl', language: 'sv', format: 'wav' },
    settings: { pitch: 50, variant: 'f2' },
  };
  const key = requestKey(sound, 'Hej på dig.');

  it('is a SHA-256 in hex', () => assert.match(key, /^[0-9a-f]{64}$/));

  for (const [what, same] of [
    ['the order of settings', requestKey({ ...sound, settings: { variant: 'f2', pitch: 50 } }, 'Hej på dig.')],
    ['a setting left out', requestKey({ ...sound, settings: { ...sound.settings, style: undefined } }, 'Hej på dig.')],
    ['the normal form of the text', requestKey(sound, 'Hej på dig.'.normalize('NFD'))],
  ] as const) {
    it(`does not depend on ${what}`, () => assert.equal(same, key));
  }

  for (const [what, other] of [
    ['the words', requestKey(sound, 'Hej på er.')],
    ['the provider', requestKey({ ...sound, voice: 'girl' }, 'Hej på dig.')],
    ['the model', requestKey({ ...sound, model: 'n' }, 'Hej på dig.')],
    ['the voice', requestKey({ ...sound, voice: 'draft:boy' }, 'Hej på dig.')],
    ['a setting', requestKey({ ...sound, settings: { ...sound.settings, pitch: 51 } }, 'Hej på dig.')],
    ['the language', requestKey({ ...sound, language: 'en' }, 'Hej på dig.')],
    ['the format', requestKey({ ...sound, format: 'mp3' }, 'Hej på dig.')],
  ] as const) {
    it(`depends on ${what}`, () => assert.notEqual(other, key));
  }
});

describe('the voice that a character gets unasked', () => {
  for (const [name, expected] of [
    ['BERÄTTARRÖST', 'calm'],
    ['BERÄTTARRÖST'.normalize('NFD'), 'calm'],
    ['NARRATOR', 'calm'],
    ['FLICKAN', 'girl'],
    ['BOY #2', 'boy'],
    ['FARFAR', 'oldMan'],
    ['MORMOR', 'oldWoman'],
    ['MR. HALL', 'man1'],
    ['MAMMA', 'woman1'],
    ['TOVE', 'woman1'],
    ['', 'woman1'],
  ] as const) {
    it(`is ${expected} for ${JSON.stringify(name)}`, () => assert.equal(defaultPresetFor({ name }, []).id, expected));
  }

  it('differs for as many characters as there are voices, then the least used comes again', () => {
    const taken: Preset[] = [];
    for (let count = 0; count < 24; count++) taken.push(defaultPresetFor({ name: 'TOVE' }, taken));
    assert.equal(new Set(taken.slice(0, 12)).size, 12);
    assert.equal(new Set(taken.slice(12)).size, 12);
    assert.equal(taken[11]?.id, 'calm');
    assert.ok(taken.every(({ id }) => id !== 'whisper'));
  });

  it('is another when the one that suits is taken', () => {
    const [old] = presets.filter(({ id }) => id === 'oldMan');
    assert.ok(old);
    assert.notEqual(defaultPresetFor({ name: 'FARFAR' }, [old]).id, 'oldMan');
  });

  it('is read back from what is stored', () => {
    for (const preset of presets) assert.equal(presetOf(voiceIdOf(preset)), preset);
    for (const other of [null, '', 'draft:', 'draft:nobody', 'girl', '21m00Tcm4TlvDq8ikWAM']) {
      assert.equal(presetOf(other), undefined);
    }
  });
});

describe('playing a line', () => {
  const sound = { elementId: 'e', fileUrl: 'p/audio/a/x.wav', durationMs: 60_000 };
  const output = (isReady: boolean, canSound: boolean, told: string[] = []): SoundOutput => ({
    isReady: () => isReady,
    play: async ({ fileUrl }) => {
      told.push(fileUrl);
      return canSound;
    },
    stop: () => told.push('stop'),
  });

  it('goes through the first surface that is ready', async () => {
    const [hidden, shown, other]: [string[], string[], string[]] = [[], [], []];
    const states: (string | undefined)[] = [];
    const outputs = [output(false, true, hidden), output(true, true, shown), output(true, true, other)];
    const player = createLinePlayer(outputs, (elementId) => states.push(elementId));
    assert.equal(await player.play(sound), true);
    assert.deepEqual([hidden, shown, other], [['stop'], ['stop', sound.fileUrl], ['stop']]);
    player.dispose();
    assert.deepEqual(states, [undefined, 'e', undefined]);
  });

  it('tells when nothing can be heard', async () => {
    const states: (string | undefined)[] = [];
    const player = createLinePlayer([output(false, true), output(true, false)], (elementId) => states.push(elementId));
    assert.equal(await player.play(sound), false);
    assert.ok(!states.includes('e'));
    assert.equal(createLinePlayer([], () => {}).canPlay('e'), false);
  });

  it('does not say that it plays when it was stopped before the surface began', async () => {
    const states: (string | undefined)[] = [];
    const player = createLinePlayer([output(true, true)], (elementId) => states.push(elementId));
    const begun = player.play(sound);
    player.stop();
    await begun;
    assert.ok(!states.includes('e'));
  });

  it('is over when the surface says so, but not for a line that played before', async () => {
    const states: (string | undefined)[] = [];
    const ended = new Emitter<{ readonly elementId: string }>();
    const player = createLinePlayer([{ ...output(true, true), onDidEnd: ended.event }], (elementId) =>
      states.push(elementId),
    );
    await player.play({ ...sound, durationMs: 60_000 });
    ended.fire({ elementId: 'another' });
    assert.equal(states.at(-1), 'e');
    ended.fire({ elementId: 'e' });
    assert.equal(states.at(-1), undefined);
    player.dispose();
  });

  it('is over when the sound is', async () => {
    const over = new Promise<void>((resolve) => {
      let hasBegun = false;
      const player = createLinePlayer([output(true, true)], (elementId) => {
        if (hasBegun && elementId === undefined) resolve();
        hasBegun ||= elementId !== undefined;
      });
      void player.play({ ...sound, durationMs: 1 });
    });
    await over;
  });
});
