import type { Bounds } from './judge.ts';

/** A metric that depends on the order of positive and negative rows only. */
export interface RankedMetric {
  /** Value from the scores of either side, each rising. */
  value(negatives: Float64Array, positives: Float64Array): number;
  /** What the value may be when only the bin of a score is known, from the rows per bin. */
  bounds(negatives: Int32Array, positives: Int32Array): Bounds;
}

/** Area under the ROC curve. @source Hanley & McNeil (1982), Radiology 143, 29-36. */
export const RANKED_AUC: RankedMetric = {
  value(negatives, positives) {
    let below = 0;
    let upTo = 0;
    let area = 0;
    for (let p = 0; p < positives.length; p++) {
      const score = positives[p];
      while (below < negatives.length && negatives[below] < score) below++;
      if (upTo < below) upTo = below;
      while (upTo < negatives.length && negatives[upTo] <= score) upTo++;
      area += (below + upTo) / 2;
    }
    return area / (positives.length * negatives.length);
  },
  bounds(negatives, positives) {
    let above = 0;
    let below = 0;
    let sure = 0;
    let open = 0;
    for (let bin = 0; bin < positives.length; bin++) {
      sure += positives[bin] * below;
      open += positives[bin] * negatives[bin];
      above += positives[bin];
      below += negatives[bin];
    }
    const pairs = above * below;
    return pairs === 0 ? UNDEFINED : { low: sure / pairs, high: (sure + open) / pairs };
  },
};

/** Average precision: within a bin all negatives may come first, or all positives as one tie. */
export const RANKED_PRECISION: RankedMetric = {
  value(negatives, positives) {
    let found = 0;
    let above = 0;
    let sum = 0;
    for (let p = positives.length - 1; p >= 0; ) {
      const score = positives[p];
      let tied = 0;
      for (; p >= 0 && positives[p] === score; p--) tied++;
      while (above < negatives.length && negatives[negatives.length - 1 - above] >= score) above++;
      found += tied;
      sum += (tied * found) / (found + above);
    }
    return sum / positives.length;
  },
  bounds(negatives, positives) {
    let found = 0;
    let above = 0;
    let low = 0;
    let high = 0;
    for (let bin = positives.length - 1; bin >= 0; bin--) {
      const here = positives[bin];
      if (here > 0) {
        low += (here * (found + 1)) / (found + 1 + above + negatives[bin]);
        high += (here * (found + here)) / (found + here + above);
      }
      found += here;
      above += negatives[bin];
    }
    return found === 0 ? UNDEFINED : { low: low / found, high: high / found };
  },
};

/** Bounds of a value that is not defined. */
export const UNDEFINED: Bounds = { low: Number.NEGATIVE_INFINITY, high: Number.NEGATIVE_INFINITY };
