import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { elementsOfParagraphs } from '../../src/webview/editor/pasting/elements.ts';
import { paragraphsOfFinalDraft } from '../../src/webview/editor/pasting/finalDraft.ts';
import { markedText } from '../../src/webview/editor/pasting/paragraph.ts';
import { readPasted } from '../../src/webview/editor/pasting/pasted.ts';
import { paragraphsOfRichText } from '../../src/webview/editor/pasting/richText.ts';

const said = (elements: ReturnType<typeof readPasted>) =>
  elements?.map(({ type, text, sceneNumber, dual }) =>
    [type, ...(sceneNumber === undefined ? [] : [`#${sceneNumber}`]), ...(dual ? ['^'] : []), text].join(' '),
  );
const paste = (plain: string, rich = '') => said(readPasted({ plain, html: '', rich }));

const fdx = `<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<FinalDraft DocumentType="Script" Template="No" Version="5">
  <Content>
    <Paragraph Number="12" Type="Scene Heading"><SceneProperties Length="1/8" Page="1" Title=""/>
      <Text>INT. FYREN - NATT</Text>
    </Paragraph>
    <Paragraph Type="Action"><Text>Åke &amp; Tove ser </Text><Text Style="Bold+Italic">ljuset</Text><Text>.</Text></Paragraph>
    <Paragraph>
      <DualDialogue>
        <Paragraph Type="Character"><Text>TOVE</Text></Paragraph>
        <Paragraph Type="Parenthetical"><Text>(viskar)</Text></Paragraph>
        <Paragraph Type="Dialogue"><Text>Där!</Text></Paragraph>
        <Paragraph Type="Character"><Text>ÅKE</Text></Paragraph>
        <Paragraph Type="Dialogue"><Text>Var?</Text></Paragraph>
      </DualDialogue>
    </Paragraph>
    <Paragraph Type="Action"><ScriptNote ID="1"><Paragraph Type="Action"><Text>Bara en fråga.</Text></Paragraph></ScriptNote><Text>Tyst.</Text></Paragraph>
    <Paragraph Type="Transition"><Text>KLIPP TILL:</Text></Paragraph>
  </Content>
  <TitlePage><Content><Paragraph Type="Action"><Text>FYREN</Text></Paragraph></Content></TitlePage>
</FinalDraft>`;

describe('what is pasted from Final Draft', () => {
  it('keeps its elements, numbers, emphasis and dual dialogue; notes and title page stay out', () => {
    assert.deepEqual(paste(fdx), [
      'sceneHeading #12 INT. FYREN - NATT',
      'action Åke & Tove ser ***ljuset***.',
      'character TOVE',
      'parenthetical (viskar)',
      'dialogue Där!',
      'character ^ ÅKE',
      'dialogue Var?',
      'action Tyst.',
      'transition KLIPP TILL:',
    ]);
  });

  it('may be a piece of a file, or broken', () => {
    assert.deepEqual(
      paste('<Paragraph Type="Character"><Text>TOVE</Text></Paragraph><Paragraph Type="Dialogue"><Text>Nej'),
      ['character TOVE'],
    );
    assert.deepEqual(paragraphsOfFinalDraft('<Paragraph Type="Action"'), []);
  });

  it('is read from its rich text by style names', () => {
    const rtf = String.raw`{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Courier;}}{\stylesheet{\s1\li0 Scene Heading;}{\s2 Action;}{\s3 Character;}{\s4 Dialogue;}{\*\cs9 Hidden;}}
\pard\s1 INT. FYREN - NATT\par
\pard\s2 Regnet sl\'e5r.\par
\pard\s3\li2880 \'c5KE\par
\pard\s4\li1440 Det var {\b l\u229 ?nge} sen \endash  tror jag.\par}`;
    assert.deepEqual(paste('INT. FYREN - NATT', rtf), [
      'sceneHeading INT. FYREN - NATT',
      'action Regnet slår.',
      'character ÅKE',
      'dialogue Det var **långe** sen – tror jag.',
    ]);
  });

  it('is read from its rich text by indents', () => {
    const rtf = String.raw`{\rtf1\ansi\pard\li2160 EXT. PIREN - DAG\par\pard\li2160 V\'e5gor.\par\pard\li5040 TOVE (O.S.)\par\pard\li4320 (viskar)\par\pard\li3600 D\'e4r!\par\pard\li3600 Igen!\par\pard\qr KLIPP TILL:\par}`;
    assert.deepEqual(said(elementsOfParagraphs(paragraphsOfRichText(rtf).filter(({ align }) => align !== 'right'))), [
      'sceneHeading EXT. PIREN - DAG',
      'action Vågor.',
      'character TOVE (O.S.)',
      'parenthetical (viskar)',
      'dialogue Där!',
      'dialogue Igen!',
    ]);
    assert.equal(paste('x', rtf)?.at(-1), 'transition KLIPP TILL:');
  });

  it('is nothing when it is no rich text', () => {
    assert.deepEqual(paragraphsOfRichText('{hej}'), []);
    assert.deepEqual(paragraphsOfRichText('{\\rtf1'), []);
  });
});

