import { type Matrix, type Random, zeros } from '../../../math/index.ts';
import { goesLeft } from '../goes-left.ts';
import { NODE, type TreeEnsemble } from '../tree-ensemble.ts';

/** What a made-up ensemble looks like. */
export interface EnsembleShape {
  readonly nTrees: number;
  /** Most leaves of a tree. */
  readonly nLeaves: number;
  readonly nColumns: number;
  readonly nOutputs?: number;
  /** The last so many columns are categories of 50 levels. Default 0. */
  readonly nCategories?: number;
  /** Distinct thresholds of a column. Default 40. */
  readonly nCuts?: number;
  /** Whether all nodes of a level ask the same. Default false. */
  readonly isSymmetric?: boolean;
}

const N_LEVELS = 50;

/** An ensemble with every kind of node. */
export function randomEnsemble(random: Random, shape: EnsembleShape): TreeEnsemble {
  const { nTrees, nLeaves, nColumns, nOutputs = 1, isSymmetric = false } = shape;
  const sets: number[][] = [];
  const nodes: Node[] = [];
  const leafValues: number[] = [];
  const nodeOffsets = [0];
  const leafOffsets = [0];
  for (let t = 0; t < nTrees; t++) {
    const { lefts, rights, asks } = isSymmetric
      ? fullBranches(random, nLeaves)
      : randomBranches(random, nLeaves);
    const questions = lefts.map(() => randomQuestion(random, shape, sets));
    lefts.forEach((left, i) => {
      nodes.push({ left, right: rights[i], ...questions[asks[i]] });
    });
    for (let leaf = 0; leaf <= lefts.length; leaf++) leafValues.push(random.normal());
    nodeOffsets.push(nodes.length);
    leafOffsets.push(leafValues.length);
  }
  return {
    nColumns,
    nOutputs,
    baseScores: Float64Array.from({ length: nOutputs }, () => random.normal()),
    treeOutputs: Int32Array.from({ length: nTrees }, (_, t) => t % nOutputs),
    nodeOffsets: Int32Array.from(nodeOffsets),
    leafOffsets: Int32Array.from(leafOffsets),
    columns: Int32Array.from(nodes, ({ column }) => column),
    thresholds: Float64Array.from(nodes, ({ threshold }) => threshold),
    lefts: Int32Array.from(nodes, ({ left }) => left),
    rights: Int32Array.from(nodes, ({ right }) => right),
    flags: Uint8Array.from(nodes, ({ flags }) => flags),
    nodeWeights: new Float64Array(nodes.length),
    leafValues: Float64Array.from(leafValues),
    leafWeights: new Float64Array(leafValues.length),
    setWords: Int32Array.from(sets.flat()),
    setOffsets: runningSum(sets.map((set) => set.length)),
  };
}

function runningSum(lengths: readonly number[]): Int32Array {
  const sums = new Int32Array(lengths.length + 1);
  lengths.forEach((length, i) => {
    sums[i + 1] = sums[i] + length;
  });
  return sums;
}

interface Question {
  readonly column: number;
  readonly threshold: number;
  readonly flags: number;
}

interface Node extends Question {
  readonly left: number;
  readonly right: number;
}

/** Children of each node of a tree, and the number of its question. */
interface Branches {
  readonly lefts: number[];
  readonly rights: number[];
  readonly asks: number[];
}

/** One leaf after the other becomes a node. */
function randomBranches(random: Random, nLeaves: number): Branches {
  const lefts: number[] = [];
  const rights: number[] = [];
  const leaves: { readonly side: number[]; readonly node: number }[] = [];
  for (let node = 0, n = random.below(nLeaves); node < n; node++) {
    if (node > 0) {
      const [leaf] = leaves.splice(random.below(leaves.length), 1);
      leaf.side[leaf.node] = node;
    }
    leaves.push({ side: lefts, node }, { side: rights, node });
  }
  leaves.forEach(({ side, node }, leaf) => {
    side[node] = ~leaf;
  });
  return { lefts, rights, asks: lefts.map((_, node) => node) };
}

