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

/** Rows whose cache lines are asked for at once. */
const NEAR_ROWS = 32;

/**
 * Asks for the cache lines of up to 32 rows that lie far apart, so that their waits overlap.
 *
 * @returns A number that only keeps the reads alive.
 */
@inline
function touchRows(rowBins: usize, stride: usize, items: usize, end: usize, gradients: usize): i32 {
  let touched = 0;
  for (let at = items; at < end; at += 8) {
    const place = <usize>load<u32>(at, 4);
    const bins = rowBins + place * stride;
    touched += <i32>load<u8>(bins) + <i32>load<u8>(bins + stride - 1);
    touched += <i32>load<u8>(gradients + (place << 3));
  }
  return touched;
}

/**
 * Adds listed rows to a histogram.
 *
 * An item of the list is the number of a row and its place in these bins and gradients.
 *
 * @param isFar Places lie far apart in memory.
 * @returns A number that only keeps early reads alive.
 */
export function histogramRows(
  rowBins: usize,
  stride: usize,
  nWide: i32,
  nNarrow: i32,
  items: usize,
  n: i32,
  isFar: i32,
  gradients: usize,
  slots: usize,
): i32 {
  let touched = 0;
  for (let start = 0; start < n; start += NEAR_ROWS) {
    const end = items + (<usize>min(NEAR_ROWS, n - start) << 3);
    if (isFar) touched += touchRows(rowBins, stride, items, end, gradients);
    for (; items < end; items += 8) {
      const place = <usize>load<u32>(items, 4);
      addRow(rowBins + place * stride, nWide, nNarrow, load<i64>(gradients + (place << 3)), slots);
    }
  }
  return touched;
}

/**
 * Adds listed rows to the slots that are listed for each of them: entries starts[row] to starts[row + 1] - 1.
 *
 * An item is the number of a row, for which entries are listed, and the place of its gradient.
 */
export function histogramSparse(
  starts: usize,
  entries: usize,
  items: usize,
  n: i32,
  gradients: usize,
  slots: usize,
): void {
  for (let end = items + (<usize>n << 3); items < end; items += 8) {
    const own = starts + (<usize>load<u32>(items) << 2);
    const gradient = load<i64>(gradients + (<usize>load<u32>(items, 4) << 3));
    let entry = entries + (<usize>load<u32>(own) << 2);
    for (const last = entries + (<usize>load<u32>(own, 4) << 2); entry < last; entry += 4) {
      const slot = slots + (<usize>load<u32>(entry) << 3);
      store<i64>(slot, load<i64>(slot) + gradient);
    }
  }
}

/**
 * Copies listed rows side by side, in the order of the list, and lets the list point there.
 *
 * @param firstPlace Place of the first of these rows in the new bins and gradients.
 * @returns A number that only keeps early reads alive.
 */
export function gatherRows(
  rowBins: usize,
  stride: usize,
  items: usize,
  n: i32,
  gradients: usize,
  firstPlace: i32,
  newBins: usize,
  newGradients: usize,
): i32 {
  let touched = 0;
  let out = newBins + <usize>firstPlace * stride;
  let place = firstPlace;
  const outEnd = out + <usize>n * stride;
  const copied = (stride + 15) & ~15;
  for (let start = 0; start < n; start += NEAR_ROWS) {
    const end = items + (<usize>min(NEAR_ROWS, n - start) << 3);
    touched += touchRows(rowBins, stride, items, end, gradients);
    for (; items < end; items += 8, place++, out += stride) {
      const from = <usize>load<u32>(items, 4);
      const bins = rowBins + from * stride;
      // Sixteen bytes at a time; what is written too much, the next rows write over. Behind the last one, another
      // thread writes.
      if (out + copied > outEnd) memory.copy(out, bins, stride);
      else for (let at: usize = 0; at < copied; at += 16) v128.store(out + at, v128.load(bins + at));
      store<i64>(newGradients + (<usize>place << 3), load<i64>(gradients + (from << 3)));
      store<u32>(items, place, 4);
    }
  }
  return touched;
}
