/** Entries per inner node: its question, what follows for yes, what follows for no. */
export const NODE_SIZE = 3;

/** The inner nodes of trees under construction, in one growing array. */
export interface NodeList {
  /** Adds the node that asks `bin of column <= cut`; returns its number. */
  add(column: number, cut: number): number;
  /** Says what follows a node: for yes (side 0) or no (side 1) a node's number, or ~leaf. */
  link(node: number, side: 0 | 1, child: number): void;
  /** The array, cut to length: question (column * 256 + cut), yes, no per node. */
  finish(): Int32Array;
}

/** An empty list of nodes. */
export function makeNodeList(): NodeList {
  let nodes = new Int32Array(256 * NODE_SIZE);
  let count = 0;
  return {
    add(column, cut) {
      if (count * NODE_SIZE === nodes.length) {
        const wider = new Int32Array(nodes.length * 2);
        wider.set(nodes);
        nodes = wider;
      }
      nodes[count * NODE_SIZE] = column * 256 + cut;
      return count++;
    },
    link(node, side, child) {
      nodes[node * NODE_SIZE + 1 + side] = child;
    },
    finish: () => nodes.slice(0, count * NODE_SIZE),
  };
}
