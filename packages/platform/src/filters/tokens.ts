import { searchInvalid } from './search-invalid.ts';

/** A piece of a filter or of an order. `at` counts characters from 0; `text` is as it was written. */
export interface Token {
  readonly kind: 'word' | 'number' | 'quoted' | 'operator' | 'mark' | 'end';
  readonly at: number;
  readonly text: string;
  /** Of `quoted` what is between the quotes, and of each pair of quotes in it one; else the text. */
  readonly value: string;
}

const DIGIT = /[0-9]/;
const LETTER = /[\p{L}\p{M}\p{N}_]/u;
const OPERATOR = '<>=!~';

/**
 * The pieces of a text, `end` last. What is no piece of the grammar is a `mark` of one character, so that whoever reads
 * it can say what was expected instead.
 *
 * @throws SEARCH_INVALID for quotes that do not close.
 * @cost Linear in the text.
 */
export function toTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (text.charAt(at).trim() === '') {
      at++;
      continue;
    }
    const token = readToken(text, at, tokens.at(-1));
    tokens.push(token);
    at += token.text.length;
  }
  tokens.push({ kind: 'end', at: text.length, text: '', value: '' });
  return tokens;
}

/** Whether nothing stands between two pieces. */
export function areJoined(first: Token, second: Token): boolean {
  return first.at + first.text.length === second.at;
}

function readToken(text: string, at: number, before: Token | undefined): Token {
  const char = text.charAt(at);
  if (char === "'" || char === '"' || char === '`') return readQuoted(text, at);
  const isPartOfName = isNameDot(text, at, before);
  if (!isPartOfName && beginsNumber(text, at)) return readNumber(text, at);
  if (isLetter(text, at)) return toToken('word', at, text.slice(at, endOf(text, at, isLetter)));
  if (OPERATOR.includes(char))
    return toToken('operator', at, text.slice(at, endOf(text, at, isOperator)));
  return toToken('mark', at, String.fromCodePoint(text.codePointAt(at) ?? 0));
}

/** Whether this is the dot of a name such as `metrics.5`, or what follows it: digits there are no number. */
function isNameDot(text: string, at: number, before: Token | undefined): boolean {
  if (before === undefined || before.at + before.text.length !== at) return false;
  if (before.kind === 'mark') return before.text === '.';
  return text.charAt(at) === '.' && (before.kind === 'word' || before.kind === 'quoted');
}

function readQuoted(text: string, at: number): Token {
  const quote = text.charAt(at);
  const parts: string[] = [];
  let from = at + 1;
  for (;;) {
    const to = text.indexOf(quote, from);
    if (to === -1)
      throw searchInvalid(text, {
        at,
        expected: `a closing ${quote} for the ${quote} here`,
        found: cutText(text.slice(at)),
        hint: `A ${quote} inside of quotes is written twice, or stands between quotes of another kind.`,
      });
    parts.push(text.slice(from, to));
    if (text.charAt(to + 1) !== quote)
      return { kind: 'quoted', at, text: text.slice(at, to + 1), value: parts.join(quote) };
    from = to + 2;
  }
}

function beginsNumber(text: string, at: number): boolean {
  const first = text.charAt(at) === '-' ? at + 1 : at;
  return isDigit(text, first) || (text.charAt(first) === '.' && isDigit(text, first + 1));
}

/** `-1`, `.5`, `2.`, `1e-3`. Letters behind it belong to it, and make it a word: `1st`. */
function readNumber(text: string, at: number): Token {
  let to = endOf(text, text.charAt(at) === '-' ? at + 1 : at, isDigit);
  if (text.charAt(to) === '.') to = endOf(text, to + 1, isDigit);
  to = endOfExponent(text, to);
  if (!isLetter(text, to)) return toToken('number', at, text.slice(at, to));
  return toToken('word', at, text.slice(at, endOf(text, to, isLetter)));
}

function endOfExponent(text: string, at: number): number {
  if (text.charAt(at).toLowerCase() !== 'e') return at;
  const sign = text.charAt(at + 1);
  const first = sign === '-' || sign === '+' ? at + 2 : at + 1;
  return isDigit(text, first) ? endOf(text, first, isDigit) : at;
}

function endOf(text: string, from: number, belongs: typeof isDigit): number {
  let to = from;
  while (belongs(text, to)) to += (text.codePointAt(to) ?? 0) > 0xffff ? 2 : 1;
  return to;
}

function isDigit(text: string, at: number): boolean {
  return DIGIT.test(text.charAt(at));
}

function isLetter(text: string, at: number): boolean {
  const point = text.codePointAt(at);
  return point !== undefined && LETTER.test(String.fromCodePoint(point));
}

function isOperator(text: string, at: number): boolean {
  return at < text.length && OPERATOR.includes(text.charAt(at));
}

function toToken(kind: Token['kind'], at: number, text: string): Token {
  return { kind, at, text, value: text };
}

/** The beginning of a long text. */
export function cutText(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`;
}
