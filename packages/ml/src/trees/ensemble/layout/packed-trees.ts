import type { TreeEnsemble } from '../tree-ensemble.ts';
import { isMissingLeft, type Questions } from './questions.ts';
import { rowPlaces } from './read-row.ts';

/**
 * Trees as a walker wants them. A node is four numbers in a row: where in the row of `readRow` its number lies
 * (times 32, plus a shift), its cut, and what follows on the left and on the right: the position of a node's
 * first number, or ~leaf.
 *
 * It goes right where `(cut - number) << shift` is negative. For a question of a category the cut is -1 and
 * the shift brings its bit to the top: -1 - number turns every bit around.
 */
export interface PackedTrees {
  readonly nodes: Int32Array;
  /** First node of each tree, or ~leaf. */
  readonly roots: Int32Array;
}

/** Numbers per node. */
export const NODE_SIZE = 4;

/**
 * Packs a checked ensemble, each tree in breadth-first order: the nodes that most rows meet share lines of cache.
 *
 * @cost O(nodes).
 */
export function packTrees(ensemble: TreeEnsemble, questions: Questions): PackedTrees {
  const { nodeOffsets, leafOffsets, treeOutputs, lefts, rights } = ensemble;
  const places = rowPlaces(questions);
  const nNumbers = questions.numbers.length;
  const nodes = new Int32Array(ensemble.columns.length * NODE_SIZE);
  const roots = new Int32Array(treeOutputs.length);
  let end = 0;
  for (let t = 0; t < roots.length; t++) {
    const queue = [nodeOffsets[t]];
    if (nodeOffsets[t] === nodeOffsets[t + 1]) {
      roots[t] = ~leafOffsets[t];
      continue;
    }
    const begin = end;
    roots[t] = begin;
    const follow = (child: number): number => {
      if (child < 0) return ~(leafOffsets[t] + ~child);
      return begin + (queue.push(nodeOffsets[t] + child) - 1) * NODE_SIZE;
    };
    for (let i = 0; i < queue.length; i++, end += NODE_SIZE) {
      const node = queue[i];
      nodes[end] = placeInRow(ensemble, questions, places, node);
      nodes[end + 1] = questions.slots[node] < nNumbers ? questions.parts[node] : -1;
      nodes[end + 2] = follow(lefts[node]);
      nodes[end + 3] = follow(rights[node]);
    }
  }
  return { nodes: nodes.subarray(0, end), roots };
}

/** Where a node's number lies in a row, times 32, plus the shift that brings a category's bit to the top. */
function placeInRow(
  ensemble: TreeEnsemble,
  { numbers, slots, parts }: Questions,
  places: Int32Array,
  node: number,
): number {
  const slot = slots[node];
  if (slot >= numbers.length)
    return ((places[slot] + (parts[node] >>> 5)) << 5) | (31 - (parts[node] & 31));
  const isSecond = numbers[slot].missing === 'both' && isMissingLeft(ensemble, node);
  return (places[slot] + (isSecond ? 1 : 0)) << 5;
}
