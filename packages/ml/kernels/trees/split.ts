// The best split of a node, column by column. Sums are whole numbers: gradients G and Hessians H in their units, of at
// most 31 bits, a sign besides.
// A record is 64 bytes: score, cut, missing goes left, left sums G and H, column, levels that go left (256 bits).

import { orderLevels } from './order-levels';
import { gradientOf, hessianOf } from './packed-sums';

export const COLUMN_BYTES: usize = 32;

/** Parameters of a search, doubles side by side, in units of the packed sums. */
const L1: usize = 0;
export const L2: usize = 8;
export const MIN_HESSIAN: usize = 16;
const LOWEST: usize = 24;
const HIGHEST: usize = 32;
const IS_BOUNDED: usize = 40;
const CATEGORY_L2: usize = 48;
const CATEGORY_SMOOTHING: usize = 56;
const MAX_LEVELS: usize = 64;
const MIN_LEVEL_HESSIAN: usize = 72;
const MAX_ONE_LEVEL: usize = 80;
const LEVEL_COST: usize = 88;

@inline
function soften(g: f64, l1: f64): f64 {
  return g > l1 ? g - l1 : g < -l1 ? g + l1 : 0;
}

/** What a leaf may answer: the best constant, within the bounds of monotone constraints. */
@inline
function outputOf(g: f64, h: f64, l2: f64, lowest: f64, highest: f64): f64 {
  const best = -g / (h + l2);
  return best < lowest ? lowest : best > highest ? highest : best;
}

@inline
function gainOf(g: f64, h: f64, l2: f64, output: f64): f64 {
  return -(2 * g * output + (h + l2) * output * output);
}

/** Twice the loss that a split saves against an empty leaf; -Infinity when it breaks a monotone constraint. */
function boundedScore(left: i64, right: i64, params: usize, l2: f64, direction: i32): f64 {
  const l1 = load<f64>(params, L1);
  const lowest = load<f64>(params, LOWEST);
  const highest = load<f64>(params, HIGHEST);
  const gLeft = soften(gradientOf(left), l1);
  const gRight = soften(gradientOf(right), l1);
  const hLeft = hessianOf(left);
  const hRight = hessianOf(right);
  const outLeft = outputOf(gLeft, hLeft, l2, lowest, highest);
  const outRight = outputOf(gRight, hRight, l2, lowest, highest);
  if (<f64>direction * (outRight - outLeft) < 0) return -Infinity;
  return gainOf(gLeft, hLeft, l2, outLeft) + gainOf(gRight, hRight, l2, outRight);
}

@inline
export function plainScore(left: i64, right: i64, l2: f64): f64 {
  const gLeft = gradientOf(left);
  const gRight = gradientOf(right);
  return (gLeft * gLeft) / (hessianOf(left) + l2) + (gRight * gRight) / (hessianOf(right) + l2);
}

@inline
function keep(record: usize, score: f64, cut: i32, missingLeft: i32, left: i64, column: i32): void {
  store<f64>(record, score);
  store<i32>(record, cut, 8);
  store<i32>(record, missingLeft, 12);
  store<i32>(record, <i32>(left >> 32), 16);
  store<i32>(record, <i32>left, 20);
  store<i32>(record, column, 24);
}

/** How many cuts there are: behind the last bin, only missing values lie on the right. */
@inline
function cutsOf(nBins: i32, missing: i64, missingLeft: i32): i32 {
  return missing !== 0 && !missingLeft ? nBins : nBins - 1;
}

/** Running sums within four lanes. */
@inline
function runningSums(x: v128): v128 {
  const zero = i32x4.splat(0);
  const pairs = i32x4.add(x, v128.shuffle<i32>(zero, x, 0, 4, 5, 6));
  return i32x4.add(pairs, v128.shuffle<i32>(zero, pairs, 0, 1, 4, 5));
}

/** Sum of the first `n` slots. */
function sumOfSlots(slots: usize, n: i32): i64 {
  let sums = i64x2.splat(0);
  const end = slots + (<usize>(n & ~1) << 3);
  for (; slots < end; slots += 16) sums = i64x2.add(sums, v128.load(slots));
  const sum = i64x2.extract_lane(sums, 0) + i64x2.extract_lane(sums, 1);
  return n & 1 ? sum + load<i64>(slots) : sum;
}

