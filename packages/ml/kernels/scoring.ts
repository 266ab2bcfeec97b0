// Kernels that answer 256 rows at once from trees. Addresses are bytes, lengths are elements.
//
// A set of rows is 256 bits: row i is bit (i >> 4) & 7 of byte (i >> 7) * 16 + (i & 15). So eight sets, read as the
// bits of numbers, turn into 256 bytes in the order of the rows by swapping bits within bytes alone.

export { addForestTree } from './scoring/forest';
export { binNumbers } from './trees/binning';

const SET: usize = 32;
const BLOCK: usize = 256;
const TWO_TO_52: f64 = 4503599627370496;

/**
 * For each cut of a column, the rows whose value is at most that cut.
 *
 * A value's place on an even grid of cells says where in the cuts to search, mostly to a cut or three.
 *
 * @param values First value of the column; the next row's lies `stride` bytes on.
 * @param nSixteens Rows / 16.
 * @param slot A record; places count from `image`. Int32: cuts, how many, the first step of the search in bytes, cells,
 * all ones where NaN is 0, where missing values belong: 0 above all cuts, 1 below, 2 both. Float64 from byte 24: low
 * end of the grid, cells per unit, last cell, the size up to which a number is missing.
 * @param sets Receives a set per cut, the rows above all cuts, and those missing; for both, the sets per cut once more
 * with the missing rows.
 */
export function rowsBelowCuts(
  values: usize,
  stride: usize,
  nSixteens: i32,
  image: usize,
  slot: usize,
  sets: usize,
): void {
  const cuts = image + load<i32>(slot);
  const nCuts = load<i32>(slot, 4);
  const firstStep = load<i32>(slot, 8);
  const cells = image + load<i32>(slot, 12);
  const isNanZero = v128.splat<i32>(load<i32>(slot, 16));
  const low = f64x2.splat(load<f64>(slot, 24));
  const cellsPerUnit = f64x2.splat(load<f64>(slot, 32));
  const lastCell = f64x2.splat(load<f64>(slot, 40));
  const missingSize = f64x2.splat(load<f64>(slot, 48));
  memory.fill(sets, 0, (<usize>nCuts + 2) * SET);
  for (let sixteen = 0; sixteen < nSixteens; sixteen++) {
    const bit = 1 << (sixteen & 7);
    let byte = sets + ((<usize>sixteen >> 3) << 4);
    for (const end = byte + 16; byte < end; byte += 2, values += stride << 1) {
      let both = v128.load_lane<i64>(values + stride, v128.load_zero<i64>(values), 1);
      both = v128.andnot(both, v128.and(f64x2.ne(both, both), isNanZero));
      const known = f64x2.gt(f64x2.abs(both), missingSize);
      let cell = f64x2.mul(f64x2.sub(both, low), cellsPerUnit);
      cell = f64x2.pmin(f64x2.pmax(cell, f64x2.splat(1)), lastCell);
      cell = v128.and(f64x2.add(cell, f64x2.splat(TWO_TO_52)), known);
      both = v128.or(both, v128.not(known));
      const first = cutsBelow(f64x2.extract_lane(both, 0), cuts, cells, i32x4.extract_lane(cell, 0), firstStep);
      const second = cutsBelow(f64x2.extract_lane(both, 1), cuts, cells, i32x4.extract_lane(cell, 2), firstStep);
      addBit(byte + (first << 2), bit);
      addBit(byte + 1 + (second << 2), bit);
    }
  }
  const missingSide = load<i32>(slot, 20);
  const missing = sets + (<usize>nCuts + 1) * SET;
  const joined = missingSide == 1 ? -1 : 0;
  gather(sets, nCuts, v128.splat<i32>(joined), missing);
  if (missingSide == 2) copyJoined(sets, nCuts, missing);
}

/** Bytes of the cuts that lie below a value; those of its cell for NaN. */
// @ts-ignore: decorator
@inline
function cutsBelow(value: f64, cuts: usize, cells: usize, cell: i32, firstStep: usize): usize {
  let at = cuts + ((<usize>load<u16>(cells + ((<usize>cell) << 1))) << 3);
  for (let step = firstStep; step > 0; step = (step >> 1) & ~7)
    at += (<usize>-i32(load<f64>(at + step - 8) < value)) & step;
  return at - cuts;
}

