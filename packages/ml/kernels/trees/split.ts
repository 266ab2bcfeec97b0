// The best split of a node, column by column. Sums are whole numbers: gradients G and Hessians H in their units.
// A record is 64 bytes: score, cut, missing goes left, left sums G and H, column, levels that go left (256 bits).

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

@inline
export function gradientOf(sum: i64): f64 {
  return <f64>(<i32>(sum >> 32));
}

@inline
export function hessianOf(sum: i64): f64 {
  return <f64>(<u32>sum);
}

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

/**
 * Cuts of a column of numbers: bins up to `cut` go left, and rows without a value where `missingLeft` says.
 *
 * Two bins at a time: sums and scores of both in lanes, and only where one of them beats the best so far does
 * the exact rule look at them one by one.
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
  const most = <u32>total - minHessian;
  if (<u32>total < minHessian) return;
  let left = missingLeft ? missing : 0;
  // Numerator and denominator of the column's best score: comparing products saves a division per bin. What is
  // kept is compared by the quotient alone, so that equal columns are equal in whatever order threads see them.
  let bestNumerator: f64 = -1;
  let bestDenominator: f64 = 1;
  let bestCut = -1;
  let bestLeft: i64 = 0;
  const gTotal = gradientOf(total);
  const dTotal = hessianOf(total) + l2 + l2;
  const nCuts = cutsOf(nBins, missing, missingLeft);
  const zero = i64x2.splat(0);
  const gTotals = f64x2.splat(gTotal);
  const dTotals = f64x2.splat(dTotal);
  const penalties = f64x2.splat(l2);
  const leasts = f64x2.splat(<f64>minHessian);
  const mosts = f64x2.splat(<f64>most);
  let bestNumerators = f64x2.splat(bestNumerator);
  let bestDenominators = f64x2.splat(bestDenominator);
  for (let bin = 0; bin < nCuts && <u32>left <= most; bin += 2) {
    const pair = bin + 1 < nCuts
      ? v128.load(slots + (<usize>bin << 3))
      : v128.load64_zero(slots + (<usize>bin << 3));
    if (!v128.any_true(pair)) continue;
    const sums = i64x2.add(i64x2.add(pair, v128.shuffle<i64>(zero, pair, 0, 2)), i64x2.splat(left));
    left = i64x2.extract_lane(sums, 1);
    const hLefts = f64x2.convert_low_i32x4_u(v128.shuffle<i32>(sums, sums, 0, 2, 0, 2));
    const gLefts = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(sums, sums, 1, 3, 1, 3));
    const gRights = f64x2.sub(gTotals, gLefts);
    const dLefts = f64x2.add(hLefts, penalties);
    const dRights = f64x2.sub(dTotals, dLefts);
    const numerators = f64x2.add(
      f64x2.mul(f64x2.mul(gLefts, gLefts), dRights),
      f64x2.mul(f64x2.mul(gRights, gRights), dLefts),
    );
    const denominators = f64x2.mul(dLefts, dRights);
    const isBetter = v128.and(
      f64x2.gt(f64x2.mul(numerators, bestDenominators), f64x2.mul(bestNumerators, denominators)),
      v128.and(f64x2.ge(hLefts, leasts), f64x2.le(hLefts, mosts)),
    );
    if (!v128.any_true(isBetter)) continue;
    for (let lane = 0; lane < 2; lane++) {
      const numerator = lane ? f64x2.extract_lane(numerators, 1) : f64x2.extract_lane(numerators, 0);
      const denominator = lane ? f64x2.extract_lane(denominators, 1) : f64x2.extract_lane(denominators, 0);
      const sum = lane ? i64x2.extract_lane(sums, 1) : i64x2.extract_lane(sums, 0);
      const slot = lane ? i64x2.extract_lane(pair, 1) : i64x2.extract_lane(pair, 0);
      if (slot === 0 || <u32>sum < minHessian || <u32>sum > most) continue;
      if (!(numerator * bestDenominator > bestNumerator * denominator)) continue;
      bestNumerator = numerator;
      bestDenominator = denominator;
      bestCut = bin + lane;
      bestLeft = sum;
    }
    bestNumerators = f64x2.splat(bestNumerator);
    bestDenominators = f64x2.splat(bestDenominator);
  }
  if (bestCut < 0) return;
  const score = plainScore(bestLeft, total - bestLeft, l2);
  if (score > load<f64>(record)) keep(record, score, bestCut, missingLeft, bestLeft, column);
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

/** Sorts levels by gradient over Hessian, smoothed; equal ones by number. `scratch`: ratios, then the order. */
function orderLevels(slots: usize, nLevels: i32, params: usize, scratch: usize): i32 {
  const smoothing = load<f64>(params, CATEGORY_SMOOTHING);
  const minHessian = <u32>load<f64>(params, MIN_LEVEL_HESSIAN);
  const order = scratch + 2048;
  let n = 0;
  for (let level = 0; level < nLevels; level++) {
    const sum = load<i64>(slots + (<usize>level << 3));
    if (<u32>sum < minHessian || sum === 0) continue;
    const ratio = gradientOf(sum) / (hessianOf(sum) + smoothing);
    let at = n++;
    for (; at > 0; at--) {
      const before = load<i32>(order + (<usize>(at - 1) << 2));
      if (load<f64>(scratch + (<usize>before << 3)) <= ratio) break;
      store<i32>(order + (<usize>at << 2), before);
    }
    store<i32>(order + (<usize>at << 2), level);
    store<f64>(scratch + (<usize>level << 3), ratio);
  }
  return n;
}

