import { type Matrix, type Random, seededRandom } from '../../math/index.ts';
import { NODE, type TreeEnsemble } from '../../trees/ensemble/index.ts';
import { averagePath } from './average-path.ts';
import { drawDistinct } from './draw-distinct.ts';
import { drawQuestion } from './draw-question.ts';

/** How isolation trees grow. */
export interface IsolationOptions {
  readonly nTrees: number;
  /** Rows per tree, at least 1 and at most n. */
  readonly nSampled: number;
  readonly random: Random;
}

/**
 * Grows trees of random questions, each on rows of its own, until every row is alone or the height of a
 * balanced tree is reached.
 *
 * A leaf's value is its path, the questions asked and the mean number of those that would still part its rows,
 * less the typical path of as many rows as a tree has: rows that nothing parts have exactly 0. Each tree has its own generator: the first trees of a larger forest are those of a smaller one.
 *
 * @shape x: n x p, finite.
 * @cost O(nTrees * nSampled * log(nSampled)), times p where columns are constant.
 */
export function growIsolationTrees(x: Matrix, options: IsolationOptions): TreeEnsemble {
  const { nTrees, nSampled, random } = options;
  const paths = Float64Array.from({ length: nSampled + 1 }, (_, n) => averagePath(n));
  const parts: Parts = {
    columns: [],
    thresholds: [],
    lefts: [],
    rights: [],
    nodeWeights: [],
    leafValues: [],
    leafWeights: [],
  };
  const nodeOffsets = new Int32Array(nTrees + 1);
  const leafOffsets = new Int32Array(nTrees + 1);
  for (let t = 0; t < nTrees; t++) {
    const own = seededRandom(random.below(2 ** 53));
    addTree(parts, x, drawDistinct(x.nRows, nSampled, own), paths, own);
    nodeOffsets[t + 1] = parts.columns.length;
    leafOffsets[t + 1] = parts.leafValues.length;
  }
  return {
    nColumns: x.nColumns,
    nOutputs: 1,
    baseScores: Float64Array.of(0),
    treeOutputs: new Int32Array(nTrees),
    nodeOffsets,
    leafOffsets,
    columns: Int32Array.from(parts.columns),
    thresholds: Float64Array.from(parts.thresholds),
    lefts: Int32Array.from(parts.lefts),
    rights: Int32Array.from(parts.rights),
    flags: new Uint8Array(parts.columns.length).fill(NODE.nanIsMissing),
    nodeWeights: Float64Array.from(parts.nodeWeights),
    leafValues: Float64Array.from(parts.leafValues),
    leafWeights: Float64Array.from(parts.leafWeights),
    setWords: new Int32Array(0),
    setOffsets: new Int32Array(1),
  };
}

/** Nodes and leaves of all trees so far; names as in `TreeEnsemble`. */
interface Parts {
  readonly columns: number[];
  readonly thresholds: number[];
  readonly lefts: number[];
  readonly rights: number[];
  readonly nodeWeights: number[];
  readonly leafValues: number[];
  readonly leafWeights: number[];
}

/** @param rows The rows of the tree; reordered in place. */
function addTree(
  parts: Parts,
  x: Matrix,
  rows: Int32Array,
  paths: Float64Array,
  random: Random,
): void {
  const firstNode = parts.columns.length;
  const firstLeaf = parts.leafValues.length;
  // The height of a balanced tree, rounded up: unusual rows are alone above it.
  const maxDepth = 32 - Math.clz32(rows.length - 1);
  const grow = (start: number, end: number, depth: number): number => {
    const question =
      depth < maxDepth && end - start > 1
        ? drawQuestion(x, rows.subarray(start, end), random)
        : undefined;
    if (question === undefined) {
      parts.leafValues.push(depth + paths[end - start] - paths[rows.length]);
      parts.leafWeights.push(end - start);
      return ~(parts.leafValues.length - 1 - firstLeaf);
    }
    const node = parts.columns.length;
    parts.columns.push(question.column);
    parts.thresholds.push(question.threshold);
    parts.nodeWeights.push(end - start);
    parts.lefts.push(0);
    parts.rights.push(0);
    const middle = part(x, rows, start, end, question);
    parts.lefts[node] = grow(start, middle, depth + 1);
    parts.rights[node] = grow(middle, end, depth + 1);
    return node - firstNode;
  };
  grow(0, rows.length, 0);
}

/** Moves the rows that go left to the front; returns where the others begin. */
function part(
  { values, nColumns }: Matrix,
  rows: Int32Array,
  start: number,
  end: number,
  { column, threshold }: { readonly column: number; readonly threshold: number },
): number {
  let middle = start;
  for (let i = start; i < end; i++) {
    const row = rows[i];
    if (values[row * nColumns + column] > threshold) continue;
    rows[i] = rows[middle];
    rows[middle++] = row;
  }
  return middle;
}
