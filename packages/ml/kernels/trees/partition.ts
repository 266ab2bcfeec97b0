/** Fills a list with the rows `from` to `to` - 1, each in its own place. */
export function listRows(items: usize, from: i32, to: i32): void {
  for (let row = from; row < to; row++) {
    const at = items + (<usize>row << 3);
    store<u32>(at, row);
    store<u32>(at, row, 4);
  }
}

/** A well-mixed whole number of a row: who draws by it draws the same rows in any order. @source Appleby, MurmurHash3's finalizer. */
@inline
function mixed(row: u32, seed: u32): u32 {
  let z = row * 0x9e3779b9 + seed;
  z = (z ^ (z >> 16)) * 0x85ebca6b;
  z = (z ^ (z >> 13)) * 0xc2b2ae35;
  return z ^ (z >> 16);
}

/**
 * Fills a list with the rows 0 to n - 1: those drawn first, then the others, both in order.
 *
 * @param limit A row is drawn when its mixed number is below this: its share of 2^32.
 * @param spare Room for n items.
 * @returns How many are drawn.
 */
export function drawRows(items: usize, n: i32, limit: u32, seed: u32, spare: usize): i32 {
  let left = items;
  let right = spare;
  for (let row: u32 = 0; row < <u32>n; row++) {
    const item = (<u64>row << 32) | <u64>row;
    const isDrawn = <usize>(mixed(row, seed) < limit);
    store<u64>(left, item);
    store<u64>(right, item);
    left += isDrawn << 3;
    right += (isDrawn ^ 1) << 3;
  }
  memory.copy(left, spare, right - spare);
  return <i32>((left - items) >> 3);
}

/**
 * Parts listed rows by their bin in one column, in order: those whose byte in `goesLeft` is 1 to `left`, others to
 * `right`.
 *
 * `left` may be `items` itself.
 *
 * @returns How many went left.
 */
export function partitionRows(
  items: usize,
  n: i32,
  columnBins: usize,
  goesLeft: usize,
  left: usize,
  right: usize,
): i32 {
  const start = left;
  const end = items + (<usize>n << 3);
  for (; items < end; items += 8) {
    const item = load<u64>(items);
    const isLeft = <usize>load<u8>(goesLeft + <usize>load<u8>(columnBins + <usize>(<u32>item)));
    store<u64>(left, item);
    store<u64>(right, item);
    left += isLeft << 3;
    right += (isLeft ^ 1) << 3;
  }
  return <i32>((left - start) >> 3);
}

/** Copies items of a list. */
export function copyRows(from: usize, n: i32, to: usize): void {
  memory.copy(to, from, (<usize>n) << 3);
}
