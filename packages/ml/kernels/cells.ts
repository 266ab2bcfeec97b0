// Cells of delimited text and their dictionaries. Addresses are bytes; behind the text 16 bytes may be read.

import { isHard, readDecimal } from './decimals/read-decimal';

export { countDistinct, partition } from './cells/rows';

const LF: u8 = 10;
const CR: u8 = 13;
const SPACE: u8 = 32;

/** A level, 32 bytes: two words of its text or one of its hash, then start, length, count, and 32 bits of the hash. */
const LEVEL: usize = 32;
const START: usize = 16;
const LENGTH: usize = 20;
const COUNT: usize = 24;
const HASH: usize = 28;

/** Set in the length of a text whose doubled quotes stand for one. */
const PAIRS: u32 = 0x80000000;

/** Texts up to this length lie in the words of their level. */
const SHORT: u32 = 16;

const MIX: u64 = 0x9e3779b97f4a7c15;
const STIR: u64 = 0xd6e8feb86659fd93;

// @ts-ignore: decorator
@inline
function stir(hash: u64): u64 {
  const mixed = (hash ^ (hash >>> 32)) * STIR;
  return mixed ^ (mixed >>> 29);
}

/**
 * Addresses of the separators in `length` bytes: delimiters and line feeds outside of quotes. Returns how many, or -1
 * where the text is not regular: a stray quote, a carriage return alone. `quote` is 0 where there are none.
 */
export function cut(
  text: usize,
  length: i32,
  delimiter: i32,
  quote: i32,
  isLast: i32,
  ends: usize,
): i32 {
  const delimiters = i8x16.splat(<i8>delimiter);
  const feeds = i8x16.splat(<i8>LF);
  const returns = i8x16.splat(<i8>CR);
  const quotes = i8x16.splat(<i8>quote);
  const stop = text + <usize>length;
  let out = ends;
  let isQuoted = false;
  let at = text;
  while (at < stop) {
    const bytes = v128.load(at);
    const inside: u32 = stop - at < 16 ? (1 << (<u32>(stop - at))) - 1 : 0xffff;
    const isFeed = i8x16.eq(bytes, feeds);
    let marks: u32 = <u32>i8x16.bitmask(v128.or(isFeed, i8x16.eq(bytes, delimiters))) & inside;
    const quoted: u32 =
      quote == 0 ? 0 : <u32>i8x16.bitmask(i8x16.eq(bytes, quotes)) & inside;
    const returned: u32 = <u32>i8x16.bitmask(i8x16.eq(bytes, returns)) & inside;
    if ((quoted | returned) == 0) {
      if (!isQuoted) {
        while (marks != 0) {
          store<u32>(out, <u32>at + <u32>ctz(marks));
          out += 4;
          marks &= marks - 1;
        }
      }
      at += 16;
      continue;
    }
    const end = at + 16 < stop ? at + 16 : stop;
    while (at < end) {
      const byte = load<u8>(at);
      if (isQuoted) {
        if (byte == <u8>quote) {
          const next = at + 1 < stop ? load<u8>(at + 1) : LF;
          if (next == <u8>quote) at++;
          else if (next == <u8>delimiter || next == LF || next == CR) isQuoted = false;
          else return -1;
        }
      } else if (byte == LF || byte == <u8>delimiter) {
        store<u32>(out, <u32>at);
        out += 4;
      } else if (byte == CR) {
        if (at + 1 < stop ? load<u8>(at + 1) != LF : isLast != 0) return -1;
      } else if (quote != 0 && byte == <u8>quote) {
        const before = at == text ? LF : load<u8>(at - 1);
        if (before == SPACE) return -1;
        if (before == LF || before == <u8>delimiter) isQuoted = true;
      }
      at++;
    }
  }
  return isQuoted && isLast != 0 ? -1 : <i32>((out - ends) >>> 2);
}

/** Whether bytes hold a quote; such texts are rare. */
function hasQuote(start: usize, end: usize, quote: u8): bool {
  for (let at = start; at < end; at++) if (load<u8>(at) == quote) return true;
  return false;
}

function hashLong(start: usize, length: u32, seed: u64): u64 {
  let hash = seed;
  let at = start;
  const whole = start + <usize>(length & ~15);
  for (; at < whole; at += 16)
    hash = stir((stir(hash ^ load<u64>(at)) ^ load<u64>(at, 8)) * MIX);
  const last = keep(v128.load(at), length & 15);
  return stir(
    (stir(hash ^ i64x2.extract_lane(last, 0)) ^ i64x2.extract_lane(last, 1)) * MIX,
  );
}