/** Splits a category's levels in the order of their gradients, from either end. */
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
  const n = orderLevels(slots, nLevels, params, scratch);
  const order = scratch + 2048;
  const nTaken = min(<i32>load<f64>(params, MAX_LEVELS), (n + 1) >> 1);
  let bestTaken = 0;
  let isFromEnd = 0;
  for (let end = 0; end < 2; end++) {
    let left: i64 = 0;
    for (let taken = 0; taken < nTaken; taken++) {
      const level = load<i32>(order + (<usize>(end ? n - 1 - taken : taken) << 2));
      left += load<i64>(slots + (<usize>level << 3));
      const right = total - left;
      if (<u32>left < minHessian || <u32>right < minHessian) continue;
      const score = boundedScore(left, right, params, l2, 0);
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
 * @param scratch 5120 bytes.
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
  for (let column = from; column < to; column++) {
    const entry = columns + <usize>column * COLUMN_BYTES;
    if (load<i32>(entry, 28) === 0) continue;
    const nBins = load<i32>(entry, 4);
    const missingBin = load<i32>(entry, 8);
    const absent = load<i32>(entry, 16);
    let slots = histogram + <usize>load<u32>(entry);
    if (absent >= 0) {
      restoreBin(slots, max(nBins, missingBin + 1), absent, total, scratch + 3072);
      slots = scratch + 3072;
    }
    if (load<i32>(entry, 12)) {
      if (nBins <= <i32>load<f64>(params, MAX_ONE_LEVEL)) scanOneLevel(slots, nBins, total, params, record, column);
      else scanLevels(slots, nBins, total, params, record, column, scratch);
      continue;
    }
    const missing = missingBin >= 0 ? load<i64>(slots + (<usize>missingBin << 3)) : 0;
    const direction = load<i32>(entry, 20);
    const onlyCut = load<i32>(entry, 24);
    for (let missingLeft = 0; missingLeft < 2; missingLeft++) {
      if (missingLeft && missing === 0) break;
      if (isBounded || direction !== 0 || onlyCut >= 0) {
        scanBounded(slots, nBins, missing, missingLeft, total, params, record, column, direction, onlyCut);
      } else {
        scanNumbers(slots, nBins, missing, missingLeft, total, params, record, column);
      }
    }
  }
}
