// Rows of columns as lines of CSV. Addresses are bytes.

import { MOST_BYTES, writeDecimal } from './decimals/write-decimal';
import { needsQuotes } from './lines/needs-quotes';

const LF: u8 = 10;
const QUOTE: u8 = 34;
const COMMA: u8 = 44;

// What a column holds: doubles; codes of levels, which are written as they stand there; spans of text.
const NUMBERS = 0;
const LEVELS = 1;

/** Set in the length of a text whose quotes are doubled. */
const PAIRS: u32 = 0x80000000;

/** A column, 12 bytes: what it holds, where its rows are, and where its levels or its text are. */
const COLUMN: usize = 12;

/**
 * Writes rows `from` to `to` - 1 as lines, until the next one might not end before `limit`. Returns where they end; the row
 * behind them is at `reached`.
 *
 * @param columns Records of 3 words: 0 with doubles, where NaN is nothing; 1 with codes of 32 bits, where a negative one is nothing,
 * and the addresses of pairs (start, length), one per level; 2 with pairs (start, length) and the address that they start from.
 * @param powers As `decimals/powers.ts` describes them.
 */
export function writeLines(
  columns: usize,
  nColumns: i32,
  from: i32,
  to: i32,
  out: usize,
  limit: usize,
  powers: usize,
  reached: usize,
): usize {
  const stop = columns + <usize>nColumns * COLUMN;
  let at = out;
  let row = from;
  for (; row < to; row++) {
    const line = at;
    let column = columns;
    for (; column < stop; column += COLUMN) {
      const kind = load<u32>(column);
      const rows = <usize>load<u32>(column, 4);
      const held = <usize>load<u32>(column, 8);
      const cell = at;
      if (kind == NUMBERS) {
        if (at + MOST_BYTES + 4 > limit) break;
        const value = load<f64>(rows + (<usize>row << 3));
        if (value == value) at = writeNumber(value, at, powers);
      } else if (kind == LEVELS) {
        const code = load<i32>(rows + (<usize>row << 2));
        const pair = held + (<usize>code << 3);
        const length = code < 0 ? 0 : <usize>load<u32>(pair, 4);
        if (at + length + 4 > limit) break;
        if (length > 0) at = copy(<usize>load<u32>(pair), length, at);
      } else {
        const pair = rows + (<usize>row << 3);
        const marked = load<u32>(pair, 4);
        const length = <usize>(marked & ~PAIRS);
        if (at + (length << 1) + 6 > limit) break;
        at = writeText(held + <usize>load<u32>(pair), length, marked != <u32>length, at);
      }
      if (nColumns == 1 && at == cell) {
        store<u8>(at++, QUOTE);
        store<u8>(at++, QUOTE);
      }
      store<u8>(at++, COMMA);
    }
    if (column < stop) {
      at = line;
      break;
    }
    store<u8>(at - 1, LF);
  }
  store<i32>(reached, row);
  return at;
}

function writeNumber(value: f64, at: usize, powers: usize): usize {
  if (abs(value) != Infinity) return writeDecimal(value, at, powers);
  if (value < 0) store<u8>(at++, 45);
  store<u64>(at, 0x7974696e69666e49);
  return at + 8;
}

// @ts-ignore: decorator
@inline
function copy(from: usize, length: usize, at: usize): usize {
  if (length > 32) memory.copy(at, from, length);
  else for (let k: usize = 0; k < length; k++) store<u8>(at + k, load<u8>(from + k));
  return at + length;
}

function writeText(from: usize, length: usize, hasPairs: bool, at: usize): usize {
  if (!hasPairs && !needsQuotes(from, length)) return copy(from, length, at);
  store<u8>(at++, QUOTE);
  if (hasPairs) at = copy(from, length, at);
  else
    for (let k: usize = 0; k < length; k++) {
      const byte = load<u8>(from + k);
      if (byte == QUOTE) store<u8>(at++, QUOTE);
      store<u8>(at++, byte);
    }
  store<u8>(at++, QUOTE);
  return at;
}