// @ts-ignore: decorator
@inline
function keep(bytes: v128, length: u32): v128 {
  const places = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  return v128.and(bytes, i8x16.lt_u(places, i8x16.splat(<i8>length)));
}

function isSame(a: usize, b: usize, length: u32): bool {
  let k: usize = 0;
  for (; k + 16 <= <usize>length; k += 16)
    if (v128.any_true(v128.xor(v128.load(a + k), v128.load(b + k)))) return false;
  const rest = length & 15;
  return !v128.any_true(v128.xor(keep(v128.load(a + k), rest), keep(v128.load(b + k), rest)));
}

let cellStart: usize = 0;
let cellEnd: usize = 0;
let isEnclosed: bool = false;

/** Sets where the cell that ends at a separator lies, without its quotes; false where it is not regular. A blank line is no cell. */
// @ts-ignore: decorator
@inline
function bound(at: usize, separator: u8, isLast: bool, isAlone: bool, quote: u8): bool {
  let start = <usize>load<u32>(at - 4) + 1;
  let end = <usize>load<u32>(at);
  if (load<u8>(end) != separator) return false;
  if (isLast && end > start && load<u8>(end - 1) == CR) end--;
  isEnclosed = quote != 0 && end > start && load<u8>(start) == quote;
  if (isEnclosed) {
    start++;
    end--;
    if (end < start || load<u8>(end) != quote) return false;
  } else if (isAlone) {
    let ink = start;
    while (ink < end && load<u8>(ink) == SPACE) ink++;
    if (ink == end) return false;
  }
  cellStart = start;
  cellEnd = end;
  return true;
}

/**
 * Codes one column of `nRecords` records, whose separators are at `ends` (the one before the first record at -4).
 *
 * `column` holds the addresses of its slots, the mask of their number, the address of its levels and their number;
 * `arena` the address where the next long text is kept. Row hashes take the cell in. Returns nRecords, or -1 - i where
 * record i does not have `nColumns` cells.
 */
export function code(
  column: usize,
  arena: usize,
  ends: usize,
  nColumns: i32,
  place: i32,
  nRecords: i32,
  delimiter: i32,
  quote: i32,
  codes: usize,
  hashes: usize,
): i32 {
  const slots = <usize>load<u32>(column);
  const mask = load<u32>(column, 4);
  const levels = <usize>load<u32>(column, 8);
  let nLevels = load<u32>(column, 12);
  let kept = <usize>load<u32>(arena);
  const isLast = place == nColumns - 1;
  const separator: u8 = isLast ? LF : <u8>delimiter;
  const stride = (<usize>nColumns) << 2;
  let at = ends + ((<usize>place) << 2);
  for (let i = 0; i < nRecords; i++, at += stride) {
    if (!bound(at, separator, isLast, nColumns == 1, <u8>quote)) return -1 - i;
    const start = cellStart;
    const end = cellEnd;
    const flag = isEnclosed && hasQuote(start, end, <u8>quote) ? PAIRS : 0;
    const length = <u32>(end - start);
    const marked = length | flag;
    let key: u64;
    let rest: u64 = 0;
    let hash: u64;
    if (length <= SHORT) {
      const bytes = keep(v128.load(start), length);
      key = <u64>i64x2.extract_lane(bytes, 0);
      rest = <u64>i64x2.extract_lane(bytes, 1);
      hash = stir((stir(key ^ (<u64>marked * MIX)) ^ rest) * MIX);
    } else {
      hash = hashLong(start, length, <u64>marked * MIX);
      key = hash;
    }
    let slot = <u32>hash & mask;
    let found: u32;
    let level: usize;
    while (true) {
      found = load<u32>(slots + ((<usize>slot) << 2));
      if (found == 0) {
        found = ++nLevels;
        store<u32>(slots + ((<usize>slot) << 2), found);
        level = levels + <usize>(found - 1) * LEVEL;
        store<u64>(level, key);
        store<u64>(level, rest, 8);
        store<u32>(level, marked, LENGTH);
        store<u32>(level, 0, COUNT);
        store<u32>(level, <u32>hash, HASH);
        if (length > SHORT) {
          store<u32>(level, <u32>kept, START);
          memory.copy(kept, start, <usize>length);
          kept += <usize>length;
        }
        break;
      }
      level = levels + <usize>(found - 1) * LEVEL;
      if (
        load<u64>(level) == key &&
        load<u64>(level, 8) == rest &&
        load<u32>(level, LENGTH) == marked &&
        (length <= SHORT || isSame(<usize>load<u32>(level, START), start, length))
      )
        break;
      slot = (slot + 1) & mask;
    }
    store<u32>(level, load<u32>(level, COUNT) + 1, COUNT);
    if (codes != 0) store<u32>(codes + ((<usize>i) << 2), found - 1);
    if (hashes != 0) {
      const row = hashes + ((<usize>i) << 3);
      const before: u64 = place == 0 ? 0 : load<u64>(row);
      store<u64>(row, stir(before * MIX + hash));
    }
  }
  store<u32>(column, nLevels, 12);
  store<u32>(arena, <u32>kept);
  return nRecords;
}