describe('plain text that is laid out with spaces', () => {
  it('is read by its columns, with wrapped lines joined and page numbers dropped', () => {
    const page = [
      'INT. FYREN - NATT',
      '',
      'Regnet slår mot rutan. ÅKE, 70, vrider upp lampan. I dörren',
      'står TOVE, 12.',
      '',
      '                    TOVE',
      '               (viskar)',
      '          Den blinkade igen. Tre',
      '          gånger.',
      '                                                    12.',
      '                    ÅKE',
      '          Nej.',
      '',
      'Tyst.',
    ].join('\r\n');
    assert.deepEqual(paste(page), [
      'sceneHeading INT. FYREN - NATT',
      'action Regnet slår mot rutan. ÅKE, 70, vrider upp lampan. I dörren står TOVE, 12.',
      'character TOVE',
      'parenthetical (viskar)',
      'dialogue Den blinkade igen. Tre gånger.',
      'character ÅKE',
      'dialogue Nej.',
      'action Tyst.',
    ]);
  });

  it('is left to be read as Fountain when it is not', () => {
    assert.equal(paste('INT. FYREN - NATT\n\nTOVE\nDär!'), undefined);
    assert.equal(paste('    indraget\n\nTOVE\nDär!'), undefined);
  });
});

describe('paragraphs without layout', () => {
  const read = (...texts: readonly string[]) => said(elementsOfParagraphs(texts.map((text) => ({ text }))));

  it('are read by what they say', () => {
    assert.deepEqual(read('27. INT. HUS - DAG', 'Regn.', 'TOVE', '(viskar)', 'Hej.', 'Hon går.', 'KLIPP TILL:'), [
      'sceneHeading #27 INT. HUS - DAG',
      'action Regn.',
      'character TOVE',
      'parenthetical (viskar)',
      'dialogue Hej.',
      'action Hon går.',
      'transition KLIPP TILL:',
    ]);
  });

  it('make no names of shouted sentences or of what nothing follows', () => {
    assert.deepEqual(read('STOPP!', 'Tyst.'), ['action STOPP!', 'action Tyst.']);
    assert.deepEqual(read('Tyst.', 'SLUT'), ['action Tyst.', 'action SLUT']);
  });
});

describe('marks of emphasis', () => {
  const plain = { bold: false, italic: false, underline: false };
  it('stand close to the words', () => {
    const runs = [
      { ...plain, text: 'Han ser ' },
      { ...plain, text: ' ljuset ', italic: true },
      { ...plain, text: 'nu' },
    ];
    assert.equal(markedText(runs), 'Han ser  *ljuset* nu');
  });
  it('mean nothing when everything has them', () => {
    assert.equal(markedText([{ ...plain, text: 'INT. HUS', bold: true }]), 'INT. HUS');
  });
  it('close in the order they were opened', () => {
    const runs = [
      { ...plain, text: 'a ' },
      { text: 'b', bold: true, italic: true, underline: true },
    ];
    assert.equal(markedText(runs), 'a _***b***_');
  });
});
