import { fromPythonText } from './from-python-text.ts';
import type { NamedField } from './read-field.ts';
import type { TokenReader } from './token-reader.ts';
import type { Token } from './tokens.ts';

/** Reads a number; of a version also one between quotes. @throws SEARCH_INVALID */
export function readNumber(reader: TokenReader, { name, type }: NamedField): number {
  const token = reader.peek();
  const isQuoted = type === 'version' && isText(token) && /^\d+$/.test(token.value);
  if (token.kind !== 'number' && !isQuoted)
    reader.refuse(
      `a number for ${name}`,
      `Numbers stand without quotes, as in \`${name} > 0.9\` or \`${name} <= 1e-3\`.`,
    );
  return Number(reader.take().value);
}

/** Reads a text between quotes. @throws SEARCH_INVALID */
export function readText(
  reader: TokenReader,
  { name }: NamedField,
  { takesNumbersAsText }: { readonly takesNumbersAsText: boolean },
): string {
  const token = reader.peek();
  if (isText(token) || (takesNumbersAsText && token.kind === 'number')) return reader.take().value;
  return reader.refuse(`a text between ' or " for ${name}`, hintOfText(token, name));
}

/** Reads texts between parentheses, with commas between them. @throws SEARCH_INVALID */
export function readList(reader: TokenReader, { name }: NamedField): readonly string[] {
  const example = `\`${name} IN ('a', 'b')\``;
  if (reader.takeSign('(') === undefined)
    reader.refuse('a list between parentheses', `Write it as in ${example}.`);
  const values: string[] = [];
  do {
    const token = reader.peek();
    if (values.length > 0 && token.text === ')') break;
    if (!isText(token))
      reader.refuse(`a text between ' or " in the list of ${name}`, `Write it as in ${example}.`);
    values.push(fromPythonText(reader.take().value));
  } while (reader.takeSign(',') !== undefined);
  if (reader.takeSign(')') === undefined)
    reader.refuse('a comma or ) in the list', `Write it as in ${example}.`);
  return values;
}

function isText(token: Token): boolean {
  return token.kind === 'quoted' && !token.text.startsWith('`');
}

function hintOfText(token: Token, name: string): string {
  const isPlain = token.kind === 'word' || token.kind === 'number' || token.kind === 'quoted';
  return `Write it as in \`${name} = '${isPlain ? token.value : 'a'}'\`.`;
}
