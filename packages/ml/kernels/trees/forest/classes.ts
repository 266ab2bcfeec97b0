import {
  BEST_CUT,
  COUNT,
  FIRST,
  HISTOGRAM,
  MIN_LEAF,
  NODE_PAIRS,
  NOW_PAIRS,
  NOW_ROWS,
  N_CLASSES,
  ORDER,
  TOTALS,
  TOTAL_WEIGHT,
} from './job';
import { markBit, onlyCutOf, takeBits } from './occupied-bins';

/** As `enterMoments` for classes: gathers weights with classes, and the weight of each class. */
export function enterClasses(job: usize, start: i32, end: i32): i32 {
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

/** Sums weights by bin and class, as `fillMoments`. */
export function fillClasses(job: usize, bins: usize): i32 {
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

/** As `scoreMoments` for classes: the squares of each class's weight. */
export function scoreClasses(job: usize, column: i32, nOccupied: i32): f64 {
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
