/** Adds a number to the scores of listed rows. */
export function addToRows(items: usize, n: i32, value: f64, scores: usize): void {
  const end = items + (<usize>n << 3);
  for (; items < end; items += 8) {
    const at = scores + (<usize>load<u32>(items) << 3);
    store<f64>(at, load<f64>(at) + value);
  }
}

/**
 * Walks binned rows through one tree and adds the leaf that each reaches to its score.
 *
 * A node is 16 bytes: column, what follows for left, what follows for right (a node or ~leaf), and the
 * position of its table of 256 bytes in `tables`.
 *
 * @param items List of rows, of which those at `from` to `to` - 1 are walked; 0 for these rows themselves.
 */
export function walkTree(
  rowBins: usize,
  stride: usize,
  items: usize,
  from: i32,
  to: i32,
  nodes: usize,
  tables: usize,
  leafValues: usize,
  scores: usize,
): void {
  for (let i = from; i < to; i++) {
    const row = items === 0 ? <usize>i : <usize>load<u32>(items + (<usize>i << 3));
    const bins = rowBins + row * stride;
    let at = 0;
    while (at >= 0) {
      const node = nodes + (<usize>at << 4);
      const bin = <usize>load<u8>(bins + <usize>load<i32>(node));
      const isLeft = load<u8>(tables + (<usize>load<i32>(node, 12) << 8) + bin);
      at = select<i32>(load<i32>(node, 4), load<i32>(node, 8), isLeft);
    }
    const score = scores + (row << 3);
    store<f64>(score, load<f64>(score) + load<f64>(leafValues + (<usize>~at << 3)));
  }
}
