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
}

const N_LEVELS = 50;

/** An ensemble of random shape with every kind of node. */
export function randomEnsemble(random: Random, shape: EnsembleShape): TreeEnsemble {
  const { nTrees, nColumns, nOutputs = 1, nCategories = 0, nCuts = 40 } = shape;
  const columns: number[] = [];
  const thresholds: number[] = [];
  const lefts: number[] = [];
  const rights: number[] = [];
  const flags: number[] = [];
  const leafValues: number[] = [];
  const nodeOffsets = [0];
  const leafOffsets = [0];
  const setWords: number[] = [];
  const setOffsets = [0];
  const sometimes = (flag: number): number => (random.below(2) === 0 ? flag : 0);
  const askNumber = (): void => {
    const place = random.below(nCuts);
    flags.push(
      sometimes(NODE.missingLeft) | sometimes(NODE.nanIsMissing) | sometimes(NODE.zeroIsMissing),
    );
    thresholds.push(place === 0 ? -0 : (place - Math.floor(nCuts / 2)) / 8);
  };
  const askLevel = (): void => {
    flags.push(
      NODE.category |
        sometimes(NODE.missingLeft) |
        sometimes(NODE.nanIsMissing) |
        sometimes(NODE.negativeIsMissing),
    );
    thresholds.push(setOffsets.length - 1);
    for (let w = random.below(3); w > 0; w--) setWords.push(random.below(2 ** 32) | 0);
    setOffsets.push(setWords.length);
  };
  for (let t = 0; t < nTrees; t++) {
    const first = columns.length;
    const wanted = 1 + random.below(shape.nLeaves);
    // Each slot is a side of a node that still needs a child.
    const open: (() => number[])[] = [];
    const places: number[] = [];
    let nOpen = 1;
    while (nOpen < wanted) {
      const node = columns.length;
      if (node > first) {
        const k = random.below(open.length);
        open.splice(k, 1)[0]()[places.splice(k, 1)[0]] = node - first;
      }
      const column = random.below(nColumns);
      columns.push(column);
      if (column >= nColumns - nCategories) askLevel();
      else askNumber();
      lefts.push(0);
      rights.push(0);
      open.push(
        () => lefts,
        () => rights,
      );
      places.push(node, node);
      nOpen++;
    }
    const nLeaves = open.length || 1;
    open.forEach((side, k) => {
      side()[places[k]] = ~k;
    });
    for (let leaf = 0; leaf < nLeaves; leaf++) leafValues.push(random.normal());
    nodeOffsets.push(columns.length);
    leafOffsets.push(leafValues.length);
  }
  return {
    nColumns,
    nOutputs,
    baseScores: Float64Array.from({ length: nOutputs }, () => random.normal()),
    treeOutputs: Int32Array.from({ length: nTrees }, (_, t) => t % nOutputs),
    nodeOffsets: Int32Array.from(nodeOffsets),
    leafOffsets: Int32Array.from(leafOffsets),
    columns: Int32Array.from(columns),
    thresholds: Float64Array.from(thresholds),
    lefts: Int32Array.from(lefts),
    rights: Int32Array.from(rights),
    flags: Uint8Array.from(flags),
    nodeWeights: new Float64Array(columns.length),
    leafValues: Float64Array.from(leafValues),
    leafWeights: new Float64Array(leafValues.length),
    setWords: Int32Array.from(setWords),
    setOffsets: Int32Array.from(setOffsets),
  };
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
