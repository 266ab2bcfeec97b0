import type { TreeEnsemble } from '../tree-ensemble.ts';
import { SET_BYTES } from './block-rows.ts';

/** A tree of at most 256 leaves, as the kernels find the leaves of 256 rows at once. */
export interface TreeCode {
  /** 12 bytes per node, nodes after those above them; see the kernel `passNodes`. */
  readonly nodes: Uint8Array;
  readonly nNodes: number;
  /** Bits of a leaf's code. */
  readonly nBits: number;
  /** Leaf by code: the Gray code of its number from left to right. Length 2^nBits. */
  readonly leavesByCode: Uint8Array;
}

const NODE_BYTES = 12;
const ALL_ROWS = 0;
const NO_ROWS = 257 * SET_BYTES;

/** @param setOf The set of rows that goes left at a node, by its position in the ensemble. */
export function codeLeaves(
  { nodeOffsets, lefts, rights }: TreeEnsemble,
  tree: number,
  setOf: (node: number) => number,
): TreeCode {
  const first = nodeOffsets[tree];
  const numbers = new Map<number, number>();
  const leaves: number[] = [];
  const countFromLeft = (at: number): void => {
    if (at < 0) {
      leaves.push(~at);
      return;
    }
    countFromLeft(lefts[first + at]);
    numbers.set(at, leaves.length);
    countFromLeft(rights[first + at]);
  };
  const root = first === nodeOffsets[tree + 1] ? ~0 : 0;
  countFromLeft(root);
  const nBits = Math.ceil(Math.log2(leaves.length));
  const leavesByCode = new Uint8Array(2 ** nBits);
  leaves.forEach((leaf, i) => {
    leavesByCode[i ^ (i >> 1)] = leaf;
  });
  const nNodes = leaves.length - 1;
  const nodes = new DataView(new ArrayBuffer(nNodes * NODE_BYTES));
  const queue = [{ at: root, within: ALL_ROWS, beyond: NO_ROWS }];
  for (let i = 0, place = 0; i < queue.length; i++) {
    const { at, within, beyond } = queue[i];
    if (at < 0) continue;
    const own = (numbers.get(at) as number) * SET_BYTES;
    nodes.setUint32(place, setOf(first + at) * SET_BYTES, true);
    nodes.setUint16(place + 4, within, true);
    nodes.setUint16(place + 6, beyond, true);
    nodes.setUint16(place + 8, own, true);
    place += NODE_BYTES;
    queue.push({ at: lefts[first + at], within, beyond: own });
    queue.push({ at: rights[first + at], within: own, beyond });
  }
  return { nodes: new Uint8Array(nodes.buffer), nNodes, nBits, leavesByCode };
}