// @ts-ignore: decorator
@inline
function addBit(at: usize, bit: i32): void {
  store<u8>(at, <i32>load<u8>(at) | bit);
}

/** Adds to each of n sets all sets before it, and the missing rows where `mask` has ones. */
function gather(sets: usize, n: i32, mask: v128, missing: usize): void {
  let low = v128.and(v128.load(missing), mask);
  let high = v128.and(v128.load(missing, 16), mask);
  for (const end = sets + <usize>n * SET; sets < end; sets += SET) {
    low = v128.or(low, v128.load(sets));
    high = v128.or(high, v128.load(sets, 16));
    v128.store(sets, low);
    v128.store(sets, high, 16);
  }
}

/** Copies n sets behind the missing rows, joined with them. */
function copyJoined(sets: usize, n: i32, missing: usize): void {
  const low = v128.load(missing);
  const high = v128.load(missing, 16);
  const distance = missing + SET - sets;
  for (const end = sets + <usize>n * SET; sets < end; sets += SET) {
    v128.store(sets + distance, v128.or(v128.load(sets), low));
    v128.store(sets + distance, v128.or(v128.load(sets, 16), high), 16);
  }
}

/**
 * For each question on a category, the rows whose level goes left.
 *
 * @param slot A record; places count from `image`. Int32: codes of the levels, how many levels, codes, code of a
 * missing level, code of a negative level, 1 where NaN is 0, questions, how many questions. A question is a count,
 * then that many codes times 32: those that go left; a count of ~n: the n that go right.
 * @param scratch Room for a set per code.
 */
export function rowsAtLevels(
  values: usize,
  stride: usize,
  nSixteens: i32,
  image: usize,
  slot: usize,
  sets: usize,
  scratch: usize,
): void {
  const levelCodes = image + load<i32>(slot);
  const nLevels = <f64>load<i32>(slot, 4);
  const missingCode = load<i32>(slot, 12);
  const negativeCode = load<i32>(slot, 16);
  const isNanZero = load<i32>(slot, 20);
  memory.fill(scratch, 0, <usize>load<i32>(slot, 8) * SET);
  for (let row = 0; row < nSixteens << 4; row++, values += stride) {
    const value = load<f64>(values);
    let code = 0;
    if (value != value) code = isNanZero ? load<i32>(levelCodes) : missingCode;
    else if (value <= -1) code = negativeCode;
    else if (value < nLevels) code = load<i32>(levelCodes + ((<usize>(<i32>value)) << 2));
    addBit(scratch + (<usize>code) * SET + ((row >> 7) << 4) + (row & 15), 1 << ((row >> 4) & 7));
  }
  let question = image + load<i32>(slot, 24);
  for (const end = sets + <usize>load<i32>(slot, 28) * SET; sets < end; sets += SET) {
    const count = load<i32>(question);
    const turn = v128.splat<i32>(count >> 31);
    let low = turn;
    let high = turn;
    question += 4;
    for (const stop = question + ((<usize>(count ^ (count >> 31))) << 2); question < stop; question += 4) {
      const ofCode = scratch + load<i32>(question);
      low = v128.xor(low, v128.load(ofCode));
      high = v128.xor(high, v128.load(ofCode, 16));
    }
    v128.store(sets, low);
    v128.store(sets, high, 16);
  }
}

// How a tree is answered: sets of rows node by node (0), level by level where all nodes of one ask alike, or row by row.
const BY_LEVEL = 1;
const BY_ROW = 2;

const TREE_BYTES: usize = 28;

/**
 * Adds to each row's sums the leaves that it reaches, tree after tree.
 *
 * @param trees Records of 7 Int32 each: how, nodes, how many, bits of a leaf's code, values of the leaves by code,
 * leaves by code, place of the output's 256 sums; places count from `image`, or from `sums`.
 * @param work Room for 258 sets and 256 Int32.
 */
export function addTrees(
  image: usize,
  trees: usize,
  nTrees: i32,
  sets: usize,
  work: usize,
  sums: usize,
): void {
  const codes = work + 258 * SET;
  for (const end = trees + <usize>nTrees * TREE_BYTES; trees < end; trees += TREE_BYTES) {
    codeTree(image, trees, sets, work, codes);
    const leaves = image + load<i32>(trees, 16);
    const output = sums + load<i32>(trees, 24);
    if (load<i32>(trees) == BY_ROW) addWideCodes(leaves, codes, output);
    else addCodes(leaves, codes, output);
  }
}

