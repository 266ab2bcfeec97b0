import { parseDate } from '../../table/parse-date.ts';
import { ruleError } from './rule-error.ts';

/** A word of a rule. `name` is a bare name, `quoted` one in back quotes, which is never a keyword. */
export interface Token {
  readonly kind: 'number' | 'text' | 'date' | 'name' | 'quoted' | 'sign' | 'end';
  readonly value: string;
  /** From 0. */
  readonly at: number;
}

/** Longest rule, in UTF-16 units. */
export const MAX_RULE_LENGTH = 10_000;

const DATE =
  /\d{4}-\d{2}-\d{2}(?![\d])(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?)?/y;
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const NAME = /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy;
const SIGN = /==|!=|<=|>=|[<>+\-*/%(),]/y;
const BLANK = /\s+/y;
const MISTAKES: Readonly<Record<string, string>> = {
  '=': 'Write `==` to ask whether two values are equal.',
  '&': 'Write `and`.',
  '|': 'Write `or`.',
  '!': 'Write `not`, or `!=` between two values.',
  '.': 'Put a name with a point in back quotes, as in `` `trip.miles` ``.',
  $: 'Put a name with a sign in it in back quotes, as in `` `$ paid` ``.',
};

/**
 * Cuts a rule into tokens; the last one is its end.
 *
 * @throws ARGUMENT_INVALID
 * @cost O(length).
 */
export function tokenize(text: string): Token[] {
  if (text.length > MAX_RULE_LENGTH)
    throw ruleError(
      { text, at: MAX_RULE_LENGTH },
      { must: `be at most ${MAX_RULE_LENGTH} characters long: it must have ended`, got: 'more' },
    );
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  while (at < text.length) {
    const blank = take(BLANK);
    if (blank !== undefined) {
      at += blank.length;
      continue;
    }
    const token = quoted(text, at) ?? plain(text, at, take);
    tokens.push(token.token);
    at = token.next;
  }
  return [...tokens, { kind: 'end', value: '', at: text.length }];
}

function plain(
  text: string,
  at: number,
  take: (pattern: RegExp) => string | undefined,
): { token: Token; next: number } {
  const found =
    asToken('date', take(DATE)) ??
    asToken('number', take(NUMBER)) ??
    asToken('name', take(NAME)) ??
    asToken('sign', take(SIGN));
  if (found === undefined) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    throw ruleError(
      { text, at },
      {
        must: 'go on with a name, a value or an operator',
        got: JSON.stringify(character),
        hint: MISTAKES[character],
      },
    );
  }
  if (found.kind === 'date' && Number.isNaN(parseDate(found.value)))
    throw ruleError({ text, at }, { must: 'have a day that exists', got: found.value });
  if (found.kind === 'number' && !Number.isFinite(Number(found.value)))
    throw ruleError({ text, at }, { must: 'have numbers below 1.8e308', got: found.value });
  return { token: { ...found, at }, next: at + found.value.length };
}

function asToken(kind: Token['kind'], value: string | undefined) {
  return value === undefined ? undefined : { kind, value };
}

/** A text in `"` or `'`, or a name in back quotes; the quote is doubled inside. */
function quoted(text: string, at: number): { token: Token; next: number } | undefined {
  const quote = text[at];
  if (quote !== '"' && quote !== "'" && quote !== '`') return undefined;
  let value = '';
  let from = at + 1;
  for (;;) {
    const end = text.indexOf(quote, from);
    if (end < 0)
      throw ruleError(
        { text, at },
        { must: `close the ${quote} that opens`, got: 'the end of the rule' },
      );
    value += text.slice(from, end);
    if (text[end + 1] !== quote) {
      const kind = quote === '`' ? 'quoted' : 'text';
      return { token: { kind, value, at }, next: end + 1 };
    }
    value += quote;
    from = end + 2;
  }
}
