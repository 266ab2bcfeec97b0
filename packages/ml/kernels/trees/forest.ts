// One whole tree of a forest: rows drawn, splits sought, rows parted, leaf by leaf in depth first. A job is 192
// bytes that say what there is and where to work; its layout is src/kernels/trees/forest/forest-job.ts.

const N_ROWS: usize = 0;
const N_COLUMNS: usize = 4;
const BINS: usize = 8;
const CUTS: usize = 12;
const CUT_OFFSETS: usize = 16;
const TARGETS: usize = 20;
const WEIGHTS: usize = 24;
const N_CLASSES: usize = 28;
const IS_BOOTSTRAP: usize = 32;
const DRAWS_CUTS: usize = 36;
const N_CANDIDATES: usize = 40;
const MAX_DEPTH: usize = 44;
const MIN_LEAF: usize = 48;
const ORIGIN: usize = 56;
const NEAR_ROWS: usize = 64;
const ROWS: usize = 68;
const SPARE: usize = 72;
const PAIRS: usize = 76;
const NODE_PAIRS: usize = 80;
const HISTOGRAM: usize = 84;
const TOTALS: usize = 88;
const ORDER: usize = 92;
const COLUMNS: usize = 96;
const STACK: usize = 100;
const NEAR: usize = 104;
const NODES: usize = 108;
const LEAVES: usize = 112;
const N_NODES: usize = 116;
const N_LEAVES: usize = 120;
const ROOT: usize = 124;
// From here on nothing is a result.
const RANDOM: usize = 128;
// The node at hand.
const TOTAL_WEIGHT: usize = 144;
const TOTAL_SUM: usize = 152;
const FIRST: usize = 160;
const COUNT: usize = 164;
const BEST_CUT: usize = 168;
// Where its rows lie: in the whole table, or in a copy of few rows near each other.
const NOW_BINS: usize = 172;
const NOW_STRIDE: usize = 176;
const NOW_ROWS: usize = 180;
const NOW_PAIRS: usize = 184;
const N_BINS = 255;

/** SplitMix32 of the seed fills the state of xoshiro128**, as `seededRandom` does. */
function seedRandom(state: usize, seed: i32): void {
  let mixing = seed;
  for (let word: usize = 0; word < 16; word += 4) {
    mixing += 0x9e3779b9;
    let z = mixing;
    z = (z ^ (z >>> 16)) * 0x21f0aaad;
    z = (z ^ (z >>> 15)) * 0x735a2d97;
    store<i32>(state + word, z ^ (z >>> 15));
  }
  store<i32>(state, load<i32>(state, 12) | 1, 12);
}

@inline
function nextBits(state: usize): u32 {
  let a = load<u32>(state);
  let b = load<u32>(state, 4);
  let c = load<u32>(state, 8);
  let d = load<u32>(state, 12);
  const result = rotl<u32>(b * 5, 7) * 9;
  const t = b << 9;
  c ^= a;
  d ^= b;
  b ^= c;
  a ^= d;
  store<u32>(state, a);
  store<u32>(state, b, 4);
  store<u32>(state, c ^ t, 8);
  store<u32>(state, rotl<u32>(d, 11), 12);
  return result;
}

@inline
function nextDouble(state: usize): f64 {
  const high = nextBits(state) >>> 5;
  const low = nextBits(state) >>> 6;
  return (<f64>high * 67108864 + <f64>low) / 9007199254740992;
}

@inline
function below(state: usize, n: i32): i32 {
  return <i32>(nextDouble(state) * <f64>n);
}

