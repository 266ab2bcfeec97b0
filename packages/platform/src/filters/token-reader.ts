import { searchInvalid } from './search-invalid.ts';
import { areJoined, cutText, type Token, toTokens } from './tokens.ts';

/** Longest text of a filter or an order. */
export const MAX_SEARCH_CHARACTERS = 200_000;

const END: Token = { kind: 'end', at: 0, text: '', value: '' };

/** A text that is read piece by piece, and what is said where it cannot be. */
export interface TokenReader {
  /** The piece that comes next, or the one so many behind it; `end` at the end. */
  peek(nAhead?: number): Token;
  /** Takes the next piece. */
  take(): Token;
  /** Takes the next piece where it is this word, in capitals or not. */
  takeWord(word: string): Token | undefined;
  /** Takes the next piece where it is this sign. */
  takeSign(sign: string): Token | undefined;
  /** Whether the next piece follows the one before it without a space. */
  isJoined(): boolean;
  /** Refuses the next piece, or `token`. @throws SEARCH_INVALID */
  refuse(expected: string, hint: string, token?: Token): never;
}

/**
 * Makes a text ready to be read.
 *
 * @throws SEARCH_INVALID when it is longer than `MAX_SEARCH_CHARACTERS`, or has quotes that do not close.
 */
export function readTokens(text: string): TokenReader {
  if (text.length > MAX_SEARCH_CHARACTERS)
    throw searchInvalid(text, {
      at: MAX_SEARCH_CHARACTERS,
      expected: 'its end',
      found: cutText(text.slice(MAX_SEARCH_CHARACTERS)),
      hint: `A search has at most ${MAX_SEARCH_CHARACTERS} characters, this one has ${text.length}. Ask in parts.`,
    });
  const tokens = toTokens(text);
  let next = 0;
  const peek = (nAhead = 0): Token => tokens[next + nAhead] ?? tokens.at(-1) ?? END;
  const take = (): Token => {
    const token = peek();
    next++;
    return token;
  };
  const takeIf = (isWanted: boolean): Token | undefined => (isWanted ? take() : undefined);
  return {
    peek,
    take,
    takeWord: (word) => takeIf(isWord(peek(), word)),
    takeSign: (sign) => takeIf(isSign(peek(), sign)),
    isJoined: () => {
      const before = tokens[next - 1];
      return before !== undefined && areJoined(before, peek());
    },
    refuse: (expected, hint, token = peek()) => {
      throw searchInvalid(text, { at: token.at, expected, found: cutText(token.text), hint });
    },
  };
}

/** Whether a piece is this word of the grammar. */
export function isWord(token: Token, word: string): boolean {
  return token.kind === 'word' && token.text.toUpperCase() === word;
}

/** Whether a piece is this sign of the grammar. */
export function isSign(token: Token, sign: string): boolean {
  return token.kind === 'mark' && token.text === sign;
}
