import type { TreeEnsemble } from '../tree-ensemble.ts';
import type { Questions } from './questions.ts';

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
  const places = wordPlaces(questions);
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
      const slot = questions.slots[node];
      const part = questions.parts[node];
      const isNumber = slot < questions.numbers.length;
      nodes[end] = isNumber ? slot << 5 : ((places[slot] + (part >>> 5)) << 5) | (31 - (part & 31));
      nodes[end + 1] = isNumber ? part : -1;
      nodes[end + 2] = follow(lefts[node]);
      nodes[end + 3] = follow(rights[node]);
    }
  }
  return { nodes: nodes.subarray(0, end), roots };
}

/** Where in a row the words of each slot begin; slots of numbers have one number each. */
function wordPlaces({ numbers, categories }: Questions): Int32Array {
  const places = new Int32Array(numbers.length + categories.length);
  let at = 0;
  for (let s = 0; s < places.length; s++) {
    places[s] = at;
    at += s < numbers.length ? 1 : categories[s - numbers.length].nWords;
  }
  return places;
}
