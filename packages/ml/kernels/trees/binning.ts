/**
 * Bins of numbers: how many of the increasing cuts lie below each value; NaN gets `missingBin`.
 *
 * Values stand `stride` doubles apart, bins side by side. No branch depends on a value: a wrong guess would
 * cost more than all eight steps.
 *
 * @param cuts 255 doubles, the unused ones Infinity.
 */
export function binNumbers(
  values: usize,
  stride: usize,
  n: i32,
  cuts: usize,
  missingBin: i32,
  bins: usize,
): void {
  const step = stride << 3;
  for (let i = 0; i < n; i++, values += step) {
    const value = load<f64>(values);
    let below: usize = 0;
    below += <usize>(load<f64>(cuts, 127 * 8) < value) << 10;
    below += <usize>(load<f64>(cuts + below, 63 * 8) < value) << 9;
    below += <usize>(load<f64>(cuts + below, 31 * 8) < value) << 8;
    below += <usize>(load<f64>(cuts + below, 15 * 8) < value) << 7;
    below += <usize>(load<f64>(cuts + below, 7 * 8) < value) << 6;
    below += <usize>(load<f64>(cuts + below, 3 * 8) < value) << 5;
    below += <usize>(load<f64>(cuts + below, 8) < value) << 4;
    below += <usize>(load<f64>(cuts + below) < value) << 3;
    store<u8>(bins + <usize>i, <u8>select<i32>(<i32>(below >> 3), missingBin, value == value));
  }
}

const DIGIT_BITS = 11;
const N_DIGITS = 6;
const N_BUCKETS = 1 << DIGIT_BITS;

/** The bits of a double as a whole number that sorts like it. */
@inline
function sortableBits(bits: u64): u64 {
  return bits ^ ((<u64>(<i64>bits >> 63)) | 0x8000000000000000);
}

@inline
function doubleBits(sortable: u64): u64 {
  return sortable ^ ((<u64>~(<i64>sortable >> 63)) | 0x8000000000000000);
}

/**
 * Sorts doubles without NaN in place, by their bits, eleven at a time; -0 comes before 0.
 *
 * @param spare As many doubles again, then 6 * 2048 * 4 bytes for counts.
 */
export function sortDoubles(values: usize, n: i32, spare: usize): void {
  const counts = spare + (<usize>n << 3);
  memory.fill(counts, 0, N_DIGITS * N_BUCKETS * 4);
  for (let i = 0; i < n; i++) {
    const at = values + (<usize>i << 3);
    const key = sortableBits(load<u64>(at));
    store<u64>(at, key);
    for (let digit = 0; digit < N_DIGITS; digit++) {
      const bucket = <usize>((key >> (digit * DIGIT_BITS)) & (N_BUCKETS - 1));
      const count = counts + ((<usize>digit * N_BUCKETS + bucket) << 2);
      store<i32>(count, load<i32>(count) + 1);
    }
  }
  let from = values;
  let to = spare;
  for (let digit = 0; digit < N_DIGITS; digit++) {
    const own = counts + (<usize>digit * N_BUCKETS << 2);
    let start = 0;
    for (let bucket = 0; bucket < N_BUCKETS; bucket++) {
      const at = own + (<usize>bucket << 2);
      const count = load<i32>(at);
      store<i32>(at, start);
      start += count;
    }
    for (let i = 0; i < n; i++) {
      const key = load<u64>(from + (<usize>i << 3));
      const at = own + (<usize>((key >> (digit * DIGIT_BITS)) & (N_BUCKETS - 1)) << 2);
      const place = load<i32>(at);
      store<i32>(at, place + 1);
      store<u64>(to + (<usize>place << 3), key);
    }
    const held = from;
    from = to;
    to = held;
  }
  for (let i = 0; i < n; i++) {
    const at = values + (<usize>i << 3);
    store<u64>(at, doubleBits(load<u64>(at)));
  }
}