/**
 * Cuts of a column of numbers: bins up to `cut` go left, and rows without a value where `missingLeft` says.
 *
 * Four bins at a time, in single precision. With D = H + l2 on either side and G and H whole numbers,
 * Gl² / Dl + Gr² / Dr is a constant of the column plus (Gl Dr - Gr Dl)² / (Dl Dr) over another one: the last term alone
 * is compared, so that rounding is to what a cut saves and not to what its node holds. The best cut of the column is
 * then scored exactly, since columns are compared in whatever order threads see them.
 */
function scanNumbers(
  slots: usize,
  nBins: i32,
  missing: i64,
  missingLeft: i32,
  total: i64,
  params: usize,
  record: usize,
  column: i32,
): void {
  const l2 = load<f64>(params, L2);
  const minHessian = <u32>load<f64>(params, MIN_HESSIAN);
  if (<u32>total < minHessian) return;
  const start = missingLeft ? missing : 0;
  const nCuts = i32x4.splat(cutsOf(nBins, missing, missingLeft));
  const gTotals = i32x4.splat(<i32>(total >> 32));
  const hTotals = i32x4.splat(<i32>total);
  const penalties = f32x4.splat(<f32>l2);
  const leasts = i32x4.splat(<i32>minHessian);
  const mosts = i32x4.splat(<i32>(<u32>total - minHessian));
  let gLefts = i32x4.splat(<i32>(start >> 32));
  let hLefts = i32x4.splat(<i32>start);
  let bins = i32x4(0, 1, 2, 3);
  let bests = f32x4.splat(-1);
  let bestBins = i32x4.splat(-1);
  const end = slots + (<usize>nBins << 3);
  for (let at = slots; at < end; at += 32, bins = i32x4.add(bins, i32x4.splat(4))) {
    const two = v128.load(at);
    const others = v128.load(at, 16);
    if (!v128.any_true(v128.or(two, others))) continue;
    gLefts = i32x4.add(gLefts, runningSums(v128.shuffle<i32>(two, others, 1, 3, 5, 7)));
    hLefts = i32x4.add(hLefts, runningSums(v128.shuffle<i32>(two, others, 0, 2, 4, 6)));
    const gLeft = f32x4.convert_i32x4_s(gLefts);
    const gRight = f32x4.convert_i32x4_s(i32x4.sub(gTotals, gLefts));
    const dLeft = f32x4.add(f32x4.convert_i32x4_s(hLefts), penalties);
    const dRight = f32x4.add(f32x4.convert_i32x4_s(i32x4.sub(hTotals, hLefts)), penalties);
    const apart = f32x4.sub(f32x4.mul(gLeft, dRight), f32x4.mul(gRight, dLeft));
    const scores = f32x4.div(f32x4.mul(apart, apart), f32x4.mul(dLeft, dRight));
    const isTooLight = v128.or(i32x4.lt_s(hLefts, leasts), i32x4.gt_s(hLefts, mosts));
    const isCut = v128.andnot(i32x4.lt_s(bins, nCuts), isTooLight);
    const isBetter = v128.and(f32x4.gt(scores, bests), isCut);
    bests = v128.bitselect(scores, bests, isBetter);
    bestBins = v128.bitselect(bins, bestBins, isBetter);
    gLefts = v128.shuffle<i32>(gLefts, gLefts, 3, 3, 3, 3);
    hLefts = v128.shuffle<i32>(hLefts, hLefts, 3, 3, 3, 3);
  }
  const cut = firstOfBest(bests, bestBins);
  if (cut < 0) return;
  const left = start + sumOfSlots(slots, cut + 1);
  const score = plainScore(left, total - left, l2);
  if (score > load<f64>(record)) keep(record, score, cut, missingLeft, left, column);
}

