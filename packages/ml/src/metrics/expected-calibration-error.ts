import { defineMetric } from './metric.ts';
import { asClassification, type ClassificationOutcome, predictedClasses } from './outcome.ts';

const N_BINS = 10;

/**
 * Expected calibration error: how far probabilities are from observed shares, over ten equal bins.
 *
 * sum over bins of (weight of the bin) * |mean probability - observed share|. With two classes the
 * probability is that of the positive class; with more, that of the called class against being right.
 * A bin holds low < p <= high; the first also holds 0.
 *
 * @cost O(n)
 * @source Guo et al. (2017), "On Calibration of Modern Neural Networks", ICML; Naeini et al. (2015).
 */
export const expectedCalibrationError = defineMetric({
  name: 'expected_calibration_error',
  title: 'Expected calibration error',
  tasks: ['binary', 'multiclass'],
  better: 'lower',
  best: 0,
  bounds: [0, 1],
  unit: 'share',
  doc: 'How far the stated probabilities are from what happens: 0.03 means that "70 %" comes true in 67 % to 73 % of cases.',
  source: 'Guo, Pleiss, Sun & Weinberger (2017), "On Calibration of Modern Neural Networks".',
  prepare: (outcome) => {
    const { confidence, happened } = statements(
      asClassification('expected_calibration_error', outcome),
    );
    const bins = Uint8Array.from(confidence, (p) => calibrationBin(p));
    return (weights) => {
      const gaps = new Float64Array(N_BINS);
      let total = 0;
      for (let i = 0; i < bins.length; i++) {
        gaps[bins[i]] += weights[i] * (confidence[i] - happened[i]);
        total += weights[i];
      }
      return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / total;
    };
  },
});

/** Bin of a probability among `nBins` equal ones, each open below and closed above; 0 belongs to the first. */
export function calibrationBin(p: number, nBins = N_BINS): number {
  return Math.min(nBins - 1, Math.max(0, Math.ceil(p * nBins) - 1));
}

/** What was stated of each row, the positive class or the called one, and whether it happened. @shape n */
export function statements(outcome: ClassificationOutcome): {
  readonly confidence: Float64Array;
  readonly happened: Uint8Array;
} {
  const { truth, probabilities, nClasses } = outcome;
  const stated = nClasses === 2 ? new Int32Array(truth.length).fill(1) : predictedClasses(outcome);
  return {
    confidence: Float64Array.from(stated, (code, i) => probabilities[i * nClasses + code]),
    happened: Uint8Array.from(stated, (code, i) => (truth[i] === code ? 1 : 0)),
  };
}
