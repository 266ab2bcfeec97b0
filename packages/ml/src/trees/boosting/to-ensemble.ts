import type { BinTable } from '../binning/bin-table.ts';
import type { BinnedColumn } from '../binning/binned-column.ts';
import { NODE, type TreeEnsemble } from '../ensemble/tree-ensemble.ts';
import type { DraftTree, Split } from '../growth/draft-tree.ts';
import type { Units } from '../growth/split-search.ts';

/** A grown tree in its place. */
export interface GrownTree {
  readonly tree: DraftTree;
  readonly output: number;
  readonly units: Units;
}

/**
 * Turns trees over bins into an ensemble over values.
 *
 * Columns that no training row lacked send a missing value left, as the first bin goes.
 */
export function toEnsemble(
  table: BinTable,
  grown: readonly GrownTree[],
  baseScores: Float64Array,
): TreeEnsemble {
  const nNodes = grown.reduce((sum, { tree }) => sum + tree.splits.length, 0);
  const nLeaves = grown.reduce((sum, { tree }) => sum + tree.leaves.length, 0);
  const columns = new Int32Array(nNodes);
  const thresholds = new Float64Array(nNodes);
  const lefts = new Int32Array(nNodes);
  const rights = new Int32Array(nNodes);
  const flags = new Uint8Array(nNodes);
  const nodeWeights = new Float64Array(nNodes);
  const leafValues = new Float64Array(nLeaves);
  const leafWeights = new Float64Array(nLeaves);
  const nodeOffsets = new Int32Array(grown.length + 1);
  const leafOffsets = new Int32Array(grown.length + 1);
  const setWords: number[] = [];
  const setOffsets: number[] = [0];
  let node = 0;
  let leaf = 0;
  grown.forEach(({ tree, units }, t) => {
    tree.splits.forEach((split, k) => {
      const { bins: column, origin } = table.columns[split.column];
      columns[node] = origin;
      flags[node] = flagsOf(split, column);
      // Behind the last bin there is no cut: all values go left.
      if (column.kind === 'number') thresholds[node] = column.cuts[split.cut] ?? Infinity;
      else {
        thresholds[node] = setOffsets.length - 1;
        setWords.push(...wordsOf(split, column.codes));
        setOffsets.push(setWords.length);
      }
      lefts[node] = tree.lefts[k];
      rights[node] = tree.rights[k];
      nodeWeights[node++] = tree.nodeWeights[k] / units.h;
    });
    for (const { value, h } of tree.leaves) {
      leafValues[leaf] = value;
      leafWeights[leaf++] = h / units.h;
    }
    nodeOffsets[t + 1] = node;
    leafOffsets[t + 1] = leaf;
  });
  return {
    nColumns: table.nOrigins,
    nOutputs: baseScores.length,
    baseScores,
    treeOutputs: Int32Array.from(grown, ({ output }) => output),
    nodeOffsets,
    leafOffsets,
    columns,
    thresholds,
    lefts,
    rights,
    flags,
    nodeWeights,
    leafValues,
    leafWeights,
    setWords: Int32Array.from(setWords),
    setOffsets: Int32Array.from(setOffsets),
  };
}

function flagsOf(split: Split, column: BinnedColumn): number {
  if (column.kind === 'number') {
    const missingLeft = column.missingBin < 0 || split.missingLeft;
    return NODE.nanIsMissing | (missingLeft ? NODE.missingLeft : 0);
  }
  const { missingBin } = column;
  const missingLeft = missingBin >= 0 && hasBit(split.levels, missingBin);
  const kind = NODE.category | NODE.nanIsMissing | NODE.negativeIsMissing;
  return kind | (missingLeft ? NODE.missingLeft : 0);
}

function hasBit(words: Int32Array, bit: number): boolean {
  return ((words[bit >> 5] >>> (bit & 31)) & 1) === 1;
}

/** The set of codes that go left, from the set of bins. */
function wordsOf({ levels }: Split, codes: Int32Array): number[] {
  const words: number[] = [];
  codes.forEach((code, bin) => {
    if (!hasBit(levels, bin)) return;
    while (words.length <= code >> 5) words.push(0);
    words[code >> 5] |= 1 << (code & 31);
  });
  return words;
}
