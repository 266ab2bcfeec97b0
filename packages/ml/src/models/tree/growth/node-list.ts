import { NODE_SIZE } from '../../../trees/ensemble/index.ts';

/** The inner nodes of trees, in one growing array. */
export interface NodeList {
  /**
   * Adds the nodes of a tree, which count nodes and leaves from its own first ones.
   *
   * @param leafNumbers The number of each of its leaves among those of all trees.
   * @returns The number of its first node.
   */
  append(tree: Int32Array, leafNumbers: Int32Array): number;
  /** The array, cut to length: question (column * 256 + cut), yes, no per node. */
  finish(): Int32Array;
}

/** An empty list of nodes. */
export function makeNodeList(): NodeList {
  let nodes = new Int32Array(256 * NODE_SIZE);
  let end = 0;
  return {
    append(tree, leafNumbers) {
      const first = end / NODE_SIZE;
      if (end + tree.length > nodes.length) {
        const wider = new Int32Array(Math.max(2 * nodes.length, end + tree.length));
        wider.set(nodes);
        nodes = wider;
      }
      const child = (next: number) => (next < 0 ? ~leafNumbers[~next] : first + next);
      for (let at = 0; at < tree.length; at += NODE_SIZE) {
        nodes[end++] = tree[at];
        nodes[end++] = child(tree[at + 1]);
        nodes[end++] = child(tree[at + 2]);
      }
      return first;
    },
    finish: () => nodes.slice(0, end),
  };
}
