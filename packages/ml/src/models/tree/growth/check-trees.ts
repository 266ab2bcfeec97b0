import { MAX_BINS } from '../../../kernels/trees/forest/binned-columns.ts';
import { NODE_SIZE, outputsOf } from '../../../trees/ensemble/index.ts';
import { type StateReader, stateCheck } from '../../state-reader.ts';
import type { Trees } from './trees.ts';

/**
 * Refuses trees that cannot be walked. A child comes after its parent, so that every path ends in a leaf.
 *
 * @throws MODEL_ARTIFACT_INVALID
 * @cost O(nodes + leaves + cuts), once per loaded state.
 */
export const checkTrees = stateCheck<Trees>((trees) => {
  const nColumns = trees.field('nColumns').count();
  readCuts(trees, nColumns);
  const nOutputs = outputsOf({ nClasses: trees.field('nClasses').count() });
  const nLeaves = trees.field('leaves').numbers(Float64Array).length / nOutputs;
  if (!Number.isInteger(nLeaves))
    trees.field('leaves').refuse(`hold leaves of ${nOutputs} numbers`);
  const roots = trees.field('roots').tensor(Int32Array);
  const nodes = trees.field('nodes').tensor(Int32Array);
  const nNodes = nodes.length / NODE_SIZE;
  if (!Number.isInteger(nNodes)) trees.field('nodes').refuse(`hold nodes of ${NODE_SIZE} numbers`);
  const leadsOn = (next: number, from: number): boolean =>
    next < 0 ? ~next < nLeaves : next >= from && next < nNodes;
  const lost = roots.find((root) => !leadsOn(root, 0));
  if (roots.length === 0 || lost !== undefined)
    trees.field('roots').refuse(`name one of ${nNodes} nodes or ${nLeaves} leaves`, lost);
  for (let node = 0, at = 0; node < nNodes; node++, at += NODE_SIZE) {
    const column = nodes[at] >> 8;
    if (column < 0 || column >= nColumns)
      trees.field('nodes').refuse(`ask one of ${nColumns} columns`, column);
    for (const next of [nodes[at + 1], nodes[at + 2]])
      if (!leadsOn(next, node + 1))
        trees.field('nodes').refuse(`lead on from node ${node} to a later one or to a leaf`, next);
  }
});

function readCuts(trees: StateReader, nColumns: number): void {
  const offsets = trees.field('cutOffsets');
  const cuts = trees.field('cutValues').tensor(Float64Array);
  const given = offsets.codes(Int32Array, cuts.length + 1, nColumns + 1);
  if (given[0] !== 0 || given[nColumns] !== cuts.length)
    offsets.refuse(`go from 0 to ${cuts.length}`);
  for (let j = 0; j < nColumns; j++) {
    const nCuts = given[j + 1] - given[j];
    if (nCuts < 0 || nCuts >= MAX_BINS)
      offsets.refuse(`give each column 0 to ${MAX_BINS - 1} cuts`, nCuts);
  }
  const missing = cuts.find(Number.isNaN);
  if (missing !== undefined) trees.field('cutValues').refuse('be numbers', missing);
}