/** Lists the rows of the tree, each with its weight and target side by side. @returns Their number. */
function takeRows(job: usize): i32 {
  const n = load<i32>(job, N_ROWS);
  const rows = <usize>load<u32>(job, ROWS);
  const counts = <usize>load<u32>(job, SPARE);
  const pairs = <usize>load<u32>(job, PAIRS);
  const targets = <usize>load<u32>(job, TARGETS);
  const weights = <usize>load<u32>(job, WEIGHTS);
  const isBootstrap = load<i32>(job, IS_BOOTSTRAP);
  if (isBootstrap) {
    memory.fill(counts, 0, <usize>n << 2);
    for (let i = 0; i < n; i++) {
      const count = counts + (<usize>below(job + RANDOM, n) << 2);
      store<i32>(count, load<i32>(count) + 1);
    }
  }
  let nTaken = 0;
  for (let i = 0; i < n; i++) {
    let weight: f64 = isBootstrap ? <f64>load<i32>(counts + (<usize>i << 2)) : 1;
    if (weight === 0) continue;
    if (weights !== 0) weight *= load<f64>(weights + (<usize>i << 3));
    store<i32>(rows + (<usize>nTaken << 2), i);
    nTaken++;
    store<f64>(pairs + (<usize>i << 4), weight);
    store<f64>(pairs + (<usize>i << 4), load<f64>(targets + (<usize>i << 3)), 8);
  }
  return nTaken;
}

/** Turns to a node: gathers weights with targets times weights, and their sums. @returns 1 where a split could help. */
function enterMoments(job: usize, start: i32, end: i32): i32 {
  const rows = <usize>load<u32>(job, NOW_ROWS);
  const pairs = <usize>load<u32>(job, NOW_PAIRS);
  let out = <usize>load<u32>(job, NODE_PAIRS);
  const first = load<f64>(pairs + (<usize>load<i32>(rows + (<usize>start << 2)) << 4), 8);
  let totalWeight: f64 = 0;
  let totalSum: f64 = 0;
  let differs = 0;
  for (let i = start; i < end; i++, out += 16) {
    const pair = pairs + (<usize>load<i32>(rows + (<usize>i << 2)) << 4);
    const weight = load<f64>(pair);
    const target = load<f64>(pair, 8);
    const sum = weight * target;
    differs |= <i32>(target !== first);
    store<f64>(out, weight);
    store<f64>(out, sum, 8);
    totalWeight += weight;
    totalSum += sum;
  }
  store<f64>(job, totalWeight, TOTAL_WEIGHT);
  store<f64>(job, totalSum, TOTAL_SUM);
  return differs & <i32>(totalWeight >= 2 * load<f64>(job, MIN_LEAF));
}

/** As `enterMoments` for classes: gathers weights with classes, and the weight of each class. */
function enterClasses(job: usize, start: i32, end: i32): i32 {
  const rows = <usize>load<u32>(job, NOW_ROWS);
  const pairs = <usize>load<u32>(job, NOW_PAIRS);
  const totals = <usize>load<u32>(job, TOTALS);
  let out = <usize>load<u32>(job, NODE_PAIRS);
  memory.fill(totals, 0, <usize>load<i32>(job, N_CLASSES) << 3);
  let totalWeight: f64 = 0;
  for (let i = start; i < end; i++, out += 16) {
    const pair = pairs + (<usize>load<i32>(rows + (<usize>i << 2)) << 4);
    const weight = load<f64>(pair);
    const offset = <i32>load<f64>(pair, 8) << 3;
    store<f64>(out, weight);
    store<i32>(out, offset, 8);
    const total = totals + <usize>offset;
    store<f64>(total, load<f64>(total) + weight);
    totalWeight += weight;
  }
  store<f64>(job, totalWeight, TOTAL_WEIGHT);
  const firstClass = <usize>load<i32>(<usize>load<u32>(job, NODE_PAIRS), 8);
  return <i32>(load<f64>(totals + firstClass) < totalWeight) & <i32>(totalWeight >= 2 * load<f64>(job, MIN_LEAF));
}

/** Reads the set bits of 256 into `order`, increasing, and clears them. @returns Their number. */
@inline
function takeBits(words: usize, order: usize): i32 {
  let n = order;
  for (let k = 0; k < 4; k++) {
    const at = words + (<usize>k << 3);
    let word = load<u64>(at);
    while (word !== 0) {
      store<u8>(n++, <u8>((k << 6) + <i32>ctz<u64>(word)));
      word &= word - 1;
    }
    store<u64>(at, 0);
  }
  return <i32>(n - order);
}

@inline
function markBit(words: usize, bin: usize): void {
  const at = words + ((bin >> 6) << 3);
  store<u64>(at, load<u64>(at) | ((<u64>1) << (bin & 63)));
}

