import { forestTwin } from './scoring/forest-twin.ts';
import type { ScoringKernels } from './scoring.ts';
import { binningTwin } from './trees/binning-twin.ts';
import type { LinearMemory } from './web-assembly.ts';

const SET = 32;
const BLOCK = 256;
const TREE_BYTES = 28;
const NODE_BYTES = 12;
const BY_LEVEL = 1;
const BY_ROW = 2;
const ALL_ROWS = 0;
const NO_ROWS = 257 * SET;

/** The kernels of `scoring` in plain TypeScript: row by row where they take 256 at once. */
export function scoringTwin(memory: LinearMemory): ScoringKernels {
  const ints = (at: number, length: number) => new Int32Array(memory.buffer, at, length);
  const bytes = (at: number, length: number) => new Uint8Array(memory.buffer, at, length);
  const doubles = (at: number, length: number) => new Float64Array(memory.buffer, at, length);

  const isIn = (set: number, row: number) => (bytes(set, SET)[byteOf(row)] & bitOf(row)) !== 0;

  const leafByNode = (nodes: number, nNodes: number, sets: number) => (row: number) => {
    const numbers = new DataView(memory.buffer, nodes, nNodes * NODE_BYTES);
    const isBeyond = new Map([
      [ALL_ROWS, true],
      [NO_ROWS, false],
    ]);
    let nBeyond = 0;
    for (let at = 0; at < nNodes * NODE_BYTES; at += NODE_BYTES) {
      const isLeft = isIn(sets + numbers.getUint32(at, true), row);
      const isWithin = isBeyond.get(numbers.getUint16(at + 4, true));
      const isRight = isBeyond.get(numbers.getUint16(at + 6, true)) || (isWithin && !isLeft);
      isBeyond.set(numbers.getUint16(at + 8, true), isRight === true);
      if (isRight) nBeyond++;
    }
    return nBeyond ^ (nBeyond >> 1);
  };
  const leafByLevel = (levels: number, nLevels: number, sets: number) => (row: number) =>
    ints(levels, nLevels).reduce((code, set, b) => code | (isIn(sets + set, row) ? 1 << b : 0), 0);
  const leafByRow = (nodes: number, sets: number) => (row: number) => {
    let at = 0;
    while (at >= 0) {
      const [set, right, left] = ints(nodes + at, 3);
      at = isIn(sets + set, row) ? left : right;
    }
    return ~at;
  };
  /** Code of the leaf that a row reaches in a tree. */
  const codeOf = (image: number, tree: number, sets: number): ((row: number) => number) => {
    const [how, nodes, nNodes, nBits] = ints(tree, 4);
    if (how === BY_ROW) return leafByRow(image + nodes, sets);
    if (how === BY_LEVEL) return leafByLevel(image + nodes, nBits, sets);
    return leafByNode(image + nodes, nNodes, sets);
  };

  return {
    ...forestTwin(memory),
    binNumbers: (...given) => binningTwin(memory).binNumbers(...given),
    rowsBelowCuts(values, stride, nSixteens, image, slot, sets) {
      const [cutsAt, nCuts, , , isNanZero, missingSide] = ints(slot, 6);
      const missingSize = doubles(slot + 48, 1)[0];
      const cuts = doubles(image + cutsAt, nCuts);
      const out = bytes(sets, (nCuts + 2) * (missingSide === 2 ? 2 : 1) * SET);
      out.fill(0, 0, (nCuts + 2) * SET);
      if (missingSide === 2) out.fill(0, (nCuts + 2) * SET, (2 * nCuts + 2) * SET);
      const put = (set: number, row: number) => {
        out[set * SET + byteOf(row)] |= bitOf(row);
      };
      for (let row = 0; row < nSixteens * 16; row++) {
        const given = doubles(values + row * stride, 1)[0];
        const value = Number.isNaN(given) && isNanZero !== 0 ? 0 : given;
        const isMissing = !(Math.abs(value) > missingSize);
        const bin = isMissing ? nCuts : countBelow(cuts, value);
        if (isMissing) put(nCuts + 1, row);
        else if (bin === nCuts) put(nCuts, row);
        for (let k = 0; k < nCuts; k++) {
          if (k >= bin || (isMissing && missingSide === 1)) put(k, row);
          if (missingSide === 2 && (k >= bin || isMissing)) put(nCuts + 2 + k, row);
        }
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
    addTrees(image, trees, nTrees, sets, _work, sums) {
      for (let t = 0; t < nTrees; t++) {
        const tree = trees + t * TREE_BYTES;
        const [, , , , leaves, , output] = ints(tree, 7);
        const code = codeOf(image, tree, sets);
        const sumsOfOutput = doubles(sums + output, BLOCK);
        for (let row = 0; row < BLOCK; row++)
          sumsOfOutput[row] += doubles(image + leaves + code(row) * 8, 1)[0];
      }
    },
    leavesOfTrees(image, trees, nTrees, sets, _work, leaves) {
      for (let t = 0; t < nTrees; t++) {
        const tree = trees + t * TREE_BYTES;
        const [how, , , , , byCode] = ints(tree, 6);
        const code = codeOf(image, tree, sets);
        const out = ints(leaves + t * BLOCK * 4, BLOCK);
        for (let row = 0; row < BLOCK; row++)
          out[row] = how === BY_ROW ? code(row) : ints(image + byCode + code(row) * 4, 1)[0];
      }
    },
  };
}

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
