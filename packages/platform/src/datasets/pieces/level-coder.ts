import type { RawColumn } from './piece.ts';

/** Makes codes of texts, row by row; a row that is not set has no value. */
export interface LevelCoder {
  /** @param token The text as JSON, where it is not a JSON text. */
  readonly set: (row: number, text: string, token?: string) => void;
  readonly finish: () => RawColumn;
}

export function createLevelCoder(nRows: number): LevelCoder {
  const codes = new Int32Array(nRows).fill(-1);
  const levels: string[] = [];
  const tokens: (string | undefined)[] = [];
  const codeOfText = new Map<string, number>();
  const codeOfToken = new Map<string, number>();
  return {
    set(row, text, token) {
      const codeOf = token === undefined ? codeOfText : codeOfToken;
      const key = token ?? text;
      let code = codeOf.get(key);
      if (code === undefined) {
        code = levels.push(text) - 1;
        if (token !== undefined) tokens[code] = token;
        codeOf.set(key, code);
      }
      codes[row] = code;
    },
    finish: () => ({ layout: 'texts', codes, levels, tokens }),
  };
}
