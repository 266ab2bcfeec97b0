// The kernel that answers rows from the deep trees of forests. Addresses are bytes, counts are elements.

const NODE: usize = 12;
const WALKER: usize = 8;

/**
 * Adds to the sums of rows the answers of the leaves that they reach in one tree.
 *
 * All rows go down one level per pass, so that the steps of a pass do not wait for each other, and no step depends on
 * a guess of the processor. Rows that have reached a leaf leave the list.
 *
 * @param nodes Address of node 0, though only those of this tree need lie there: 3 Int32 each, the question (column
 * * 256 + cut: is the bin at most the cut?), then what follows for yes and for no: a node, or ~leaf.
 * @param root A node, or ~leaf.
 * @param leaves `nOutputs` doubles per leaf.
 * @param bins The bin of row i in column j is at j * nRows + i.
 * @param listed The rows to answer, `nListed` different Int32.
 * @param work Room for 12 bytes per row.
 * @param sums `nOutputs` doubles per row.
 */
export function addForestTree(
  nodes: usize,
  root: i32,
  leaves: usize,
  nOutputs: usize,
  bins: usize,
  nRows: usize,
  listed: usize,
  nListed: usize,
  work: usize,
  sums: usize,
): void {
  const reached = work + nRows * WALKER;
  walkDown(nodes, root, bins, nRows, listed, nListed, work, reached);
  for (const end = listed + (nListed << 2); listed < end; listed += 4) {
    const row = <usize>load<u32>(listed);
    let leaf = leaves + ((<usize>~load<i32>(reached + (row << 2)) * nOutputs) << 3);
    let sum = sums + ((row * nOutputs) << 3);
    for (const stop = sum + (nOutputs << 3); sum < stop; sum += 8, leaf += 8)
      store<f64>(sum, load<f64>(sum) + load<f64>(leaf));
  }
}

/** A walker is the row above, in 32 bits, and the node where it stands below. */
function walkDown(
  nodes: usize,
  root: i32,
  bins: usize,
  nRows: usize,
  listed: usize,
  nListed: usize,
  walkers: usize,
  reached: usize,
): void {
  let end = walkers;
  for (const stop = listed + (nListed << 2); listed < stop; listed += 4) {
    const row = <usize>load<u32>(listed);
    store<i32>(reached + (row << 2), root);
    store<u64>(end, ((<u64>row) << 32) | <u64><u32>root);
    end += WALKER;
  }
  if (root < 0) return;
  while (end > walkers) {
    let still = walkers;
    for (let from = walkers; from < end; from += WALKER) {
      const walker = load<u64>(from);
      const row = <usize>(walker >> 32);
      const node = nodes + <usize>(<u32>walker) * NODE;
      const question = <usize>load<u32>(node);
      const bin = <usize>load<u8>(bins + (question >> 8) * nRows + row);
      const isNo = <usize>(bin > (question & 255));
      const next = load<i32>(node + (isNo << 2), 4);
      store<i32>(reached + (row << 2), next);
      store<u64>(still, (walker & 0xffffffff00000000) | <u64><u32>next);
      still += WALKER & ~<usize>(next >> 31);
    }
    end = still;
  }
}
