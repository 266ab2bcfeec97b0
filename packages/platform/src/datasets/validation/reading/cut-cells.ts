import type { Dialect } from '../../csv/dialect.ts';

/** Records of a piece of a delimited file, by where their cells lie. */
export interface CutRecords {
  readonly bytes: Buffer;
  readonly nRecords: number;
  /** Cells per record. */
  readonly nCells: number;
  /** Per cell, without its quotes, record by record. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** 1 where doubled quotes stand for one. */
  readonly pairs: Uint8Array;
  /** Per record, without its line break. */
  readonly recordStarts: Int32Array;
  readonly recordEnds: Int32Array;
  /** Bytes that are used up; what is behind belongs to a record that goes on. */
  readonly nUsed: number;
}

const [QUOTE, LF, CR] = [34, 10, 13];

/**
 * Cuts bytes of a regular file into cells; blank lines are left out.
 *
 * @param isLast No bytes follow: a record may end without a line break.
 * @cost O(bytes).
 */
export function cutCells(
  bytes: Buffer,
  {
    dialect,
    nCells,
    isLast,
  }: { readonly dialect: Dialect; readonly nCells: number; readonly isLast: boolean },
): CutRecords {
  const delimiter = dialect.delimiter.charCodeAt(0);
  const { hasQuotes } = dialect;
  const end = bytes.length;
  let room = Math.max(nCells, end >> 2) + 1;
  let starts = new Int32Array(room);
  let ends = new Int32Array(room);
  let pairs = new Uint8Array(room);
  const recordStarts: number[] = [];
  const recordEnds: number[] = [];
  let nUsed = 0;
  let cell = 0;
  let inRecord = 0;
  let at = 0;
  while (at < end || (isLast && inRecord > 0)) {
    let start = at;
    let stop = at;
    let hasPairs = 0;
    if (hasQuotes && bytes[at] === QUOTE) {
      start = at + 1;
      let quote = start - 2;
      do {
        quote = bytes.indexOf(QUOTE, quote + 2);
        if (quote < 0) break;
        if (bytes[quote + 1] === QUOTE) hasPairs = 1;
      } while (bytes[quote + 1] === QUOTE);
      if (quote < 0 || (quote + 1 === end && !isLast)) break;
      stop = quote;
      at = quote + 1;
      while (at < end && bytes[at] !== delimiter && bytes[at] !== LF) at++;
    } else {
      while (at < end) {
        const byte = bytes[at];
        if (byte === delimiter || byte === LF) break;
        at++;
      }
      stop = at;
    }
    if (at === end && !isLast) break;
    const isEnd = at === end || bytes[at] === LF;
    if (isEnd && stop === at && stop > start && bytes[stop - 1] === CR) stop--;
    if (cell === room) {
      room *= 2;
      starts = grown(starts, new Int32Array(room));
      ends = grown(ends, new Int32Array(room));
      pairs = grown(pairs, new Uint8Array(room));
    }
    starts[cell] = start;
    ends[cell] = stop;
    pairs[cell] = hasPairs;
    at++;
    inRecord++;
    cell++;
    if (!isEnd) continue;
    const isBlank = inRecord === 1 && nCells > 1 && start === stop;
    if (isBlank) cell--;
    else {
      recordStarts.push(nUsed);
      const lineEnd = Math.min(at - 1, end);
      recordEnds.push(lineEnd > nUsed && bytes[lineEnd - 1] === CR ? lineEnd - 1 : lineEnd);
    }
    inRecord = 0;
    nUsed = Math.min(at, end);
  }
  return {
    bytes,
    nRecords: recordStarts.length,
    nCells,
    starts,
    ends,
    pairs,
    recordStarts: Int32Array.from(recordStarts),
    recordEnds: Int32Array.from(recordEnds),
    nUsed,
  };
}

function grown<Values extends Int32Array | Uint8Array>(values: Values, room: Values): Values {
  room.set(values);
  return room;
}
