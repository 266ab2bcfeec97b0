import type { TreeEnsemble } from '../tree-ensemble.ts';
import { SET_BYTES } from './block-rows.ts';

/** How the kernels answer a tree: sets of rows node by node, or level by level, or row by row. */
export const HOW = { byNode: 0, byLevel: 1, byRow: 2 } as const;

/** A tree as the kernels find the leaves of 256 rows; see them for the form of its nodes. */
export interface TreeCode {
  readonly how: number;
  readonly nodes: Uint8Array | Int32Array;
  readonly nNodes: number;
  /** Bits of a leaf's code. */
  readonly nBits: number;
  /** Leaf, counted from the tree's first, by its code. */
  readonly leavesByCode: Int32Array;
}

/** Leaves that a byte tells apart; trees with more are walked row by row. */
const MAX_LEAVES = 256;
const NODE_BYTES = 12;
const ALL_ROWS = 0;
const NO_ROWS = 257 * SET_BYTES;

/**
 * Lays out one tree of a checked ensemble.
 *
 * @param placeOf Place of the set of rows that goes left at a node, by the node's position in the ensemble.
 */
export function codeTree(
  ensemble: TreeEnsemble,
  tree: number,
  placeOf: (node: number) => number,
): TreeCode {
  const first = ensemble.nodeOffsets[tree];
  const nNodes = ensemble.nodeOffsets[tree + 1] - first;
  const root = nNodes === 0 ? ~0 : 0;
  const view: TreeView = {
    root,
    left: (at) => ensemble.lefts[first + at],
    right: (at) => ensemble.rights[first + at],
    place: (at) => placeOf(first + at),
  };
  if (nNodes >= MAX_LEAVES) {
    return codeByRow(view, nNodes, ensemble.leafOffsets[tree + 1] - ensemble.leafOffsets[tree]);
  }
  return codeByLevel(view) ?? codeByNode(view);
}

/** Nodes counted from the tree's first, or ~leaf. */
interface TreeView {
  readonly root: number;
  left(at: number): number;
  right(at: number): number;
  place(at: number): number;
}

/** For a symmetric tree, whose nodes of a level all ask the same. */
function codeByLevel(tree: TreeView): TreeCode | undefined {
  const levels: number[] = [];
  let leavesOrNodes = [tree.root];
  while (leavesOrNodes[0] >= 0) {
    const place = tree.place(leavesOrNodes[0]);
    if (leavesOrNodes.some((at) => at < 0 || tree.place(at) !== place)) return undefined;
    levels.push(place);
    leavesOrNodes = [...leavesOrNodes.map(tree.right), ...leavesOrNodes.map(tree.left)];
  }
  if (leavesOrNodes.some((at) => at >= 0)) return undefined;
  return {
    how: HOW.byLevel,
    nodes: Int32Array.from(levels),
    nNodes: levels.length,
    nBits: levels.length,
    leavesByCode: Int32Array.from(leavesOrNodes, (at) => ~at),
  };
}

function codeByNode(tree: TreeView): TreeCode {
  const numbers = new Map<number, number>();
  const leaves: number[] = [];
  const countFromLeft = (at: number): void => {
    if (at < 0) {
      leaves.push(~at);
      return;
    }
    countFromLeft(tree.left(at));
    numbers.set(at, leaves.length);
    countFromLeft(tree.right(at));
  };
  countFromLeft(tree.root);
  const nBits = Math.ceil(Math.log2(leaves.length));
  const leavesByCode = new Int32Array(2 ** nBits);
  leaves.forEach((leaf, i) => {
    leavesByCode[i ^ (i >> 1)] = leaf;
  });
  const nNodes = leaves.length - 1;
  const nodes = new DataView(new ArrayBuffer(nNodes * NODE_BYTES));
  const queue = [{ at: tree.root, within: ALL_ROWS, beyond: NO_ROWS }];
  for (let i = 0, place = 0; i < queue.length; i++) {
    const { at, within, beyond } = queue[i];
    if (at < 0) continue;
    const own = (numbers.get(at) as number) * SET_BYTES;
    nodes.setUint32(place, tree.place(at), true);
    nodes.setUint16(place + 4, within, true);
    nodes.setUint16(place + 6, beyond, true);
    nodes.setUint16(place + 8, own, true);
    place += NODE_BYTES;
    queue.push({ at: tree.left(at), within, beyond: own });
    queue.push({ at: tree.right(at), within: own, beyond });
  }
  return {
    how: HOW.byNode,
    nodes: new Uint8Array(nodes.buffer),
    nNodes,
    nBits,
    leavesByCode,
  };
}

/** Breadth first: the nodes that most rows meet share lines of cache. */
function codeByRow(tree: TreeView, mostNodes: number, nLeaves: number): TreeCode {
  const nodes = new Int32Array((mostNodes * NODE_BYTES) / 4);
  const queue = [tree.root];
  const follow = (at: number): number => (at < 0 ? at : (queue.push(at) - 1) * NODE_BYTES);
  for (let i = 0, place = 0; i < queue.length; i++) {
    nodes[place++] = tree.place(queue[i]);
    nodes[place++] = follow(tree.right(queue[i]));
    nodes[place++] = follow(tree.left(queue[i]));
  }
  return {
    how: HOW.byRow,
    nodes: nodes.subarray(0, queue.length * 3),
    nNodes: queue.length,
    nBits: 0,
    leavesByCode: Int32Array.from({ length: nLeaves }, (_, leaf) => leaf),
  };
}
