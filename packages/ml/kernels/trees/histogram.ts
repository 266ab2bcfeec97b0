/** Sets 8-byte words to zero. */
export function clearWords(at: usize, nWords: i32): void {
  memory.fill(at, 0, (<usize>nWords) << 3);
}

/** Adds words of 64 bits: into[i] += from[i]. */
export function addWords(into: usize, from: usize, nWords: i32): void {
  const end = into + ((<usize>nWords & ~1) << 3);
  for (; into < end; into += 16, from += 16) {
    v128.store(into, i64x2.add(v128.load(into), v128.load(from)));
  }
  if (nWords & 1) store<i64>(into, load<i64>(into) + load<i64>(from));
}

/** Subtracts words of 64 bits: from[i] -= what[i]. */
export function subtractWords(from: usize, what: usize, nWords: i32): void {
  const end = from + ((<usize>nWords & ~1) << 3);
  for (; from < end; from += 16, what += 16) {
    v128.store(from, i64x2.sub(v128.load(from), v128.load(what)));
  }
  if (nWords & 1) store<i64>(from, load<i64>(from) - load<i64>(what));
}

/** Adds a row's gradient to the slot of each of its bins: wide columns have 256 slots, narrow ones 16. */
@inline
function addRow(bins: usize, nWide: i32, nNarrow: i32, gradient: i64, slots: usize): void {
  let c = 4;
  for (; c <= nWide; c += 4) {
    let slot = slots + (<usize>load<u8>(bins) << 3);
    store<i64>(slot, load<i64>(slot) + gradient);
    slot = slots + (<usize>load<u8>(bins, 1) << 3);
    store<i64>(slot, load<i64>(slot, 2048) + gradient, 2048);
    slot = slots + (<usize>load<u8>(bins, 2) << 3);
    store<i64>(slot, load<i64>(slot, 4096) + gradient, 4096);
    slot = slots + (<usize>load<u8>(bins, 3) << 3);
    store<i64>(slot, load<i64>(slot, 6144) + gradient, 6144);
    bins += 4;
    slots += 8192;
  }
  for (c -= 4; c < nWide; c++, bins++, slots += 2048) {
    const slot = slots + (<usize>load<u8>(bins) << 3);
    store<i64>(slot, load<i64>(slot) + gradient);
  }
  for (c = 0; c < nNarrow; c++, bins++, slots += 128) {
    const slot = slots + (<usize>load<u8>(bins) << 3);
    store<i64>(slot, load<i64>(slot) + gradient);
  }
}

/** Adds the rows `from` to `to` - 1 to a histogram. */
export function histogramRange(
  rowBins: usize,
  stride: usize,
  nWide: i32,
  nNarrow: i32,
  from: i32,
  to: i32,
  gradients: usize,
  slots: usize,
): void {
  for (let i = from; i < to; i++) {
    addRow(rowBins + <usize>i * stride, nWide, nNarrow, load<i64>(gradients + (<usize>i << 3)), slots);
  }
}

/**
 * Adds listed rows to a histogram.
 *
 * Rows of a small leaf lie far apart in memory (`isFar`): the cache lines of 32 rows are asked for at once, so
 * that their waits overlap, and then found in the cache.
 *
 * @returns A number that only keeps the early reads alive.
 */
export function histogramRows(
  rowBins: usize,
  stride: usize,
  nWide: i32,
  nNarrow: i32,
  rows: usize,
  n: i32,
  isFar: i32,
  gradients: usize,
  slots: usize,
): i32 {
  const last = <usize>(nWide + nNarrow - 1);
  let touched = 0;
  for (let start = 0; start < n; start += 32) {
    const end = rows + (<usize>min(32, n - start) << 2);
    if (isFar) {
      for (let at = rows; at < end; at += 4) {
        const row = <usize>load<u32>(at);
        const bins = rowBins + row * stride;
        touched += <i32>load<u8>(bins) + <i32>load<u8>(bins + last) + <i32>load<u8>(gradients + (row << 3));
      }
    }
    for (; rows < end; rows += 4) {
      const row = <usize>load<u32>(rows);
      addRow(rowBins + row * stride, nWide, nNarrow, load<i64>(gradients + (row << 3)), slots);
    }
  }
  return touched;
}
