import type { Dialect } from '../../csv/dialect.ts';

/** Where the cells of one record stand in its bytes; quotes are left outside. */
export interface Cuts {
  starts: Int32Array;
  ends: Int32Array;
  n: number;
  /** True when CR LF ends the record. */
  isCrlf: boolean;
}

export function createCuts(): Cuts {
  return { starts: new Int32Array(64), ends: new Int32Array(64), n: 0, isCrlf: false };
}

const [LF, CR, SPACE, QUOTE] = [10, 13, 32, 34];

/**
 * Cuts the record that starts in bytes of UTF-8 into cells without making strings.
 *
 * @returns Where the next record starts; -1 for what needs a closer look: blank lines, quotes within quotes, line breaks
 * within quotes, a record that the bytes do not end.
 */
export function walkRecord(bytes: Uint8Array, start: number, cuts: Cuts, dialect: Dialect): number {
  const delimiter = dialect.delimiter.charCodeAt(0);
  const hasQuotes = dialect.hasQuotes;
  const length = bytes.length;
  let at = start;
  let n = 0;
  for (;;) {
    let from = at;
    let end = -1;
    let code = at < length ? (bytes[at] as number) : -1;
    if (hasQuotes && (code === SPACE || code === CR)) {
      let next = at;
      while ((bytes[next] as number) === SPACE || (bytes[next] as number) === CR) next++;
      if ((bytes[next] as number) === QUOTE) return -1;
    }
    if (hasQuotes && code === QUOTE) {
      from = ++at;
      for (; at < length; at++) {
        code = bytes[at] as number;
        if (code === QUOTE || code === LF) break;
      }
      if (code !== QUOTE || at >= length) return -1;
      end = at++;
      code = at < length ? (bytes[at] as number) : -1;
      if (code !== delimiter && code !== LF && !(code === CR && (bytes[at + 1] as number) === LF))
        return -1;
      if (code === CR) code = bytes[++at] as number;
    } else {
      while (at < length && code !== delimiter && code !== LF) code = bytes[++at] as number;
      if (at >= length) return -1;
      end = at;
    }
    if (n === cuts.starts.length) grow(cuts);
    if (code === LF) {
      cuts.isCrlf = at > start && bytes[at - 1] === CR;
      if (end === at && cuts.isCrlf) end--;
      cuts.starts[n] = from;
      cuts.ends[n] = end;
      cuts.n = n + 1;
      return n === 0 && isBlank(bytes, from, end, start) ? -1 : at + 1;
    }
    cuts.starts[n] = from;
    cuts.ends[n] = end;
    n++;
    at++;
  }
}

function isBlank(bytes: Uint8Array, from: number, end: number, start: number): boolean {
  if (from !== start) return false;
  for (let i = from; i < end; i++)
    if ((bytes[i] as number) !== SPACE && (bytes[i] as number) !== CR) return false;
  return true;
}

function grow(cuts: Cuts): void {
  const [starts, ends] = [cuts.starts, cuts.ends];
  cuts.starts = new Int32Array(2 * starts.length);
  cuts.ends = new Int32Array(2 * ends.length);
  cuts.starts.set(starts);
  cuts.ends.set(ends);
}
