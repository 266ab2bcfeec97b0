import { NODE, type TreeEnsemble } from '../ensemble/index.ts';

/** The trees of two ensembles over the same columns and outputs, one after the other, on the first one's base scores. */
export function concatEnsembles(first: TreeEnsemble, second: TreeEnsemble): TreeEnsemble {
  const nNodes = first.columns.length;
  const nLeaves = first.leafValues.length;
  const nSets = first.setOffsets.length - 1;
  const isCategory = (flags: number) => (flags & NODE.category) !== 0;
  const thresholds = second.thresholds.map((threshold, node) =>
    isCategory(second.flags[node]) ? threshold + nSets : threshold,
  );
  const after = (offsets: Int32Array, more: Int32Array, start: number) =>
    joinInts(
      offsets,
      more.subarray(1).map((offset) => offset + start),
    );
  return {
    nColumns: first.nColumns,
    nOutputs: first.nOutputs,
    baseScores: first.baseScores,
    treeOutputs: joinInts(first.treeOutputs, second.treeOutputs),
    nodeOffsets: after(first.nodeOffsets, second.nodeOffsets, nNodes),
    leafOffsets: after(first.leafOffsets, second.leafOffsets, nLeaves),
    columns: joinInts(first.columns, second.columns),
    thresholds: joinDoubles(first.thresholds, thresholds),
    lefts: joinInts(first.lefts, second.lefts),
    rights: joinInts(first.rights, second.rights),
    flags: Uint8Array.from([...first.flags, ...second.flags]),
    nodeWeights: joinDoubles(first.nodeWeights, second.nodeWeights),
    leafValues: joinDoubles(first.leafValues, second.leafValues),
    leafWeights: joinDoubles(first.leafWeights, second.leafWeights),
    setWords: joinInts(first.setWords, second.setWords),
    setOffsets: after(first.setOffsets, second.setOffsets, first.setWords.length),
  };
}

function joinInts(a: Int32Array, b: Int32Array): Int32Array {
  const joined = new Int32Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}

function joinDoubles(a: Float64Array, b: Float64Array): Float64Array {
  const joined = new Float64Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
