import assert from 'node:assert/strict';
import { type ElementType, parse } from '../../src/language/parse.ts';
import { contentOf } from '../../src/language/placedElements.ts';
import { retypeEdit } from '../../src/language/retypeElement.ts';
import { findSceneOf, moveScene, omitScene, restoreScene, sceneBlocks } from '../../src/language/sceneBlocks.ts';
import type { TextEdit } from '../../src/language/textEdit.ts';
import { syntheticScript } from '../fixtures/syntheticScript.ts';

function apply(text: string, { start, end, text: inserted }: TextEdit): string {
  return text.slice(0, start) + inserted + text.slice(end);
}

/** The scene that the caret `|` is in, and the text without the caret. */
function sceneAt(marked: string) {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const screenplay = parse(text);
  const index = screenplay.elements.findLastIndex(({ start }) => start <= offset);
  const scene = findSceneOf(sceneBlocks(screenplay), index);
  assert(scene, 'the caret is in a scene');
  return { text, screenplay, scene };
}

function moved(direction: 'up' | 'down', marked: string): string | undefined {
  const { text, screenplay, scene } = sceneAt(marked);
  const move = moveScene(screenplay, scene, direction);
  if (!move) return undefined;
  const next = apply(text, move.edit);
  const heading = text.slice(scene.heading.start, scene.heading.end);
  assert.equal(next.slice(move.newStart, move.newStart + heading.length), heading, 'the caret follows the scene');
  return next;
}

const a = 'INT. A - DAG\n\nHon går.\n\nÅSA\nHej.';
const b = 'INT. B - DAG\n\nHan går.\n\nKLIPP TILL:';

describe('moving a scene', () => {
  it('up and down changes places with its neighbour and nothing else', () => {
    assert.equal(moved('down', `Först.\n\n|${a}\n\n\n${b}\n`), `Först.\n\n${b}\n\n\n${a}\n`);
    assert.equal(moved('up', `Först.\n\n${a}\n\n\n|${b}\n`), `Först.\n\n${b}\n\n\n${a}\n`);
  });

  it('puts a blank line where one is needed', () => {
    assert.equal(moved('up', 'INT. A\n\nHej.\n# Akt\n|INT. B\n'), 'INT. A\n\nHej.\n\nINT. B\n# Akt\n');
    assert.equal(moved('up', `INT. A\n\n===\n|INT. B\n\nHej.\n`), 'INT. B\n\nHej.\n\nINT. A\n\n===\n');
  });

  it('over a section goes alone', () => {
    const section = '# Akt två\n\n= Det går åt skogen.';
    assert.equal(moved('up', `${a}\n\n${section}\n\n|${b}\n`), `${a}\n\n${b}\n\n${section}\n`);
    assert.equal(moved('down', `|${a}\n\n${section}\n\n${b}\n`), `${section}\n\n${a}\n\n${b}\n`);
  });

  it('keeps the file’s line ends', () => {
    const crlf = (text: string) => text.replaceAll('\n', '\r\n');
    assert.equal(moved('down', crlf(`|${a}\n\n${b}\n`)), crlf(`${b}\n\n${a}\n`));
  });

  it('ends at the ends of the script', () => {
    assert.equal(moved('up', `|${a}\n\n${b}`), undefined);
    assert.equal(moved('down', `${a}\n\n|${b}`), undefined);
  });

  it('down and up again is where it was', () => {
    const text = syntheticScript(6000, 5);
    const screenplay = parse(text);
    for (const scene of sceneBlocks(screenplay)) {
      const down = moveScene(screenplay, scene, 'down');
      if (!down) continue;
      const next = parse(apply(text, down.edit));
      const again = sceneBlocks(next).find(({ start }) => start === down.newStart);
      assert(again);
      const up = moveScene(next, again, 'up');
      assert(up);
      assert.equal(apply(next.source, up.edit), text);
    }
  });
});

