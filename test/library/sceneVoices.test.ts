import assert from 'node:assert/strict';
import type { AudioStatus } from '../../src/extension/library/rows.ts';
import { sceneVoices } from '../../src/extension/voices/sceneVoices.ts';
import { parse } from '../../src/language/parse.ts';

/** The scenes of a text whose lines are named by their words. */
function scenesOf(text: string, statuses: Readonly<Record<string, AudioStatus>>) {
  const elements = parse(text).elements.map((element) => ({ ...element, id: element.text }));
  return sceneVoices(elements, (id) => statuses[id]);
}

describe('voices of scenes', () => {
  it('count the lines of each scene by what is known of them', () => {
    const text = 'INT. A\n\nÅSA\nEtt.\n\nTOVE\nTvå.\n(lågt)\nTre.\n\nÅSA\nFyra.\n\nINT. B\n\nÅSA\nFem.\n';
    assert.deepEqual(
      scenesOf(text, { 'Ett.': 'generated', 'Två.': 'stale', 'Tre.': 'generating', 'Fem.': 'generated' }),
      [
        { headingId: 'INT. A', lines: 4, voiced: 2, missing: ['Fyra.'], stale: ['Två.'] },
        { headingId: 'INT. B', lines: 1, voiced: 1, missing: [], stale: [] },
      ],
    );
  });

  it('leave out scenes without lines, and lines without words', () => {
    assert.deepEqual(scenesOf('ÅSA\nFöre.\n\nINT. A\n\nHon går.\n\nINT. B\n\nÅSA\n[[ tyst ]]\n\nÅSA\n  \n', {}), []);
  });
});
