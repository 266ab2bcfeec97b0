/** Fills a list with the rows `from` to `to` - 1, each in its own place. */
export function listRows(items: usize, from: i32, to: i32): void {
  for (let row = from; row < to; row++) {
    const at = items + (<usize>row << 3);
    store<u32>(at, row);
    store<u32>(at, row, 4);
  }
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
