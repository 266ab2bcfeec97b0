import { type BinnedColumns, MAX_BINS } from './binned-columns.ts';
import { type Criterion, drawCut, NO_LEGAL_CUT, takeBits } from './criterion.ts';

/** What a split is scored by. */
export interface ClassTarget {
  /** Class per row, 0 to nClasses - 1. */
  readonly codes: Int32Array;
  readonly nClasses: number;
  /** How much each row counts. */
  readonly weights: Float64Array;
}

/**
 * Scores splits by the Gini impurity that they remove, for any number of classes.
 *
 * Per column a histogram of the weight of each class by bin; the score of a cut is the sum over
 * classes of
 * L_c^2 / W_left + R_c^2 / W_right. Between two bins that hold rows, the middle cut is taken. A
 * leaf answers the shares.
 *
 * @param minLeaf Least weight of a leaf.
 * @cost O(rows of the node + bins that hold rows * classes) per column.
 * @source Breiman, Friedman, Olshen & Stone (1984), "Classification and Regression Trees", chapter 4.
 */
export function classCriterion(
  binned: BinnedColumns,
  { codes, nClasses, weights }: ClassTarget,
  minLeaf: number,
): Criterion {
  const { nRows, bins, cuts } = binned;
  const histogram = new Float64Array(nClasses * MAX_BINS);
  const words = new Int32Array(8);
  const order = new Uint8Array(MAX_BINS + 1);
  const nodeWeights = new Float64Array(nRows);
  const nodeCodes = new Int32Array(nRows);
  const totals = new Float64Array(nClasses);
  const left = new Float64Array(nClasses);
  let nodeRows: Int32Array = new Int32Array(0);
  let first = 0;
  let count = 0;
  let totalWeight = 0;
  let bestCut = 0;

  const fill = (column: number, nBins: number): number => {
    const offset = column * nRows;
    for (let i = 0; i < count; i++) {
      const bin = bins[offset + nodeRows[first + i]];
      words[bin >> 5] |= 1 << (bin & 31);
      histogram[bin * nClasses + nodeCodes[i]] += nodeWeights[i];
    }
    return takeBits(words, (nBins + 31) >> 5, order);
  };

  return {
    nOutputs: nClasses,
    enter(rows, start, end) {
      nodeRows = rows;
      first = start;
      count = end - start;
      totalWeight = 0;
      totals.fill(0);
      for (let i = 0; i < count; i++) {
        const row = rows[start + i];
        nodeWeights[i] = weights[row];
        nodeCodes[i] = codes[row];
        totals[codes[row]] += weights[row];
        totalWeight += weights[row];
      }
      return totals[codes[rows[start]]] < totalWeight && totalWeight >= 2 * minLeaf;
    },
    score(column, chance) {
      const nBins = cuts.offsets[column + 1] - cuts.offsets[column] + 1;
      const occupied = fill(column, nBins);
      const drawn =
        chance && occupied > 1 ? drawCut(cuts, column, order[0], order[occupied - 1], chance) : -1;
      let best = NO_LEGAL_CUT;
      let leftWeight = 0;
      let leftSquares = 0;
      let rightSquares = 0;
      for (let c = 0; c < nClasses; c++) {
        left[c] = 0;
        rightSquares += totals[c] * totals[c];
      }
      for (let k = 0; k < occupied; k++) {
        const rightWeight = totalWeight - leftWeight;
        const isAsked = drawn < 0 || (k > 0 && order[k - 1] <= drawn && drawn < order[k]);
        if (isAsked && leftWeight >= minLeaf && rightWeight >= minLeaf) {
          const score =
            (leftSquares * rightWeight + rightSquares * leftWeight) / (leftWeight * rightWeight);
          if (score > best) {
            best = score;
            bestCut = drawn < 0 ? (order[k - 1] + order[k] - 1) >> 1 : drawn;
          }
        }
        const at = order[k] * nClasses;
        for (let c = 0; c < nClasses; c++) {
          const weight = histogram[at + c];
          if (weight === 0) continue;
          leftSquares += weight * (2 * left[c] + weight);
          rightSquares -= weight * (2 * (totals[c] - left[c]) - weight);
          left[c] += weight;
          leftWeight += weight;
          histogram[at + c] = 0;
        }
      }
      return occupied < 2 ? Number.NEGATIVE_INFINITY : best;
    },
    cut: () => bestCut,
    writeLeaf(answer) {
      for (let c = 0; c < nClasses; c++) answer[c] = totals[c] / totalWeight;
    },
  };
}
