// Scores of questions that are asked in all leaves of a level.
import { gradientOf, hessianOf } from './packed-sums';
import { COLUMN_BYTES, L2, MIN_HESSIAN, restoreBin } from './split';

const L1: usize = 0;

/** What the best constant saves: G^2 / (H + l2), G brought nearer to 0 by l1. */
@inline
function savedBy(sum: i64, l1: f64, l2: f64): f64 {
  const g = abs(gradientOf(sum)) - l1;
  // A leaf without rows saves nothing; without a penalty, 0 / 0 would spoil the sum.
  return g > 0 ? (g * g) / (hessianOf(sum) + l2) : 0;
}

/** What a leaf's rows save when a question parts them; as much as unparted where a side has too few. */
@inline
function partedScore(left: i64, total: i64, l1: f64, l2: f64, minHessian: u32): f64 {
  const right = total - left;
  const isParted = <u32>left >= minHessian && <u32>right >= minHessian;
  return isParted ? savedBy(left, l1, l2) + savedBy(right, l1, l2) : savedBy(total, l1, l2);
}

/**
 * Adds to each question's score what it saves in one leaf: for trees that ask all leaves of a level the same.
 *
 * Columns are those of `bestSplit`. A column has 512 scores: cut b with missing values to the right at b, to the
 * left at 256 + b; a category's level b alone to the left at b.
 */
export function addCutScores(
  columns: usize,
  from: i32,
  to: i32,
  histogram: usize,
  gTotal: i32,
  hTotal: u32,
  params: usize,
  scratch: usize,
  scores: usize,
): void {
  const total = (<i64>gTotal << 32) + <i64>hTotal;
  const l1 = load<f64>(params, L1);
  const l2 = load<f64>(params, L2);
  const minHessian = <u32>load<f64>(params, MIN_HESSIAN);
  for (let column = from; column < to; column++) {
    const entry = columns + <usize>column * COLUMN_BYTES;
    if (load<i32>(entry, 28) === 0) continue;
    const nBins = load<i32>(entry, 4);
    const missingBin = load<i32>(entry, 8);
    const absent = load<i32>(entry, 16);
    let slots = histogram + <usize>load<u32>(entry);
    if (absent >= 0) {
      restoreBin(slots, max(nBins, missingBin + 1), absent, total, scratch + 4096);
      slots = scratch + 4096;
    }
    const own = scores + (<usize>column << 12);
    if (load<i32>(entry, 12)) {
      for (let level = 0; level < nBins; level++) {
        const at = own + (<usize>level << 3);
        const score = partedScore(load<i64>(slots + (<usize>level << 3)), total, l1, l2, minHessian);
        store<f64>(at, load<f64>(at) + score);
      }
      continue;
    }
    for (let missingLeft = 0; missingLeft < (missingBin >= 0 ? 2 : 1); missingLeft++) {
      let left: i64 = missingLeft ? load<i64>(slots + (<usize>missingBin << 3)) : 0;
      for (let bin = 0; bin < nBins; bin++) {
        left += load<i64>(slots + (<usize>bin << 3));
        const at = own + (<usize>(256 * missingLeft + bin) << 3);
        store<f64>(at, load<f64>(at) + partedScore(left, total, l1, l2, minHessian));
      }
    }
  }
}