/**
 * Reads one column of records as numbers, as `code` codes it. Rows whose cell somebody else must read are listed in `hard`,
 * where each takes three words: the row, and where its cell begins and ends. Returns how many, or -1 - i at an irregular record.
 */
export function numbers(
  ends: usize,
  nColumns: i32,
  place: i32,
  nRecords: i32,
  delimiter: i32,
  quote: i32,
  values: usize,
  hard: usize,
  powers: usize,
): i32 {
  const isLast = place == nColumns - 1;
  const separator: u8 = isLast ? LF : <u8>delimiter;
  const stride = (<usize>nColumns) << 2;
  let at = ends + ((<usize>place) << 2);
  let out = hard;
  for (let i = 0; i < nRecords; i++, at += stride) {
    if (!bound(at, separator, isLast, nColumns == 1, <u8>quote)) return -1 - i;
    store<f64>(values + ((<usize>i) << 3), readDecimal(cellStart, cellEnd, powers));
    if (!isHard) continue;
    store<u32>(out, i);
    store<u32>(out, <u32>cellStart, 4);
    store<u32>(out, <u32>cellEnd, 8);
    out += 12;
  }
  return <i32>((out - hard) / 12);
}

/**
 * Finds the cells of one column of records: two words each, how far from `base` it begins, and its length without quotes around
 * it, marked where doubled quotes stand for one. Returns `nRecords`, or -1 - i at an irregular record.
 */
export function spans(
  ends: usize,
  nColumns: i32,
  place: i32,
  nRecords: i32,
  delimiter: i32,
  quote: i32,
  base: usize,
  found: usize,
): i32 {
  const isLast = place == nColumns - 1;
  const separator: u8 = isLast ? LF : <u8>delimiter;
  const stride = (<usize>nColumns) << 2;
  let at = ends + ((<usize>place) << 2);
  for (let i = 0; i < nRecords; i++, at += stride, found += 8) {
    if (!bound(at, separator, isLast, nColumns == 1, <u8>quote)) return -1 - i;
    const marks = isEnclosed && hasQuote(cellStart, cellEnd, <u8>quote) ? PAIRS : 0;
    store<u32>(found, <u32>(cellStart - base));
    store<u32>(found, <u32>(cellEnd - cellStart) | marks, 4);
  }
  return nRecords;
}

/** Takes numbers of a column into the hashes of their rows: equal ones and missing ones alike, -0 is 0. */
export function hashNumbers(values: usize, place: i32, nRecords: i32, hashes: usize): void {
  for (let i = 0; i < nRecords; i++) {
    const value = load<f64>(values + ((<usize>i) << 3)) + 0;
    const bits = isNaN(value) ? 1 : reinterpret<u64>(value);
    const row = hashes + ((<usize>i) << 3);
    const before: u64 = place == 0 ? 0 : load<u64>(row);
    store<u64>(row, stir(before * MIX + stir(bits * MIX)));
  }
}

/** Puts the levels of a column into slots that are empty, after these have grown. */
export function refill(column: usize): void {
  const slots = <usize>load<u32>(column);
  const mask = load<u32>(column, 4);
  let level = <usize>load<u32>(column, 8);
  const nLevels = load<u32>(column, 12);
  for (let k: u32 = 0; k < nLevels; k++, level += LEVEL) {
    let slot = load<u32>(level, HASH) & mask;
    while (load<u32>(slots + ((<usize>slot) << 2)) != 0) slot = (slot + 1) & mask;
    store<u32>(slots + ((<usize>slot) << 2), k + 1);
  }
}
