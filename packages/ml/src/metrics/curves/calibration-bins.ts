import { calibrationBin } from '../expected-calibration-error.ts';
import {
  asClassification,
  type ClassificationOutcome,
  classScores,
  rowWeights,
} from '../outcome.ts';

/** Rows whose probability lies in (low, high]. */
export interface CalibrationBin {
  readonly low: number;
  readonly high: number;
  readonly nRows: number;
  /** Mean probability of the bin's rows by weight, 0 to 1. */
  readonly meanProbability: number;
  /** Share of the bin's weight that is of the class, 0 to 1. */
  readonly observedShare: number;
}

/**
 * Stated probability against observed share of one class, in equal bins; empty bins are left out.
 *
 * @param positive Code of the class. Default 1.
 * @param nBins Number of bins. Default 10.
 * @throws ARGUMENT_INVALID, SHAPE_MISMATCH
 * @source DeGroot & Fienberg (1983), "The Comparison and Evaluation of Forecasters", reliability diagram.
 */
export function calibrationBins(
  outcome: ClassificationOutcome,
  { positive = 1, nBins = 10 }: { readonly positive?: number; readonly nBins?: number } = {},
): CalibrationBin[] {
  const { truth } = asClassification('calibrationBins', outcome);
  const scores = classScores(outcome, positive);
  const weights = rowWeights(outcome);
  const rows = new Float64Array(nBins);
  const counted = new Float64Array(nBins);
  const stated = new Float64Array(nBins);
  const happened = new Float64Array(nBins);
  for (let i = 0; i < truth.length; i++) {
    const bin = calibrationBin(scores[i], nBins);
    rows[bin]++;
    counted[bin] += weights[i];
    stated[bin] += weights[i] * scores[i];
    if (truth[i] === positive) happened[bin] += weights[i];
  }
  return Array.from(rows, (nRows, bin) => ({
    low: bin / nBins,
    high: (bin + 1) / nBins,
    nRows,
    meanProbability: stated[bin] / counted[bin],
    observedShare: happened[bin] / counted[bin],
  })).filter((_, bin) => counted[bin] > 0);
}