/** Bins of a category's codes by a table of `nLevels` bytes; codes below 0 and NaN are missing, codes beyond it the rest. */
export function binLevels(
  values: usize,
  stride: usize,
  n: i32,
  table: usize,
  nLevels: i32,
  missingBin: i32,
  restBin: i32,
  bins: usize,
): void {
  const step = stride << 3;
  for (let i = 0; i < n; i++, values += step) {
    const value = load<f64>(values);
    let bin = missingBin;
    if (value >= 0) bin = value < <f64>nLevels ? <i32>load<u8>(table + <usize>value) : restBin;
    store<u8>(bins + <usize>i, <u8>bin);
  }
}

/** Writes column-major bins row by row: row i of column c goes to rowBins + i * stride + c. */
export function interleave(
  columnBins: usize,
  columnStride: usize,
  nColumns: i32,
  from: i32,
  to: i32,
  rowBins: usize,
  stride: usize,
): void {
  for (let start = from; start < to; start += 64) {
    const end = min(start + 64, to);
    for (let c = 0; c < nColumns; c++) {
      const column = columnBins + <usize>c * columnStride;
      let out = rowBins + <usize>start * stride + <usize>c;
      for (let i = start; i < end; i++, out += stride) store<u8>(out, load<u8>(column + <usize>i));
    }
  }
}

const MAX_CUTS = 255;
/** Rows whose values of all columns stay in the nearer caches. */
const NEAR_ROWS = 64;
const COLUMN_BYTES: usize = 36;

/**
 * Bins of rows in all columns, track by track; shared tracks must be 0 before.
 *
 * A column is 36 bytes: kind (0 numbers, 1 codes of a category, 2 numbers in a shared track), address of its cuts or
 * of its table, column of the matrix, track, missing bin, levels, bin of other levels, first bin and absent bin in a
 * shared track.
 *
 * @param tracks The first row's place in the first track.
 */
export function binRows(
  values: usize,
  p: i32,
  n: i32,
  columns: usize,
  nColumns: i32,
  tracks: usize,
  trackStride: usize,
): void {
  const end = columns + <usize>nColumns * COLUMN_BYTES;
  for (let start = 0; start < n; start += NEAR_ROWS) {
    const nNear = min(NEAR_ROWS, n - start);
    const rows = values + ((<usize>start * <usize>p) << 3);
    for (let column = columns; column < end; column += COLUMN_BYTES) {
      const kind = load<i32>(column);
      const table = <usize>load<u32>(column, 4);
      const own = rows + (<usize>load<u32>(column, 8) << 3);
      const track = tracks + <usize>load<u32>(column, 12) * trackStride + <usize>start;
      const missing = load<i32>(column, 16);
      if (kind === 0) binNumbers(own, p, nNear, table, missing, track);
      else if (kind === 1) binLevels(own, p, nNear, table, load<i32>(column, 20), missing, load<i32>(column, 24), track);
      else binShared(own, p, nNear, table, missing, load<i32>(column, 28), load<i32>(column, 32), track);
    }
  }
}

/** Bins of a sparse column in a track that it shares, where the row is not in the common bin and the track is still 0. */
function binShared(
  values: usize,
  stride: usize,
  n: i32,
  cuts: usize,
  missingBin: i32,
  firstBin: i32,
  absentBin: i32,
  track: usize,
): void {
  // Most values lie between these two: one look at each is enough.
  const low = absentBin > 0 ? load<f64>(cuts + (<usize>(absentBin - 1) << 3)) : -Infinity;
  const high = absentBin < MAX_CUTS ? load<f64>(cuts + (<usize>absentBin << 3)) : Infinity;
  const step = stride << 3;
  for (let i = 0; i < n; i++, values += step) {
    const value = load<f64>(values);
    if (value > low && value <= high) continue;
    const at = track + <usize>i;
    if (load<u8>(at) !== 0) continue;
    binNumbers(values, 1, 1, cuts, missingBin, at);
    const bin = <i32>load<u8>(at);
    store<u8>(at, bin === absentBin ? 0 : <u8>(firstBin + bin - <i32>(bin > absentBin)));
  }
}
