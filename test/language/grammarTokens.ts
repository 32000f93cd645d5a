import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import oniguruma from 'vscode-oniguruma';
import textmate, { type IGrammar } from 'vscode-textmate';

const grammarFile = new URL('../../syntaxes/screenplay.tmLanguage.json', import.meta.url);

/** The contributed grammar, as VS Code reads it. */
export async function loadGrammar(): Promise<IGrammar> {
  const wasm = fs.readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM({ data: wasm });
  const { createOnigScanner, createOnigString } = oniguruma;
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async () => textmate.parseRawGrammar(fs.readFileSync(grammarFile, 'utf8'), 'screenplay.json'),
  });
  const grammar = await registry.loadGrammar('text.screenplay');
  assert.ok(grammar);
  return grammar;
}

/** A token with the scopes that a theme sees, without the language's own suffix. */
export interface Token {
  readonly text: string;
  readonly scopes: string;
}

function short(scopes: readonly string[]): string {
  return scopes
    .slice(1)
    .flatMap((scope) => scope.split(' '))
    .map((scope) => scope.replace(/\.screenplay$/, ''))
    .join(' ');
}

/** Tokens of each line; white space alone is left out. */
export function tokenize(grammar: IGrammar, text: string): readonly (readonly Token[])[] {
  let stack = textmate.INITIAL;
  return text.split(/\r?\n/).map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    return tokens
      .map(({ startIndex, endIndex, scopes }) => ({
        text: line.slice(startIndex, endIndex).trim(),
        scopes: short(scopes),
      }))
      .filter(({ text }) => text !== '');
  });
}

/** What a line is, by the scopes of its tokens; the names are those of the parser's elements. */
const kinds: readonly (readonly [string, string])[] = [
  ['comment.block.note', 'note'],
  ['comment.block.boneyard', 'boneyard'],
  ['comment.line.synopsis', 'synopsis'],
  ['entity.name.section.scene', 'sceneHeading'],
  ['markup.heading.section', 'section'],
  ['page-break', 'pageBreak'],
  ['transition', 'transition'],
  ['centered', 'centered'],
  ['lyrics', 'lyrics'],
  ['parenthetical', 'parenthetical'],
  ['string.unquoted.dialogue', 'dialogue'],
  ['entity.name.type.character', 'character'],
  ['title-page', 'titlePage'],
];

/** The kind of a line's words; notes count only when there is nothing else. Empty for a blank line. */
export function kindOf(tokens: readonly Token[]): string {
  const isNote = (token: Token) => /comment\.block/.test(token.scopes);
  const shown = tokens.filter((token) => !isNote(token));
  const scopes = (shown.length > 0 ? shown : tokens).map((token) => token.scopes).join(' ');
  if (tokens.length === 0) return '';
  return kinds.find(([scope]) => scopes.includes(scope))?.[1] ?? 'action';
}
