import type { Dialect } from '../../csv/dialect.ts';

/** Where the cells of one record stand in a text; quotes are left outside. */
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
 * Cuts the record that starts in a text into cells without making strings.
 *
 * @returns Where the next record starts; -1 for what needs a closer look: blank lines, quotes within quotes, line breaks
 * within quotes, a record that the text does not end.
 */
export function walkRecord(text: string, start: number, cuts: Cuts, dialect: Dialect): number {
  const delimiter = dialect.delimiter.charCodeAt(0);
  const hasQuotes = dialect.hasQuotes;
  const length = text.length;
  let at = start;
  let n = 0;
  for (;;) {
    let from = at;
    let end = -1;
    let code = at < length ? text.charCodeAt(at) : -1;
    if (hasQuotes && (code === SPACE || code === CR)) {
      let next = at;
      while (text.charCodeAt(next) === SPACE || text.charCodeAt(next) === CR) next++;
      if (text.charCodeAt(next) === QUOTE) return -1;
    }
    if (hasQuotes && code === QUOTE) {
      from = ++at;
      for (; at < length; at++) {
        code = text.charCodeAt(at);
        if (code === QUOTE || code === LF) break;
      }
      if (code !== QUOTE || at >= length) return -1;
      end = at++;
      code = at < length ? text.charCodeAt(at) : -1;
      if (code !== delimiter && code !== LF && !(code === CR && text.charCodeAt(at + 1) === LF))
        return -1;
      if (code === CR) code = text.charCodeAt(++at);
    } else {
      while (at < length && code !== delimiter && code !== LF) code = text.charCodeAt(++at);
      if (at >= length) return -1;
      end = at;
    }
    if (n === cuts.starts.length) grow(cuts);
    if (code === LF) {
      cuts.isCrlf = at > start && text.charCodeAt(at - 1) === CR;
      if (end === at && cuts.isCrlf) end--;
      cuts.starts[n] = from;
      cuts.ends[n] = end;
      cuts.n = n + 1;
      return n === 0 && isBlank(text, from, end, start) ? -1 : at + 1;
    }
    cuts.starts[n] = from;
    cuts.ends[n] = end;
    n++;
    at++;
  }
}

function isBlank(text: string, from: number, end: number, start: number): boolean {
  if (from !== start) return false;
  for (let i = from; i < end; i++)
    if (text.charCodeAt(i) !== SPACE && text.charCodeAt(i) !== CR) return false;
  return true;
}

function grow(cuts: Cuts): void {
  const [starts, ends] = [cuts.starts, cuts.ends];
  cuts.starts = new Int32Array(2 * starts.length);
  cuts.ends = new Int32Array(2 * ends.length);
  cuts.starts.set(starts);
  cuts.ends.set(ends);
}
