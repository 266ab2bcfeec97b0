import type { Estimate } from '@kaizenml/contracts';
import { calibrationBin, statements } from '../../metrics/expected-calibration-error.ts';
import type { ClassificationOutcome } from '../../metrics/index.ts';
import { wilsonInterval } from '../../stats/index.ts';
import { assertStated } from './calibration.ts';

/** How statements are put into bins: ten of equal width, or ten of about as many rows. */
export interface ReliabilityOptions {
  /** Default `width`. Rows that were stated the same are never parted. */
  readonly bins?: 'width' | 'rows';
  /** Default 10. */
  readonly nBins?: number;
}

/** Rows whose stated probability is about the same. */
export interface ReliabilityBin {
  readonly nRows: number;
  /** Least and greatest stated probability. */
  readonly low: number;
  readonly high: number;
  /** Mean stated probability. */
  readonly stated: number;
  /** Share of the rows for which it came true, with its 95 % interval. */
  readonly observed: Estimate;
}

/**
 * What was stated against what happened: of two classes the probability of the second, of more that of the called class.
 *
 * @returns From low to high, without empty bins.
 * @throws TABLE_EMPTY, SHAPE_MISMATCH, TARGET_UNUSABLE, ARGUMENT_INVALID
 * @cost O(n log n)
 * @source DeGroot & Fienberg (1983), "The Comparison and Evaluation of Forecasters"; Wilson (1927) for the intervals;
 * Nguyen & O'Connor (2015), "Posterior calibration and exploratory analysis", EMNLP, for bins of equal rows.
 */
export function reliabilityCurve(
  outcome: ClassificationOutcome,
  { bins = 'width', nBins = 10 }: ReliabilityOptions = {},
): ReliabilityBin[] {
  assertStated('reliabilityCurve', outcome);
  const { confidence, happened } = statements(outcome);
  const order = Int32Array.from(confidence, (_, i) => i).sort(
    (a, b) => confidence[a] - confidence[b],
  );
  const binned: Int32Array[] = [];
  for (let start = 0; start < order.length; ) {
    const bin =
      bins === 'width'
        ? calibrationBin(confidence[order[start]], nBins)
        : Math.floor((start * nBins) / order.length);
    const isInside = (k: number) =>
      bins === 'width'
        ? calibrationBin(confidence[order[k]], nBins) === bin
        : Math.floor((k * nBins) / order.length) === bin ||
          confidence[order[k]] === confidence[order[k - 1]];
    let end = start + 1;
    while (end < order.length && isInside(end)) end++;
    binned.push(order.subarray(start, end));
    start = end;
  }
  return binned.map((rows) => summarize(rows, confidence, happened));
}

/**
 * Mean distance of stated probability and observed share, weighted by rows: the expected calibration error of any bins.
 *
 * Ten bins of equal width are the metric `expected_calibration_error`.
 *
 * @source Naeini, Cooper & Hauskrecht (2015), "Obtaining Well Calibrated Probabilities Using Bayesian Binning", AAAI.
 */
export function calibrationError(
  outcome: ClassificationOutcome,
  options: ReliabilityOptions = {},
): number {
  const bins = reliabilityCurve(outcome, options);
  const gaps = bins.map(({ nRows, stated, observed }) => nRows * Math.abs(stated - observed.value));
  return gaps.reduce((sum, gap) => sum + gap, 0) / outcome.truth.length;
}

function summarize(
  rows: Int32Array,
  confidence: Float64Array,
  happened: Uint8Array,
): ReliabilityBin {
  let stated = 0;
  let nHappened = 0;
  for (const row of rows) {
    stated += confidence[row];
    nHappened += happened[row];
  }
  const nRows = rows.length;
  return {
    nRows,
    low: confidence[rows[0]],
    high: confidence[rows[nRows - 1]],
    stated: stated / nRows,
    observed: { value: nHappened / nRows, ...wilsonInterval(nHappened, nRows) },
  };
}