/** The lowest bin among those of the best score. */
@inline
function firstOfBest(scores: v128, bins: v128): i32 {
  const halves = f32x4.pmax(scores, v128.shuffle<i32>(scores, scores, 2, 3, 0, 1));
  const best = f32x4.pmax(halves, v128.shuffle<i32>(halves, halves, 1, 0, 3, 2));
  // A bin of another score counts as one of 2^32 - 1, which is also what says that there is none.
  const kept = v128.or(bins, f32x4.lt(scores, best));
  const first = min(<u32>i32x4.extract_lane(kept, 0), <u32>i32x4.extract_lane(kept, 1));
  const third = min(<u32>i32x4.extract_lane(kept, 2), <u32>i32x4.extract_lane(kept, 3));
  return <i32>min(first, third);
}

/** As `scanNumbers`, of two bins: the only cut there is. */
function scorePair(left: i64, total: i64, params: usize, record: usize, column: i32): void {
  const minHessian = <u32>load<f64>(params, MIN_HESSIAN);
  const right = total - left;
  if (<u32>left < minHessian || <u32>right < minHessian) return;
  const score = plainScore(left, right, load<f64>(params, L2));
  if (score > load<f64>(record)) keep(record, score, 0, 0, left, column);
}

/** As `scanNumbers`, with L1, bounds of outputs, a direction, or a single cut to try. */
function scanBounded(
  slots: usize,
  nBins: i32,
  missing: i64,
  missingLeft: i32,
  total: i64,
  params: usize,
  record: usize,
  column: i32,
  direction: i32,
  onlyCut: i32,
): void {
  const l2 = load<f64>(params, L2);
  const minHessian = <u32>load<f64>(params, MIN_HESSIAN);
  let best = load<f64>(record);
  let left = missingLeft ? missing : 0;
  const nCuts = cutsOf(nBins, missing, missingLeft);
  const last = onlyCut >= 0 ? min(onlyCut + 1, nCuts) : nCuts;
  for (let bin = 0; bin < last; bin++) {
    const slot = load<i64>(slots + (<usize>bin << 3));
    left += slot;
    if (onlyCut >= 0 ? bin < onlyCut : slot === 0) continue;
    const right = total - left;
    if (<u32>left < minHessian || <u32>right < minHessian) continue;
    const score = boundedScore(left, right, params, l2, direction);
    if (score > best) {
      best = score;
      keep(record, score, bin, missingLeft, left, column);
    }
  }
}

@inline
function markLevel(record: usize, level: i32): void {
  const at = record + 32 + (<usize>(level >> 5) << 2);
  store<i32>(at, load<i32>(at) | (1 << (level & 31)));
}

function clearLevels(record: usize): void {
  v128.store(record, i64x2.splat(0), 32);
  v128.store(record, i64x2.splat(0), 48);
}

/** Splits off one level of a category. */
function scanOneLevel(
  slots: usize,
  nLevels: i32,
  total: i64,
  params: usize,
  record: usize,
  column: i32,
): void {
  const l2 = load<f64>(params, L2);
  const minHessian = <u32>load<f64>(params, MIN_HESSIAN);
  for (let level = 0; level < nLevels; level++) {
    const left = load<i64>(slots + (<usize>level << 3));
    const right = total - left;
    if (<u32>left < minHessian || <u32>right < minHessian || left === 0) continue;
    const score = boundedScore(left, right, params, l2, 0);
    if (score > load<f64>(record)) {
      keep(record, score, -1, 0, left, column);
      clearLevels(record);
      markLevel(record, level);
    }
  }
}

