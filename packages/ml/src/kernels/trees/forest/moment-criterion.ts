import { type BinnedColumns, MAX_BINS } from './binned-columns.ts';
import { type Criterion, drawCut, NO_LEGAL_CUT, takeBits } from './criterion.ts';

/** What a split is scored by. */
export interface MomentTarget {
  /** A number per row less `origin`, or 0 and 1 for two classes. */
  readonly values: Float64Array;
  /** What numbers are measured from, so that their squares keep their digits; 0 keeps counts exact. */
  readonly origin: number;
  /** How much each row counts. */
  readonly weights: Float64Array;
}

/**
 * Scores splits by the squared error that they remove; with targets 0 and 1 that is half the Gini
 * impurity.
 *
 * Per column a histogram of (sum of w, sum of w y) by bin; the score of a cut is
 * S_left^2 / W_left + S_right^2 / W_right. Between two bins that hold
 * rows, the middle cut is
 * taken. A leaf answers the mean.
 *
 * @param minLeaf Least weight of a leaf.
 * @cost O(rows of the node + 255) per column.
 * @source Breiman, Friedman, Olshen & Stone (1984), "Classification and Regression Trees", chapters
 * 4 and 8.
 */
export function momentCriterion(
  binned: BinnedColumns,
  { values, origin, weights }: MomentTarget,
  minLeaf: number,
): Criterion {
  const { nRows, bins, cuts } = binned;
  const histogram = new Float64Array(2 * MAX_BINS);
  const words = new Int32Array(8);
  const order = new Uint8Array(MAX_BINS + 1);
  const nodeWeights = new Float64Array(nRows);
  const nodeSums = new Float64Array(nRows);
  let nodeRows: Int32Array = new Int32Array(0);
  let first = 0;
  let count = 0;
  let totalWeight = 0;
  let totalSum = 0;
  let bestCut = 0;

  const fill = (column: number, nBins: number): number => {
    const offset = column * nRows;
    if (count >= nBins) {
      for (let i = 0; i < count; i++) {
        const at = bins[offset + nodeRows[first + i]] << 1;
        histogram[at] += nodeWeights[i];
        histogram[at + 1] += nodeSums[i];
      }
      let occupied = 0;
      for (let b = 0; b < nBins; b++) if (histogram[b << 1] > 0) order[occupied++] = b;
      return occupied;
    }
    for (let i = 0; i < count; i++) {
      const bin = bins[offset + nodeRows[first + i]];
      const at = bin << 1;
      words[bin >> 5] |= 1 << (bin & 31);
      histogram[at] += nodeWeights[i];
      histogram[at + 1] += nodeSums[i];
    }
    return takeBits(words, (nBins + 31) >> 5, order);
  };

  return {
    nOutputs: 1,
    enter(rows, start, end) {
      nodeRows = rows;
      first = start;
      count = end - start;
      totalWeight = 0;
      totalSum = 0;
      const one = values[rows[start]];
      let differs = false;
      for (let i = 0; i < count; i++) {
        const row = rows[start + i];
        const weight = weights[row];
        const sum = weight * values[row];
        if (values[row] !== one) differs = true;
        nodeWeights[i] = weight;
        nodeSums[i] = sum;
        totalWeight += weight;
        totalSum += sum;
      }
      return differs && totalWeight >= 2 * minLeaf;
    },
    score(column, chance) {
      const nBins = cuts.offsets[column + 1] - cuts.offsets[column] + 1;
      const occupied = fill(column, nBins);
      const drawn =
        chance && occupied > 1 ? drawCut(cuts, column, order[0], order[occupied - 1], chance) : -1;
      let best = NO_LEGAL_CUT;
      let leftWeight = 0;
      let leftSum = 0;
      for (let k = 0; k < occupied; k++) {
        const at = order[k] << 1;
        const rightWeight = totalWeight - leftWeight;
        const isAsked = drawn < 0 || (k > 0 && order[k - 1] <= drawn && drawn < order[k]);
        if (isAsked && leftWeight >= minLeaf && rightWeight >= minLeaf) {
          const rightSum = totalSum - leftSum;
          const score =
            (leftSum * leftSum * rightWeight + rightSum * rightSum * leftWeight) /
            (leftWeight * rightWeight);
          if (score > best) {
            best = score;
            bestCut = drawn < 0 ? (order[k - 1] + order[k] - 1) >> 1 : drawn;
          }
        }
        leftWeight += histogram[at];
        leftSum += histogram[at + 1];
        histogram[at] = 0;
        histogram[at + 1] = 0;
      }
      return occupied < 2 ? Number.NEGATIVE_INFINITY : best;
    },
    cut: () => bestCut,
    writeLeaf(answer) {
      answer[0] = origin + totalSum / totalWeight;
    },
  };
}