/** All leaves at the same depth, one question per level. */
function fullBranches(random: Random, nLeaves: number): Branches {
  const nNodes = 2 ** random.below(1 + Math.floor(Math.log2(nLeaves))) - 1;
  const nodes = Array.from({ length: nNodes }, (_, node) => node);
  const child = (next: number): number => (next < nNodes ? next : ~(next - nNodes));
  return {
    lefts: nodes.map((node) => child(2 * node + 1)),
    rights: nodes.map((node) => child(2 * node + 2)),
    asks: nodes.map((node) => Math.floor(Math.log2(node + 1))),
  };
}

function randomQuestion(
  random: Random,
  { nColumns, nCategories = 0, nCuts = 40 }: EnsembleShape,
  sets: number[][],
): Question {
  const column = random.below(nColumns);
  const sometimes = (flag: number): number => (random.below(2) === 0 ? flag : 0);
  const missing = sometimes(NODE.missingLeft) | sometimes(NODE.nanIsMissing);
  if (column < nColumns - nCategories) {
    const place = random.below(nCuts);
    const threshold = place === 0 ? -0 : (place - Math.floor(nCuts / 2)) / 8;
    return { column, threshold, flags: missing | sometimes(NODE.zeroIsMissing) };
  }
  const flags = NODE.category | missing | sometimes(NODE.negativeIsMissing);
  sets.push(Array.from({ length: random.below(3) }, () => random.below(2 ** 32) | 0));
  return { column, threshold: sets.length - 1, flags };
}

/** Rows that meet every case: values on cuts, zeros of both signs, tiny, missing, infinite, fractions and unknown levels. */
export function randomRows(random: Random, nRows: number, shape: EnsembleShape): Matrix {
  const { nColumns, nCategories = 0, nCuts = 40 } = shape;
  const x = zeros(nRows, nColumns);
  const odd = [Number.NaN, 0, -0, 1e-36, -1e-36, Infinity, -Infinity, -1, -0.5, 1e12, 0.7, 64.5];
  for (let i = 0; i < x.values.length; i++) {
    const isCategory = i % nColumns >= nColumns - nCategories;
    if (random.below(5) === 0) x.values[i] = odd[random.below(odd.length)];
    else if (isCategory) x.values[i] = random.below(N_LEVELS);
    else x.values[i] = (random.below(nCuts) - nCuts / 2 + random.below(2) / 2) / 8;
  }
  return x;
}

/** Leaf of a tree that a row reaches, by the meaning of the state: the oracle of everything faster. */
export function walkTree(ensemble: TreeEnsemble, tree: number, row: ArrayLike<number>): number {
  const first = ensemble.nodeOffsets[tree];
  if (first === ensemble.nodeOffsets[tree + 1]) return 0;
  let at = 0;
  while (at >= 0) {
    const node = first + at;
    const isLeft = goesLeft(ensemble, node, row[ensemble.columns[node]]);
    at = (isLeft ? ensemble.lefts : ensemble.rights)[node];
  }
  return ~at;
}

/** Raw answers by the meaning of the state. */
export function walkRaw(ensemble: TreeEnsemble, x: Matrix): Float64Array {
  const { nOutputs, treeOutputs, leafOffsets, leafValues } = ensemble;
  const raw = new Float64Array(x.nRows * nOutputs);
  for (let i = 0; i < x.nRows; i++) {
    raw.set(ensemble.baseScores, i * nOutputs);
    const row = x.values.subarray(i * x.nColumns, (i + 1) * x.nColumns);
    for (let t = 0; t < treeOutputs.length; t++)
      raw[i * nOutputs + treeOutputs[t]] += leafValues[leafOffsets[t] + walkTree(ensemble, t, row)];
  }
  return raw;
}