/** Sums weights and targets by bin. @returns How many bins hold rows; `ORDER` lists them. */
function fillMoments(job: usize, bins: usize, nBins: i32): i32 {
  const count = load<i32>(job, COUNT);
  const histogram = <usize>load<u32>(job, HISTOGRAM);
  const order = <usize>load<u32>(job, ORDER);
  let row = <usize>load<u32>(job, NOW_ROWS) + (<usize>load<i32>(job, FIRST) << 2);
  let pair = <usize>load<u32>(job, NODE_PAIRS);
  const end = pair + (<usize>count << 4);
  if (count < nBins) {
    for (; pair < end; pair += 16, row += 4) {
      const bin = <usize>load<u8>(bins + <usize>load<i32>(row));
      const slot = histogram + (bin << 4);
      markBit(order + 256, bin);
      v128.store(slot, f64x2.add(v128.load(slot), v128.load(pair)));
    }
    return takeBits(order + 256, order);
  }
  for (; pair < end; pair += 16, row += 4) {
    const slot = histogram + (<usize>load<u8>(bins + <usize>load<i32>(row)) << 4);
    v128.store(slot, f64x2.add(v128.load(slot), v128.load(pair)));
  }
  let n = order;
  for (let bin = 0; bin < nBins; bin++) {
    store<u8>(n, <u8>bin);
    n += <usize>(load<f64>(histogram + (<usize>bin << 4)) > 0);
  }
  return <i32>(n - order);
}

/** Sums weights by bin and class, as `fillMoments`. */
function fillClasses(job: usize, bins: usize): i32 {
  const histogram = <usize>load<u32>(job, HISTOGRAM);
  const order = <usize>load<u32>(job, ORDER);
  const stride = <usize>load<i32>(job, N_CLASSES) << 3;
  let row = <usize>load<u32>(job, NOW_ROWS) + (<usize>load<i32>(job, FIRST) << 2);
  let pair = <usize>load<u32>(job, NODE_PAIRS);
  const end = pair + (<usize>load<i32>(job, COUNT) << 4);
  for (; pair < end; pair += 16, row += 4) {
    const bin = <usize>load<u8>(bins + <usize>load<i32>(row));
    const slot = histogram + bin * stride + <usize>load<i32>(pair, 8);
    markBit(order + 256, bin);
    store<f64>(slot, load<f64>(slot) + load<f64>(pair));
  }
  return takeBits(order + 256, order);
}

