import type { Matrix } from '../../math/index.ts';
import type { TreeEnsemble } from '../../trees/ensemble/index.ts';

/**
 * How much shorter the questions about each column make the path of each row, on average over the trees.
 *
 * At a question, the path to be expected changes from that of all rows of the node to that of the side that the row takes;
 * the change is the column's. The parts of a row add up to the path to be expected at the roots less its own.
 *
 * @shape x: m x p, as is the result; NaN goes with the large numbers.
 * @cost O(nodes + m trees depth)
 * @source Saabas (2014), "Interpreting random forests"; for isolation forests as in Carletti, Terzi & Susto (2023),
 * "Interpretable Anomaly Detection with DIFFI", Engineering Applications of Artificial Intelligence 119.
 */
export function pathContributions(trees: TreeEnsemble, x: Matrix): Float64Array {
  const { nRows, nColumns: p, values } = x;
  const nTrees = trees.treeOutputs.length;
  const expected = expectedPaths(trees);
  const parts = new Float64Array(nRows * p);
  for (let t = 0; t < nTrees; t++) {
    const first = trees.nodeOffsets[t];
    const leaves = trees.leafOffsets[t];
    if (trees.nodeOffsets[t + 1] === first) continue;
    for (let i = 0; i < nRows; i++) {
      for (let at = 0; at >= 0; ) {
        const node = first + at;
        const column = trees.columns[node];
        const isLeft = values[i * p + column] <= trees.thresholds[node];
        at = (isLeft ? trees.lefts : trees.rights)[node];
        const next = at < 0 ? trees.leafValues[leaves + ~at] : expected[first + at];
        parts[i * p + column] += (expected[node] - next) / nTrees;
      }
    }
  }
  return parts;
}

/** Mean of the leaves below each node, by the rows of the fit. */
function expectedPaths(trees: TreeEnsemble): Float64Array {
  const expected = new Float64Array(trees.columns.length);
  const weights = new Float64Array(trees.columns.length);
  for (let t = 0; t < trees.treeOutputs.length; t++) {
    const first = trees.nodeOffsets[t];
    const leaves = trees.leafOffsets[t];
    // Nodes come after the node that leads to them.
    for (let node = trees.nodeOffsets[t + 1] - 1; node >= first; node--) {
      for (const at of [trees.lefts[node], trees.rights[node]]) {
        const weight = at < 0 ? trees.leafWeights[leaves + ~at] : weights[first + at];
        const path = at < 0 ? trees.leafValues[leaves + ~at] : expected[first + at];
        weights[node] += weight;
        expected[node] += weight * path;
      }
      expected[node] /= weights[node];
    }
  }
  return expected;
}