/** Splits a category's levels in the order of their gradients, from either end; each level taken has its cost. */
function scanLevels(
  slots: usize,
  nLevels: i32,
  total: i64,
  params: usize,
  record: usize,
  column: i32,
  scratch: usize,
): void {
  const l2 = load<f64>(params, L2) + load<f64>(params, CATEGORY_L2);
  const minHessian = <u32>load<f64>(params, MIN_HESSIAN);
  const smoothing = load<f64>(params, CATEGORY_SMOOTHING);
  const minLevelHessian = <u32>load<f64>(params, MIN_LEVEL_HESSIAN);
  const n = orderLevels(slots, nLevels, smoothing, minLevelHessian, scratch);
  const order = scratch + 2048;
  const nTaken = min(<i32>load<f64>(params, MAX_LEVELS), (n + 1) >> 1);
  const cost = load<f64>(params, LEVEL_COST);
  let bestTaken = 0;
  let isFromEnd = 0;
  for (let end = 0; end < 2; end++) {
    let left: i64 = 0;
    for (let taken = 0; taken < nTaken; taken++) {
      const level = load<i32>(order + (<usize>(end ? n - 1 - taken : taken) << 2));
      left += load<i64>(slots + (<usize>level << 3));
      const right = total - left;
      if (<u32>left < minHessian || <u32>right < minHessian) continue;
      const score = boundedScore(left, right, params, l2, 0) - cost * <f64>(taken + 1);
      if (score > load<f64>(record)) {
        keep(record, score, -1, 0, left, column);
        bestTaken = taken + 1;
        isFromEnd = end;
      }
    }
  }
  if (bestTaken === 0) return;
  clearLevels(record);
  for (let taken = 0; taken < bestTaken; taken++) {
    markLevel(record, load<i32>(order + (<usize>(isFromEnd ? n - 1 - taken : taken) << 2)));
  }
}

/** Slots of a bundled column with the bin that is not stored put in: what the others leave of the total. */
export function restoreBin(slots: usize, nSlots: i32, absent: i32, total: i64, into: usize): void {
  let rest = total;
  for (let bin = 0, at = slots; bin < nSlots; bin++) {
    if (bin === absent) continue;
    const slot = load<i64>(at);
    store<i64>(into + (<usize>bin << 3), slot);
    rest -= slot;
    at += 8;
  }
  store<i64>(into + (<usize>absent << 3), rest);
}

/**
 * The best split over columns `from` to `to` - 1, kept in `record` where it beats the score already there.
 *
 * A column is 32 bytes: byte offset of its slots, bins, missing bin or -1, 1 for a category, bin that is
 * not stored or -1, direction, the only cut to try or -1, 1 when it may be used.
 *
 * @param gTotal Sum of the node's gradients, in units. @param hTotal Sum of its Hessians.
 * @param scratch 6144 bytes.
 */
export function bestSplit(
  columns: usize,
  from: i32,
  to: i32,
  histogram: usize,
  gTotal: i32,
  hTotal: u32,
  params: usize,
  scratch: usize,
  record: usize,
): void {
  const total = (<i64>gTotal << 32) + <i64>hTotal;
  const isBounded = load<f64>(params, IS_BOUNDED) !== 0;
  const minHessian = <u32>load<f64>(params, MIN_HESSIAN);
  for (let column = from; column < to; column++) {
    const entry = columns + <usize>column * COLUMN_BYTES;
    if (load<i32>(entry, 28) === 0) continue;
    const nBins = load<i32>(entry, 4);
    const missingBin = load<i32>(entry, 8);
    const absent = load<i32>(entry, 16);
    const direction = load<i32>(entry, 20);
    const onlyCut = load<i32>(entry, 24);
    const isPlain = !isBounded && direction === 0 && onlyCut < 0;
    let slots = histogram + <usize>load<u32>(entry);
    if (absent >= 0) {
      const nSlots = max(nBins, missingBin + 1);
      const stored = sumOfSlots(slots, nSlots - 1);
      // One side of every split is without the bin that is not stored.
      if (<u32>stored < minHessian) continue;
      if (nSlots === 2 && isPlain && !load<i32>(entry, 12)) {
        scorePair(absent === 0 ? total - stored : stored, total, params, record, column);
        continue;
      }
      restoreBin(slots, nSlots, absent, total, scratch + 4096);
      slots = scratch + 4096;
    }
    if (load<i32>(entry, 12)) {
      if (nBins <= <i32>load<f64>(params, MAX_ONE_LEVEL)) scanOneLevel(slots, nBins, total, params, record, column);
      else scanLevels(slots, nBins, total, params, record, column, scratch);
      continue;
    }
    const missing = missingBin >= 0 ? load<i64>(slots + (<usize>missingBin << 3)) : 0;
    for (let missingLeft = 0; missingLeft < 2; missingLeft++) {
      if (missingLeft && missing === 0) break;
      if (isPlain) scanNumbers(slots, nBins, missing, missingLeft, total, params, record, column);
      else scanBounded(slots, nBins, missing, missingLeft, total, params, record, column, direction, onlyCut);
    }
  }
}
