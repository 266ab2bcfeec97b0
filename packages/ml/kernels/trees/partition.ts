/**
 * Parts rows by their bin in one column, in order: those whose byte in `goesLeft` is 1 to `left`, others to `right`.
 *
 * `left` may be `rows` itself.
 *
 * @returns How many went left.
 */
export function partitionRows(
  rows: usize,
  n: i32,
  columnBins: usize,
  goesLeft: usize,
  left: usize,
  right: usize,
): i32 {
  const start = left;
  const end = rows + (<usize>n << 2);
  for (; rows < end; rows += 4) {
    const row = load<u32>(rows);
    const isLeft = <usize>load<u8>(goesLeft + <usize>load<u8>(columnBins + <usize>row));
    store<u32>(left, row);
    store<u32>(right, row);
    left += isLeft << 2;
    right += (isLeft ^ 1) << 2;
  }
  return <i32>((left - start) >> 2);
}

/** Copies row numbers. */
export function copyRows(from: usize, n: i32, to: usize): void {
  memory.copy(to, from, (<usize>n) << 2);
}
