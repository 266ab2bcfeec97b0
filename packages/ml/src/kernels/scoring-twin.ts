import type { ScoringKernels } from './scoring.ts';
import type { LinearMemory } from './web-assembly.ts';

const SET = 32;
const BLOCK = 256;
const TREE_BYTES = 20;
const NODE_BYTES = 12;
const NO_ROWS = 257 * SET;

/** The kernels of `scoring` in plain TypeScript: row by row where they take 256 at once. */
export function scoringTwin(memory: LinearMemory): ScoringKernels {
  const ints = (at: number, length: number) => new Int32Array(memory.buffer, at, length);
  const bytes = (at: number, length: number) => new Uint8Array(memory.buffer, at, length);
  const doubles = (at: number, length: number) => new Float64Array(memory.buffer, at, length);

  const codeLeaves: CodeLeaves = (image, tree, sets, work, codes) => {
    const [nodes, nNodes, nBits] = ints(tree, 3);
    bytes(work, SET).fill(255);
    bytes(work + NO_ROWS, SET).fill(0);
    const records = new DataView(memory.buffer, image + nodes, nNodes * NODE_BYTES);
    for (let at = 0; at < nNodes * NODE_BYTES; at += NODE_BYTES) {
      const left = ints(sets + records.getUint32(at, true), SET / 4);
      const within = ints(work + records.getUint16(at + 4, true), SET / 4);
      const beyond = ints(work + records.getUint16(at + 6, true), SET / 4);
      const own = ints(work + records.getUint16(at + 8, true), SET / 4);
      for (let w = 0; w < SET / 4; w++) own[w] = beyond[w] | (within[w] & ~left[w]);
    }
    const rows = bytes(work, (nNodes + 1) * SET);
    bytes(work + (nNodes + 1) * SET, (2 ** nBits - 1 - nNodes) * SET).fill(0);
    const out = bytes(codes, BLOCK);
    for (let row = 0; row < BLOCK; row++) {
      const byte = byteOf(row);
      let number = 0;
      while (number < nNodes && (rows[(number + 1) * SET + byte] & bitOf(row)) !== 0) number++;
      out[row] = number ^ (number >> 1);
    }
  };

  return {
    rowsBelowCuts(values, stride, nSixteens, image, slot, sets) {
      const [cutsAt, nCuts, , cells, isNanZero] = ints(slot, 5);
      const missingSize = doubles(slot + 48, 1)[0];
      const cuts = doubles(image + cutsAt, nCuts);
      const missingBin = new Uint16Array(memory.buffer, image + cells, 1)[0];
      const out = bytes(sets, (nCuts + 1) * SET).fill(0);
      for (let row = 0; row < nSixteens * 16; row++) {
        const given = doubles(values + row * stride, 1)[0];
        const value = Number.isNaN(given) && isNanZero !== 0 ? 0 : given;
        const bin = Math.abs(value) > missingSize ? countBelow(cuts, value) : missingBin;
        if (bin === nCuts) out[bin * SET + byteOf(row)] |= bitOf(row);
        for (let k = bin; k < nCuts; k++) out[k * SET + byteOf(row)] |= bitOf(row);
      }
    },
    rowsAtLevels(values, stride, nSixteens, image, slot, sets, scratch) {
      const [levels, nLevels, nCodes, missingCode, negativeCode, isNanZero, questions, nQuestions] =
        ints(slot, 8);
      const levelCodes = ints(image + levels, Math.max(1, nLevels));
      const rows = bytes(scratch, nCodes * SET).fill(0);
      for (let row = 0; row < nSixteens * 16; row++) {
        const value = doubles(values + row * stride, 1)[0];
        let code = 0;
        if (Number.isNaN(value)) code = isNanZero !== 0 ? levelCodes[0] : missingCode;
        else if (value <= -1) code = negativeCode;
        else if (value < nLevels) code = levelCodes[Math.trunc(value)];
        rows[code * SET + byteOf(row)] |= bitOf(row);
      }
      let at = image + questions;
      for (let q = 0; q < nQuestions; q++) {
        const count = ints(at, 1)[0];
        const codes = ints(at + 4, count < 0 ? ~count : count);
        const out = bytes(sets + q * SET, SET).fill(count < 0 ? 255 : 0);
        for (const code of codes) for (let b = 0; b < SET; b++) out[b] ^= rows[code + b];
        at += 4 + codes.byteLength;
      }
    },
    addTrees(image, trees, nTrees, sets, work, codes, sums) {
      for (let t = 0; t < nTrees; t++) {
        const tree = trees + t * TREE_BYTES;
        codeLeaves(image, tree, sets, work, codes);
        const [, , nBits, leavesAt, sumsAt] = ints(tree, 5);
        const leaves = doubles(image + leavesAt, 2 ** nBits);
        const sumsOfOutput = doubles(sums + sumsAt, BLOCK);
        const codeOf = bytes(codes, BLOCK);
        for (let row = 0; row < BLOCK; row++) sumsOfOutput[row] += leaves[codeOf[row]];
      }
    },
    codeTrees(image, trees, nTrees, sets, work, codes) {
      for (let t = 0; t < nTrees; t++)
        codeLeaves(image, trees + t * TREE_BYTES, sets, work, codes + t * BLOCK);
    },
  };
}

type CodeLeaves = (image: number, tree: number, sets: number, work: number, codes: number) => void;

function byteOf(row: number): number {
  return (row >> 7) * 16 + (row & 15);
}

function bitOf(row: number): number {
  return 1 << ((row >> 4) & 7);
}

/** How many of the increasing cuts lie below the value; none below NaN. */
function countBelow(cuts: Float64Array, value: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cuts[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