describe('omitting a scene', () => {
  const omit = (marked: string): string => {
    const { text, screenplay, scene } = sceneAt(marked);
    const edit = omitScene(screenplay, scene);
    assert(edit);
    return apply(text, edit);
  };
  const restore = (marked: string): string | undefined => {
    const { text, screenplay, scene } = sceneAt(marked);
    const edit = restoreScene(screenplay, scene);
    return edit && apply(text, edit);
  };

  it('keeps its number and hides the rest, in the script’s language', () => {
    const swedish = 'Hon går och ser på det som är kvar.\n';
    assert.equal(
      omit(`|15 INT. KÖK - DAG\n\n${swedish}\n16 INT. B - DAG\n`),
      `.UTGÅR #15#\n\n/*\n15 INT. KÖK - DAG\n\n${swedish}*/\n\n16 INT. B - DAG\n`,
    );
    assert.match(omit('|INT. KITCHEN - DAY #15#\n\nShe looks at what is left of the day.\n'), /^\.OMITTED #15#\n/);
  });

  it('leaves a heading that is read as one, and a boneyard', () => {
    const { elements } = parse(omit('15. INT. KÖK - DAG|\n\nHon går.\n'));
    assert.deepEqual(
      elements.map(({ type }) => type),
      ['sceneHeading', 'boneyard'],
    );
    assert.equal(elements[0]?.heading?.sceneNumber, '15');
  });

  it('is undone word for word', () => {
    const scenes = [
      '15 INT. KÖK - DAG\n\nHon går.\n\nÅSA\nHej.\n  \nDu.',
      'INT. KÖK #3#\n\n/* redan borta */\n\nHej *\\/ och *\\\\/ på dig. [[not]]',
      '.DRÖM\n\n\n\n  Indraget.',
      'EXT. HAMN',
    ];
    for (const scene of scenes) {
      for (const text of [`Först.\n\n${scene}\n\nINT. B\n`, `Först.\n\n${scene}\n\n# Akt`].flatMap((each) => [
        each,
        each.replaceAll('\n', '\r\n'),
      ])) {
        const at = text.indexOf(scene.slice(0, 5));
        const omitted = omit(`${text.slice(0, at)}|${text.slice(at)}`);
        assert.equal(restore(`${omitted.slice(0, at)}|${omitted.slice(at)}`), text);
      }
    }
  });

  it('is not done where an unclosed mark above would end with it', () => {
    const { screenplay, scene } = sceneAt('/* Hej.\n\n|INT. KÖK - DAG\n\nHon går.\n');
    assert.equal(omitScene(screenplay, scene), undefined);
  });

  it('is undone with the number that the scene has now', () => {
    const omitted = omit('|15 INT. KÖK - DAG\n\nHon går.\n');
    assert.equal(restore(`|${omitted.replace('#15#', '#17#')}`), '17 INT. KÖK - DAG\n\nHon går.\n');
  });

  it('is not done twice, nor undone for another scene', () => {
    const { screenplay, scene } = sceneAt(`|${omit('|15 INT. KÖK - DAG\n\nHon går.\n')}`);
    assert.equal(omitScene(screenplay, scene), undefined);
    assert.equal(restore('|INT. KÖK\n\n/* Hej. */\n'), undefined);
    assert.equal(restore('|.UTGÅR\n\n/* en anteckning */\n'), undefined);
  });
});

describe('making a line something else', () => {
  const retype = (marked: string, type: ElementType): string | undefined => {
    const source = marked.replace('|', '');
    const { titlePage, elements } = parse(source);
    const placed = elements.map((element, index) => ({
      ...contentOf(element),
      id: String(index),
      start: element.start,
      end: element.end,
    }));
    const edit = retypeEdit({ source, titlePage, elements: placed }, marked.indexOf('|'), type);
    return edit && apply(source, edit);
  };
  const table: readonly (readonly [string, ElementType, string])[] = [
    ['Hon |går.', 'sceneHeading', '.Hon går.'],
    ['INT. KÖK|', 'action', '!INT. KÖK'],
    ['Hon går|', 'transition', '> Hon går'],
    ['Hon går|', 'lyrics', '~Hon går'],
    ['Hon går|', 'section', '# Hon går'],
    ['Hon går|', 'synopsis', '= Hon går'],
    ['Hon går|', 'centered', '> Hon går <'],
    ['Hon går|', 'note', '[[Hon går]]'],
    ['!INT. KÖK|', 'sceneHeading', 'INT. KÖK'],
    ['ÅSA\nHej.\n\nDu|', 'character', 'ÅSA\nHej.\n\n@Du'],
    ['ÅSA\nviskar|', 'parenthetical', 'ÅSA\n(viskar)'],
  ];
  for (const [before, type, expected] of table) {
    it(`writes ${JSON.stringify(before)} as ${type}`, () => assert.equal(retype(`${before}\n`, type), `${expected}\n`));
  }

  it('takes only the line of the caret out of an action', () => {
    const next = retype('Ett.\nTvå|.\nTre.\n', 'sceneHeading');
    assert(next);
    assert.deepEqual(
      parse(next).elements.map(({ type, text }) => `${type}: ${text}`),
      ['action: Ett.', 'sceneHeading: Två.', 'action: Tre.'],
    );
  });

  it('lets a cue say what stands below', () => {
    const next = retype('Ett.\nÅsa|\nHej.\n', 'character');
    assert(next);
    assert.deepEqual(
      parse(next).elements.map(({ type, text }) => `${type}: ${text}`),
      ['action: Ett.', 'character: Åsa', 'dialogue: Hej.'],
    );
  });

  it('has nothing to do between elements and for the same type', () => {
    assert.equal(retype('Hej.\n\n|\n', 'section'), undefined);
    assert.equal(retype('Hej|.\n', 'action'), undefined);
  });
});
