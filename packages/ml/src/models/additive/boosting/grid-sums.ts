/** Cells (a, b) with a0 <= a < a1 and b0 <= b < b1. */
export interface Block {
  readonly a0: number;
  readonly a1: number;
  readonly b0: number;
  readonly b1: number;
}

/** Where `bestCut` would cut. */
export interface FoundCut {
  /** First cell of the upper half; 0 where no cut is legal or gains. */
  cut: number;
  /** How much the score of the halves exceeds that of the block. */
  gain: number;
}

/** Sums over blocks of a grid of cells, in constant time. */
export interface GridSums {
  /** Takes the sums of curvature * residual and of curvature, side by side per cell. */
  fill(sums: Float64Array): void;
  weightOf(block: Block): number;
  /** Twice what the weighted squares in the block fall by when all of it moves to its minimum. */
  scoreOf(block: Block): number;
  /** The step of the block to its minimum. */
  targetOf(block: Block): number;
  /** Finds the best cut of a block along one side; the answer is in `found`. */
  bestCut(block: Block, side: 0 | 1): void;
  readonly found: Readonly<FoundCut>;
}

/** Limits of a leaf. */
export interface LeafLimits {
  readonly minLeaf: number;
  readonly l2: number;
}

/**
 * Prefix sums over a grid: entry (a, b) is the sum over all cells below a and below b.
 *
 * @param weights Training weight per cell; cell (a, b) is a * nSecond + b.
 * @source Crow (1984), "Summed-area tables for texture mapping", SIGGRAPH 84, 207-212.
 */
export function gridSums(
  nFirst: number,
  nSecond: number,
  weights: Float64Array,
  { minLeaf, l2 }: LeafLimits,
): GridSums {
  const width = nSecond + 1;
  const pulls = new Float64Array((nFirst + 1) * width);
  const curvatures = new Float64Array((nFirst + 1) * width);
  const loads = new Float64Array((nFirst + 1) * width);
  const found: FoundCut = { cut: 0, gain: 0 };

  const accumulate = (into: Float64Array, values: Float64Array, stride: number, offset: number) => {
    for (let a = 0; a < nFirst; a++) {
      let row = 0;
      for (let b = 0; b < nSecond; b++) {
        row += values[(a * nSecond + b) * stride + offset];
        into[(a + 1) * width + b + 1] = into[a * width + b + 1] + row;
      }
    }
  };
  accumulate(loads, weights, 1, 0);

  const over = (sums: Float64Array, { a0, a1, b0, b1 }: Block): number =>
    sums[a1 * width + b1] - sums[a0 * width + b1] - (sums[a1 * width + b0] - sums[a0 * width + b0]);
  const scoreOf = (block: Block): number => {
    const pull = over(pulls, block);
    return (pull * pull) / (over(curvatures, block) + l2);
  };

  return {
    found,
    fill(sums) {
      accumulate(pulls, sums, 2, 0);
      accumulate(curvatures, sums, 2, 1);
    },
    weightOf: (block) => over(loads, block),
    scoreOf,
    targetOf: (block) => over(pulls, block) / (over(curvatures, block) + l2),
    bestCut(block, side) {
      const { a0, a1, b0, b1 } = block;
      const stride = side === 0 ? width : 1;
      const from = side === 0 ? a0 : b0;
      const to = side === 0 ? a1 : b1;
      // The half below a cut at t is what lies between two rails of the prefix sums, from `from` to t.
      const upper = side === 0 ? b1 : a1 * width;
      const lower = side === 0 ? b0 : a0 * width;
      const start = from * stride;
      const basePull = pulls[upper + start] - pulls[lower + start];
      const baseCurvature = curvatures[upper + start] - curvatures[lower + start];
      const baseLoad = loads[upper + start] - loads[lower + start];
      const pull = over(pulls, block);
      const curvature = over(curvatures, block);
      const load = over(loads, block);
      let best = (pull * pull) / (curvature + l2);
      const whole = best;
      found.cut = 0;
      for (let t = from + 1; t < to; t++) {
        const at = t * stride;
        const lowLoad = loads[upper + at] - loads[lower + at] - baseLoad;
        if (lowLoad < minLeaf) continue;
        if (load - lowLoad < minLeaf) break;
        const lowPull = pulls[upper + at] - pulls[lower + at] - basePull;
        const lowCurvature = curvatures[upper + at] - curvatures[lower + at] - baseCurvature;
        const highPull = pull - lowPull;
        const score =
          (lowPull * lowPull) / (lowCurvature + l2) +
          (highPull * highPull) / (curvature - lowCurvature + l2);
        if (score > best) {
          best = score;
          found.cut = t;
        }
      }
      found.gain = best - whole;
    },
  };
}
