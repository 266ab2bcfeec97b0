import { type BinnedTrees, NODE_SIZE } from '../binned-trees.ts';

/**
 * Where the nodes of each tree end: one more than the last that a path reaches; 0 for a tree of one leaf.
 *
 * @param trees Checked: a child comes after its parent.
 * @cost O(nodes).
 */
export function treeEnds({ roots, nodes }: BinnedTrees): Int32Array {
  const ends = new Int32Array(nodes.length / NODE_SIZE);
  const endOf = (next: number): number => (next < 0 ? 0 : ends[next]);
  for (let node = ends.length - 1; node >= 0; node--) {
    const at = node * NODE_SIZE;
    ends[node] = Math.max(node + 1, endOf(nodes[at + 1]), endOf(nodes[at + 2]));
  }
  return roots.map(endOf);
}