/** The leaf that each row reaches: 256 Int32 per tree, from one tree to the next. */
export function leavesOfTrees(
  image: usize,
  trees: usize,
  nTrees: i32,
  sets: usize,
  work: usize,
  leaves: usize,
): void {
  const codes = work + 258 * SET;
  for (const end = trees + <usize>nTrees * TREE_BYTES; trees < end; trees += TREE_BYTES) {
    codeTree(image, trees, sets, work, codes);
    const byCode = image + load<i32>(trees, 20);
    const isWide = load<i32>(trees) == BY_ROW;
    for (let row: usize = 0; row < BLOCK; row++, leaves += 4) {
      if (isWide) store<i32>(leaves, load<i32>(codes + (row << 2)));
      else store<i32>(leaves, load<i32>(byCode + ((<usize>load<u8>(codes + row)) << 2)));
    }
  }
}

function codeTree(image: usize, tree: usize, sets: usize, work: usize, codes: usize): void {
  const how = load<i32>(tree);
  const nodes = image + load<i32>(tree, 4);
  if (how == BY_ROW) walkRows(nodes, sets, work, codes);
  else if (how == BY_LEVEL) codeByLevel(nodes, load<i32>(tree, 12), sets, codes);
  else codeByNode(nodes, load<i32>(tree, 8), load<i32>(tree, 12), sets, work, codes);
}

/** The code of a row's leaf is its answer on each level: bit b of the code for level b. */
function codeByLevel(levels: usize, nBits: i32, sets: usize, codes: usize): void {
  for (let half: usize = 0; half < SET; half += 16, codes += 128) {
    for (let b: usize = 0; b < 8; b++) {
      const rows = b < <usize>nBits ? v128.load(sets + load<u32>(levels + (b << 2)) + half) : v128.splat<i32>(0);
      v128.store(codes + (b << 4), rows);
    }
    transpose(codes);
  }
}

/** A leaf's code is the Gray code of its number from left to right. */
function codeByNode(nodes: usize, nNodes: i32, nBits: i32, sets: usize, work: usize, codes: usize): void {
  v128.store(work, v128.splat<i32>(-1));
  v128.store(work, v128.splat<i32>(-1), 16);
  v128.store(work, v128.splat<i32>(0), 257 * SET);
  v128.store(work, v128.splat<i32>(0), 257 * SET + 16);
  passNodes(nodes, nNodes, sets, work);
  memory.fill(work + (<usize>nNodes + 1) * SET, 0, ((<usize>1 << nBits) - 1 - nNodes) * SET);
  grayCodes(work, nBits, codes);
  grayCodes(work + 16, nBits, codes + 128);
}

/**
 * Walks all rows down one level per pass, so that the steps of a pass do not wait for each other. A leaf's code is its
 * number in 4 bytes.
 *
 * A walker's number is where its row's bit lies in a set.
 *
 * @param nodes 12 bytes each: place of the set that goes left, then what follows on the right and on the left: bytes
 * from the first node, or ~leaf.
 */
function walkRows(nodes: usize, sets: usize, work: usize, codes: usize): void {
  const moving = work + BLOCK * 4;
  for (let walker: usize = 0; walker < BLOCK; walker++) {
    store<i32>(work + (walker << 2), 0);
    store<u16>(moving + (walker << 1), <u16>walker);
  }
  for (let nMoving: usize = BLOCK; nMoving > 0; ) {
    let nStill: usize = 0;
    for (let i: usize = 0; i < nMoving; i++) {
      const walker = <usize>load<u16>(moving + (i << 1));
      const at = work + (walker << 2);
      const node = nodes + load<i32>(at);
      const isLeft = (<usize>load<u8>(sets + load<u32>(node) + (walker >> 3)) >> (walker & 7)) & 1;
      const next = load<i32>(node + (isLeft << 2), 4);
      store<i32>(at, next);
      store<u16>(moving + (nStill << 1), <u16>walker);
      nStill += 1 + <usize>(next >> 31);
    }
    nMoving = nStill;
  }
  for (let row: usize = 0; row < BLOCK; row++) {
    const walker = ((row >> 7) << 7) | ((row & 15) << 3) | ((row >> 4) & 7);
    store<i32>(codes + (row << 2), ~load<i32>(work + (walker << 2)));
  }
}

