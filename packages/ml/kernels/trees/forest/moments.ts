import {
  BEST_CUT,
  COUNT,
  FIRST,
  HISTOGRAM,
  MIN_LEAF,
  NODE_PAIRS,
  NOW_PAIRS,
  NOW_ROWS,
  ORDER,
  TOTAL_SUM,
  TOTAL_WEIGHT,
} from './job';
import { markBit, onlyCutOf, takeBits } from './occupied-bins';

/** Turns to a node: gathers weights with targets times weights, and their sums. @returns 1 where a split could help. */
export function enterMoments(job: usize, start: i32, end: i32): i32 {
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

/** Sums weights and targets by bin. @returns How many bins hold rows; `ORDER` lists them. */
export function fillMoments(job: usize, bins: usize, nBins: i32): i32 {
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

/**
 * Score of the best cut of a column, left at `BEST_CUT`: sum of squares over weight on either side.
 *
 * @returns -1 when no cut leaves enough on both sides, -Infinity when all rows are alike.
 */
export function scoreMoments(job: usize, column: i32, nOccupied: i32): f64 {
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