/** A cut drawn evenly by value between two bins of a column, `low` below `high`. */
function drawCut(job: usize, column: i32, low: i32, high: i32): i32 {
  const offset = load<i32>(<usize>load<u32>(job, CUT_OFFSETS) + (<usize>column << 2));
  const cuts = <usize>load<u32>(job, CUTS) + (<usize>offset << 3);
  const least = load<f64>(cuts + (<usize>low << 3));
  const largest = load<f64>(cuts + (<usize>(high - 1) << 3));
  const value = least + nextDouble(job + RANDOM) * (largest - least);
  let from = low;
  let to = high - 1;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (value <= load<f64>(cuts + (<usize>middle << 3))) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** The drawn cut of a column where cuts are drawn, else -1: all are tried. */
@inline
function onlyCutOf(job: usize, column: i32, nOccupied: i32): i32 {
  if (!load<i32>(job, DRAWS_CUTS) || nOccupied < 2) return -1;
  const order = <usize>load<u32>(job, ORDER);
  return drawCut(job, column, <i32>load<u8>(order), <i32>load<u8>(order + <usize>(nOccupied - 1)));
}

/**
 * Score of the best cut of a column, left at `BEST_CUT`: sum of squares over weight on either side.
 *
 * @returns -1 when no cut leaves enough on both sides, -Infinity when all rows are alike.
 */
function scoreMoments(job: usize, column: i32, nOccupied: i32): f64 {
  const histogram = <usize>load<u32>(job, HISTOGRAM);
  const order = <usize>load<u32>(job, ORDER);
  const drawn = onlyCutOf(job, column, nOccupied);
  const totalWeight = load<f64>(job, TOTAL_WEIGHT);
  const totalSum = load<f64>(job, TOTAL_SUM);
  const minLeaf = load<f64>(job, MIN_LEAF);
  let best: f64 = -1;
  let leftWeight: f64 = 0;
  let leftSum: f64 = 0;
  let before = 0;
  for (let k = 0; k < nOccupied; k++) {
    const bin = <i32>load<u8>(order + <usize>k);
    const rightWeight = totalWeight - leftWeight;
    const isAsked = drawn < 0 || (k > 0 && before <= drawn && drawn < bin);
    if (isAsked && leftWeight >= minLeaf && rightWeight >= minLeaf) {
      const rightSum = totalSum - leftSum;
      const score =
        (leftSum * leftSum * rightWeight + rightSum * rightSum * leftWeight) / (leftWeight * rightWeight);
      if (score > best) {
        best = score;
        store<i32>(job, drawn < 0 ? (before + bin - 1) >> 1 : drawn, BEST_CUT);
      }
    }
    const slot = histogram + (<usize>bin << 4);
    leftWeight += load<f64>(slot);
    leftSum += load<f64>(slot, 8);
    v128.store(slot, i64x2.splat(0));
    before = bin;
  }
  return nOccupied < 2 ? -Infinity : best;
}

/** As `scoreMoments` for classes: the squares of each class's weight. */
function scoreClasses(job: usize, column: i32, nOccupied: i32): f64 {
  const nClasses = load<i32>(job, N_CLASSES);
  const stride = <usize>nClasses << 3;
  const histogram = <usize>load<u32>(job, HISTOGRAM);
  const order = <usize>load<u32>(job, ORDER);
  const totals = <usize>load<u32>(job, TOTALS);
  const lefts = totals + stride;
  const drawn = onlyCutOf(job, column, nOccupied);
  const totalWeight = load<f64>(job, TOTAL_WEIGHT);
  const minLeaf = load<f64>(job, MIN_LEAF);
  let best: f64 = -1;
  let leftWeight: f64 = 0;
  let leftSquares: f64 = 0;
  let rightSquares: f64 = 0;
  let before = 0;
  memory.fill(lefts, 0, stride);
  for (let c: usize = 0; c < stride; c += 8) rightSquares += load<f64>(totals + c) * load<f64>(totals + c);
  for (let k = 0; k < nOccupied; k++) {
    const bin = <i32>load<u8>(order + <usize>k);
    const rightWeight = totalWeight - leftWeight;
    const isAsked = drawn < 0 || (k > 0 && before <= drawn && drawn < bin);
    if (isAsked && leftWeight >= minLeaf && rightWeight >= minLeaf) {
      const score = (leftSquares * rightWeight + rightSquares * leftWeight) / (leftWeight * rightWeight);
      if (score > best) {
        best = score;
        store<i32>(job, drawn < 0 ? (before + bin - 1) >> 1 : drawn, BEST_CUT);
      }
    }
    const slots = histogram + <usize>bin * stride;
    for (let c: usize = 0; c < stride; c += 8) {
      const weight = load<f64>(slots + c);
      if (weight === 0) continue;
      const left = load<f64>(lefts + c);
      leftSquares += weight * (2 * left + weight);
      rightSquares -= weight * (2 * (load<f64>(totals + c) - left) - weight);
      store<f64>(lefts + c, left + weight);
      leftWeight += weight;
      store<f64>(slots + c, 0);
    }
    before = bin;
  }
  return nOccupied < 2 ? -Infinity : best;
}

function scoreColumn(job: usize, column: i32): f64 {
  const bins = <usize>load<u32>(job, NOW_BINS) + <usize>column * <usize>load<u32>(job, NOW_STRIDE);
  if (load<i32>(job, N_CLASSES) !== 0) return scoreClasses(job, column, fillClasses(job, bins));
  const offset = <usize>load<u32>(job, CUT_OFFSETS) + (<usize>column << 2);
  const nBins = load<i32>(offset, 4) - load<i32>(offset) + 1;
  return scoreMoments(job, column, fillMoments(job, bins, nBins));
}

/**
 * Draws columns and keeps the best of their cuts; where rows are alike in all of them, drawing goes on until one tells
 * them apart.
 *
 * @returns The question column * 256 + cut, or -1.
 */
function findSplit(job: usize): i32 {
  const p = load<i32>(job, N_COLUMNS);
  const nCandidates = load<i32>(job, N_CANDIDATES);
  const columns = <usize>load<u32>(job, COLUMNS);
  let best: f64 = -Infinity;
  let question = -1;
  for (let tried = 0; tried < p; tried++) {
    if (tried >= nCandidates && best > -Infinity) break;
    const place = columns + (<usize>(tried + below(job + RANDOM, p - tried)) << 2);
    const column = load<i32>(place);
    store<i32>(place, load<i32>(columns + (<usize>tried << 2)));
    store<i32>(columns + (<usize>tried << 2), column);
    const score = scoreColumn(job, column);
    if (score <= best) continue;
    best = score;
    if (score >= 0) question = (column << 8) + load<i32>(job, BEST_CUT);
  }
  return question;
}

/** Parts the rows of a node in place, keeping their order. @returns Where those of the right begin. */
function divide(job: usize, question: i32, start: i32, end: i32): i32 {
  const bins = <usize>load<u32>(job, NOW_BINS) + <usize>(question >> 8) * <usize>load<u32>(job, NOW_STRIDE);
  const cut = question & 255;
  const rows = <usize>load<u32>(job, NOW_ROWS);
  const spare = <usize>load<u32>(job, SPARE);
  const stop = rows + (<usize>end << 2);
  let left = rows + (<usize>start << 2);
  let right = spare;
  for (let at = left; at < stop; at += 4) {
    const row = load<i32>(at);
    const isLeft = <usize>(<i32>load<u8>(bins + <usize>row) <= cut);
    store<i32>(left, row);
    store<i32>(right, row);
    left += isLeft << 2;
    right += (isLeft ^ 1) << 2;
  }
  memory.copy(left, spare, right - spare);
  return <i32>((left - rows) >> 2);
}

/** Copies the rows of a node side by side: what grows below it reads them from the nearest cache. */
function moveNear(job: usize, start: i32, end: i32): void {
  const nNear = <usize>load<i32>(job, NEAR_ROWS);
  const p = load<i32>(job, N_COLUMNS);
  const rows = <usize>load<u32>(job, ROWS) + (<usize>start << 2);
  const pairs = <usize>load<u32>(job, PAIRS);
  const n = <usize>(end - start);
  const nearPairs = <usize>load<u32>(job, NEAR);
  const nearRows = nearPairs + (nNear << 4);
  const nearBins = nearRows + (nNear << 2);
  for (let i: usize = 0; i < n; i++) {
    v128.store(nearPairs + (i << 4), v128.load(pairs + (<usize>load<i32>(rows + (i << 2)) << 4)));
    store<i32>(nearRows + (i << 2), <i32>i);
  }
  for (let c: usize = 0; c < <usize>p; c++) {
    const from = <usize>load<u32>(job, BINS) + c * <usize>load<u32>(job, N_ROWS);
    const to = nearBins + c * nNear;
    for (let i: usize = 0; i < n; i++) store<u8>(to + i, load<u8>(from + <usize>load<i32>(rows + (i << 2))));
  }
  store<u32>(job, <u32>nearBins, NOW_BINS);
  store<u32>(job, <u32>nNear, NOW_STRIDE);
  store<u32>(job, <u32>(nearRows - (<usize>start << 2)), NOW_ROWS);
  store<u32>(job, <u32>nearPairs, NOW_PAIRS);
}

function moveBack(job: usize): void {
  store<u32>(job, load<u32>(job, BINS), NOW_BINS);
  store<u32>(job, load<u32>(job, N_ROWS), NOW_STRIDE);
  store<u32>(job, load<u32>(job, ROWS), NOW_ROWS);
  store<u32>(job, load<u32>(job, PAIRS), NOW_PAIRS);
}

/** Empties histogram and bits; whoever reads them leaves them empty. */
function clearSums(job: usize): void {
  const slotBytes = max(16, <usize>load<i32>(job, N_CLASSES) << 3);
  memory.fill(<usize>load<u32>(job, HISTOGRAM), 0, slotBytes * N_BINS);
  memory.fill(<usize>load<u32>(job, ORDER) + 256, 0, 32);
}

/** Writes the answer of a leaf that holds the rows of the node at hand. @returns ~leaf. */
function addLeaf(job: usize): i32 {
  const leaf = load<i32>(job, N_LEAVES);
  store<i32>(job, leaf + 1, N_LEAVES);
  const leaves = <usize>load<u32>(job, LEAVES);
  const totalWeight = load<f64>(job, TOTAL_WEIGHT);
  const nClasses = load<i32>(job, N_CLASSES);
  if (nClasses === 0) {
    const mean = load<f64>(job, ORIGIN) + load<f64>(job, TOTAL_SUM) / totalWeight;
    store<f64>(leaves + (<usize>leaf << 3), mean);
    return ~leaf;
  }
  const totals = <usize>load<u32>(job, TOTALS);
  const answer = leaves + ((<usize>leaf * <usize>nClasses) << 3);
  for (let c: usize = 0; c < <usize>nClasses << 3; c += 8) {
    store<f64>(answer + c, load<f64>(totals + c) / totalWeight);
  }
  return ~leaf;
}

@inline
function push(at: usize, start: i32, end: i32, depth: i32, parent: i32, side: i32): void {
  store<i32>(at, start);
  store<i32>(at, end, 4);
  store<i32>(at, depth, 8);
  store<i32>(at, parent, 12);
  store<i32>(at, side, 16);
}

/**
 * Grows one tree into `NODES` (question, what follows for yes, what follows for no: a node or ~leaf) and `LEAVES`;
 * their numbers and the root are left in the job.
 *
 * @param seed The tree's seed as `seededRandom` folds it into 32 bits.
 */
export function growForestTree(job: usize, seed: i32): void {
  seedRandom(job + RANDOM, seed);
  const n = takeRows(job);
  const p = load<i32>(job, N_COLUMNS);
  const columns = <usize>load<u32>(job, COLUMNS);
  for (let c = 0; c < p; c++) store<i32>(columns + (<usize>c << 2), c);
  const isMoments = load<i32>(job, N_CLASSES) === 0;
  const maxDepth = load<i32>(job, MAX_DEPTH);
  const nNear = load<i32>(job, NEAR_ROWS);
  const nodes = <usize>load<u32>(job, NODES);
  const stack = <usize>load<u32>(job, STACK);
  store<i32>(job, 0, N_LEAVES);
  clearSums(job);
  let nNodes = 0;
  moveBack(job);
  let isNear = false;
  // Below this place of the stack, nodes are read from the whole table again.
  let nearFloor = stack;
  let top = stack + 20;
  push(stack, 0, n, 0, -1, 0);
  while (top > stack) {
    top -= 20;
    const start = load<i32>(top);
    const end = load<i32>(top, 4);
    const depth = load<i32>(top, 8);
    const parent = load<i32>(top, 12);
    const side = load<i32>(top, 16);
    if (isNear && top < nearFloor) {
      isNear = false;
      moveBack(job);
    }
    if (!isNear && end - start <= nNear) {
      isNear = true;
      nearFloor = top;
      moveNear(job, start, end);
    }
    store<i32>(job, start, FIRST);
    store<i32>(job, end - start, COUNT);
    const mayHelp = isMoments ? enterMoments(job, start, end) : enterClasses(job, start, end);
    const question = mayHelp && depth < maxDepth ? findSplit(job) : -1;
    let here: i32;
    if (question >= 0) {
      here = nNodes++;
      store<i32>(nodes + <usize>here * 12, question);
      const middle = divide(job, question, start, end);
      push(top, middle, end, depth + 1, here, 1);
      push(top + 20, start, middle, depth + 1, here, 0);
      top += 40;
    } else here = addLeaf(job);
    if (parent < 0) store<i32>(job, here, ROOT);
    else store<i32>(nodes + <usize>parent * 12 + 4 + (<usize>side << 2), here);
  }
  store<i32>(job, nNodes, N_NODES);
}
