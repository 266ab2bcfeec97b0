import type { RawColumn } from './piece.ts';

/** Makes codes of texts, row by row; a row that is not set has no value. */
export interface LevelCoder {
  /** @param token The text as JSON, where it is not a JSON text. */
  readonly set: (row: number, text: string, token?: string) => void;
  /** The code of a text. */
  readonly codeOf: (text: string) => number;
  /** Code per row, to be set by who knows it; -1 where there is no value. */
  readonly codes: Int32Array;
  readonly finish: () => RawColumn;
}

export function createLevelCoder(nRows: number): LevelCoder {
  const codes = new Int32Array(nRows).fill(-1);
  const levels: string[] = [];
  const tokens: (string | undefined)[] = [];
  const codeOfText = new Map<string, number>();
  const codeOfToken = new Map<string, number>();
  const code = (text: string, token: string | undefined): number => {
    const known = token === undefined ? codeOfText : codeOfToken;
    const key = token ?? text;
    const found = known.get(key);
    if (found !== undefined) return found;
    const fresh = levels.push(text) - 1;
    if (token !== undefined) tokens[fresh] = token;
    known.set(key, fresh);
    return fresh;
  };
  return {
    codes,
    set(row, text, token) {
      codes[row] = code(text, token);
    },
    codeOf: (text) => code(text, undefined),
    finish: () => ({ layout: 'texts', codes, levels, tokens }),
  };
}
