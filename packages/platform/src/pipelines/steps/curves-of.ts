import {
  type ClassificationOutcome,
  calibrationBins,
  confusionMatrix,
  getMetric,
  type Outcome,
  precisionRecallCurve,
  rocCurve,
  rowWeights,
} from '@kaizenml/ml/metrics';
import type { ReportCurves } from '../../reports/index.ts';

const MAX_POINTS = 2000;
const MAX_CLASSES = 8;

/**
 * The curves that a report shows of the test part.
 *
 * Of two classes the positive one; of more, each against the rest, the first 8 at most.
 */
export function curvesOf(outcome: Outcome, classes: readonly string[]): ReportCurves {
  if (outcome.kind === 'regression') {
    const every = Math.max(1, Math.ceil(outcome.truth.length / MAX_POINTS));
    const thin = (values: Float64Array) => Array.from(values).filter((_, i) => i % every === 0);
    return { scatter: { truth: thin(outcome.truth), predicted: thin(outcome.predicted) } };
  }
  const shown = classes.length === 2 ? [1] : classes.map((_, code) => code).slice(0, MAX_CLASSES);
  const curves = shown.map((code) => curvesOfClass(outcome, code, classes[code] ?? ''));
  return {
    roc: curves.flatMap(({ roc }) => roc),
    precisionRecall: curves.flatMap(({ precisionRecall }) => precisionRecall),
    calibration: curves.map(({ calibration }) => calibration),
    confusion: { classes, counts: confusionMatrix(outcome) },
  };
}

function curvesOfClass(outcome: ClassificationOutcome, code: number, className: string) {
  const rest = oneAgainstRest(outcome, code);
  const roc = rocCurve(rest);
  const recalled = precisionRecallCurve(rest);
  const bins = calibrationBins(rest);
  const weights = rowWeights(rest);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const positives = rest.truth.reduce((sum, each, i) => sum + each * (weights[i] ?? 0), 0);
  return {
    roc:
      roc.length === 0
        ? []
        : [
            {
              className,
              falsePositiveRate: roc.map((point) => point.falsePositiveRate),
              truePositiveRate: roc.map((point) => point.truePositiveRate),
              auc: getMetric('roc_auc').compute(rest),
            },
          ],
    precisionRecall:
      recalled.length === 0
        ? []
        : [
            {
              className,
              recall: recalled.map((point) => point.recall),
              precision: recalled.map((point) => point.precision),
              averagePrecision: getMetric('average_precision').compute(rest),
              prevalence: total === 0 ? 0 : positives / total,
            },
          ],
    calibration: {
      className,
      meanPredicted: bins.map((bin) => bin.meanProbability),
      shareObserved: bins.map((bin) => bin.observedShare),
      counts: bins.map((bin) => bin.nRows),
    },
  };
}

function oneAgainstRest(outcome: ClassificationOutcome, code: number): ClassificationOutcome {
  const { truth, probabilities, nClasses, weights } = outcome;
  const pairs = new Float64Array(truth.length * 2);
  for (let i = 0; i < truth.length; i++) {
    const p = probabilities[i * nClasses + code] ?? 0;
    pairs[2 * i] = 1 - p;
    pairs[2 * i + 1] = p;
  }
  return {
    kind: 'classification',
    truth: truth.map((each) => (each === code ? 1 : 0)),
    probabilities: pairs,
    nClasses: 2,
    ...(weights && { weights }),
  };
}