/**
 * For each node, counted from left to right, the rows whose leaf lies right of it: set i of `work` for node i.
 *
 * They are those beyond its whole subtree, and of those in it or beyond it the ones that do not go left here. Both
 * are sets of nodes above, or all rows (set 0), or none (set 257): nodes come after those above them.
 *
 * @param nodes 12 bytes each: place of the set that goes left, then in 16 bits each the places of the set in or beyond
 * its subtree, of the set beyond it, and of its own.
 */
function passNodes(nodes: usize, nNodes: i32, sets: usize, work: usize): void {
  for (const end = nodes + <usize>nNodes * 12; nodes < end; nodes += 12) {
    const left = sets + load<u32>(nodes);
    const within = work + load<u16>(nodes, 4);
    const beyond = work + load<u16>(nodes, 6);
    const own = work + load<u16>(nodes, 8);
    const low = v128.or(v128.load(beyond), v128.andnot(v128.load(within), v128.load(left)));
    const high = v128.or(v128.load(beyond, 16), v128.andnot(v128.load(within, 16), v128.load(left, 16)));
    v128.store(own, low);
    v128.store(own, high, 16);
  }
}

/**
 * Codes of 128 rows from the sets of `passNodes`. Bit b of a number's Gray code is the parity of the odd multiples of
 * 2^b that it reaches.
 */
function grayCodes(work: usize, nBits: i32, codes: usize): void {
  const end = work + (SET << nBits);
  for (let b = 0; b < nBits; b++) {
    const step = SET << (b + 1);
    let at = work + (SET << b);
    let parity = v128.load(at);
    at += step;
    if (at < end) {
      let other = v128.load(at);
      for (at += step; at < end; at += step << 1) {
        parity = v128.xor(parity, v128.load(at));
        other = v128.xor(other, v128.load(at + step));
      }
      parity = v128.xor(parity, other);
    }
    v128.store(codes + (<usize>b << 4), parity);
  }
  for (let b = nBits; b < 8; b++) v128.store(codes + (<usize>b << 4), v128.splat<i32>(0));
  transpose(codes);
}

/** From 8 sets of 128 rows to 128 bytes, 8 x 8 bits at a time (Warren, Hacker's Delight, 7-3). */
function transpose(codes: usize): void {
  for (let i: usize = 0; i < 64; i += 16) swapBits(codes + i, 64, 4, 0x0f0f0f0f);
  for (let i: usize = 0; i < 128; i += 64) {
    swapBits(codes + i, 32, 2, 0x33333333);
    swapBits(codes + i + 16, 32, 2, 0x33333333);
  }
  for (let i: usize = 0; i < 128; i += 32) swapBits(codes + i, 16, 1, 0x55555555);
}

// @ts-ignore: decorator
@inline
function swapBits(at: usize, distance: usize, shift: i32, mask: i32): void {
  const a = v128.load(at);
  const b = v128.load(at + distance);
  const differ = v128.and(v128.xor(v128.shr<u64>(a, shift), b), v128.splat<i32>(mask));
  v128.store(at, v128.xor(a, v128.shl<u64>(differ, shift)));
  v128.store(at + distance, v128.xor(b, differ));
}

function addCodes(leaves: usize, codes: usize, sums: usize): void {
  for (const end = codes + BLOCK; codes < end; codes += 4, sums += 32) {
    const first = v128.load_zero<i64>(leaves + ((<usize>load<u8>(codes)) << 3));
    const low = v128.load_lane<i64>(leaves + ((<usize>load<u8>(codes, 1)) << 3), first, 1);
    const third = v128.load_zero<i64>(leaves + ((<usize>load<u8>(codes, 2)) << 3));
    const high = v128.load_lane<i64>(leaves + ((<usize>load<u8>(codes, 3)) << 3), third, 1);
    v128.store(sums, f64x2.add(v128.load(sums), low));
    v128.store(sums, f64x2.add(v128.load(sums, 16), high), 16);
  }
}

function addWideCodes(leaves: usize, codes: usize, sums: usize): void {
  for (const end = sums + BLOCK * 8; sums < end; sums += 8, codes += 4)
    store<f64>(sums, load<f64>(sums) + load<f64>(leaves + ((<usize>load<u32>(codes)) << 3)));
}
