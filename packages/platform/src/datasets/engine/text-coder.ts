import { isMissingMarker } from '@kaizenml/ml/table';
import type { CodedText } from './coded-column.ts';

/** Makes codes out of texts as they come, row after row. */
export interface TextCoder {
  /** Rows so far. */
  readonly length: number;
  push(text: string | null): void;
  finish(): { readonly coded: CodedText; readonly markers: Map<string, number> };
}

/**
 * A coder for one column; a column that starts late has missing values before.
 *
 * @param nMissing Rows before the first `push`, all missing. Default 0.
 * @param keepsMarkers True when every text is a value, also "?".
 */
export function createTextCoder(
  name: string,
  {
    keepsMarkers = false,
    nMissing = 0,
  }: { readonly keepsMarkers?: boolean; readonly nMissing?: number } = {},
): TextCoder {
  let codes = new Int32Array(Math.max(1024, 2 * nMissing)).fill(-1, 0, nMissing);
  const levels: string[] = [];
  const counts: number[] = [];
  const codeOf = new Map<string, number>();
  const markers = new Map<string, number>();
  let n = nMissing;
  const code = (text: string): number => {
    const known = codeOf.get(text);
    if (known !== undefined) return known;
    const fresh = !keepsMarkers && isMissingMarker(text) ? -1 : levels.push(text) - 1;
    codeOf.set(text, fresh);
    return fresh;
  };
  return {
    get length() {
      return n;
    },
    push(text) {
      const at = text === null ? -1 : code(text);
      if (n === codes.length) codes = grown(codes);
      codes[n++] = at;
      if (at >= 0) counts[at] = (counts[at] ?? 0) + 1;
      else if (text !== null) markers.set(text, (markers.get(text) ?? 0) + 1);
    },
    finish: () => ({ coded: { name, codes: codes.slice(0, n), levels, counts }, markers }),
  };
}

function grown(codes: Int32Array): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(2 * codes.length);
  wider.set(codes);
  return wider;
}
