import { AppError } from '@kaizenml/contracts';
import { NODE, type TreeEnsemble } from './tree-ensemble.ts';

/**
 * Refuses a state that cannot be walked: who scores a checked ensemble never reads past an array and always
 * reaches a leaf.
 *
 * A tree's nodes form a tree when none is the child of two, and none has the root as its child: then no
 * path from the root comes back. Nodes that no path reaches are allowed.
 *
 * @throws MODEL_ARTIFACT_INVALID
 * @cost O(nodes + leaves + words of sets); once per loaded state.
 */
export function checkEnsemble(ensemble: TreeEnsemble): void {
  const { nColumns, nOutputs } = ensemble;
  if (!isCount(nColumns)) fail('nColumns', 'be a whole number', nColumns);
  if (!isCount(nOutputs) || nOutputs < 1)
    fail('nOutputs', 'be a whole number of at least 1', nOutputs);
  checkArrays(ensemble);
  checkOffsets(ensemble);
  checkNumbers(ensemble);
  const nTrees = ensemble.treeOutputs.length;
  const isChild = new Uint8Array(ensemble.columns.length);
  for (let t = 0; t < nTrees; t++) checkTree(ensemble, t, isChild);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function checkArrays(ensemble: TreeEnsemble): void {
  const nTrees = ensemble.treeOutputs?.length;
  const nNodes = ensemble.columns?.length;
  const nLeaves = ensemble.leafValues?.length;
  const wanted = {
    baseScores: [Float64Array, ensemble.nOutputs],
    treeOutputs: [Int32Array, nTrees],
    nodeOffsets: [Int32Array, nTrees + 1],
    leafOffsets: [Int32Array, nTrees + 1],
    columns: [Int32Array, nNodes],
    thresholds: [Float64Array, nNodes],
    lefts: [Int32Array, nNodes],
    rights: [Int32Array, nNodes],
    flags: [Uint8Array, nNodes],
    nodeWeights: [Float64Array, nNodes],
    leafValues: [Float64Array, nLeaves],
    leafWeights: [Float64Array, nLeaves],
    setWords: [Int32Array, ensemble.setWords?.length],
    setOffsets: [Int32Array, Math.max(1, ensemble.setOffsets?.length)],
  } as const;
  for (const [field, [kind, length]] of Object.entries(wanted)) {
    const received: unknown = ensemble[field as keyof typeof wanted];
    if (!(received instanceof kind)) fail(field, `be a ${kind.name}`, typeof received);
    if (received.length !== length) fail(field, `have length ${length}`, received.length);
  }
}

function checkOffsets(ensemble: TreeEnsemble): void {
  const { nodeOffsets, leafOffsets, setOffsets } = ensemble;
  checkSteps('nodeOffsets', nodeOffsets, 0, ensemble.columns.length);
  checkSteps('leafOffsets', leafOffsets, 1, ensemble.leafValues.length);
  checkSteps('setOffsets', setOffsets, 0, ensemble.setWords.length);
}

/** Offsets start at 0, never step by less than `least`, and end at the length of what they cut. */
function checkSteps(field: string, offsets: Int32Array, least: number, end: number): void {
  if (offsets[0] !== 0) fail(`${field}[0]`, 'be 0', offsets[0]);
  for (let i = 1; i < offsets.length; i++) {
    const lowest = offsets[i - 1] + least;
    if (offsets[i] < lowest) fail(`${field}[${i}]`, `be at least ${lowest}`, offsets[i]);
  }
  const last = offsets.length - 1;
  if (offsets[last] !== end) fail(`${field}[${last}]`, `be ${end}`, offsets[last]);
}

function checkNumbers(ensemble: TreeEnsemble): void {
  for (const field of ['baseScores', 'leafValues', 'leafWeights', 'nodeWeights'] as const) {
    const bad = ensemble[field].findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) fail(`${field}[${bad}]`, 'be finite', ensemble[field][bad]);
  }
  const { treeOutputs, columns, thresholds, flags, nOutputs, nColumns } = ensemble;
  checkBelow('treeOutputs', treeOutputs, nOutputs);
  checkBelow('columns', columns, nColumns);
  const nSets = ensemble.setOffsets.length - 1;
  for (let i = 0; i < columns.length; i++) {
    const threshold = thresholds[i];
    if ((flags[i] & NODE.category) === 0) {
      if (Number.isNaN(threshold)) fail(`thresholds[${i}]`, 'be a number', threshold);
    } else if (!isCount(threshold) || threshold >= nSets)
      fail(`thresholds[${i}]`, `be one of ${nSets} sets`, threshold);
  }
}

function checkBelow(field: string, values: Int32Array, end: number): void {
  const bad = values.findIndex((value) => value < 0 || value >= end);
  if (bad >= 0) fail(`${field}[${bad}]`, `be at least 0 and below ${end}`, values[bad]);
}

function checkTree(ensemble: TreeEnsemble, tree: number, isChild: Uint8Array): void {
  const first = ensemble.nodeOffsets[tree];
  const nNodes = ensemble.nodeOffsets[tree + 1] - first;
  const nLeaves = ensemble.leafOffsets[tree + 1] - ensemble.leafOffsets[tree];
  for (let node = first; node < first + nNodes; node++) {
    for (const side of ['lefts', 'rights'] as const) {
      const child = ensemble[side][node];
      if (child < 0) {
        if (~child >= nLeaves)
          fail(`${side}[${node}]`, `name one of the tree's ${nLeaves} leaves`, child);
        continue;
      }
      if (child === 0 || child >= nNodes)
        fail(`${side}[${node}]`, `name one of the tree's ${nNodes} nodes, not its first`, child);
      if (isChild[first + child])
        fail(`${side}[${node}]`, "name a node that is no other's child", child);
      isChild[first + child] = 1;
    }
  }
}

function fail(place: string, expectation: string, received: unknown): never {
  throw new AppError('MODEL_ARTIFACT_INVALID', {
    message: `Field \`${place}\` of the trees must ${expectation}, got ${String(received)}.`,
    hint: 'The artifact is damaged: train the model again, or take it from a backup.',
    details: { part: 'trees', place, expectation, received: String(received) },
  });
}
