import type { Estimate } from '@kaizenml/contracts';
import {
  type Calibration,
  calibrationError,
  chooseByCosts,
  chooseByMetric,
  chooseCalibration,
  type Decision,
  drawValues,
  inWords,
  outcomeOf,
  ruleOfCosts,
} from '@kaizenml/ml/combine';
import { seededRandom } from '@kaizenml/ml/math';
import {
  type ClassificationOutcome,
  type CostMatrix,
  type Metric,
  signOf,
} from '@kaizenml/ml/metrics';
import type { Target } from '@kaizenml/ml/models';
import { sampleMoments } from '@kaizenml/ml/stats';
import { inDigits } from '../../in-digits.ts';
import type { DecisionFigures } from './combined.ts';
import { nameClasses } from './name-classes.ts';

/** What corrections are chosen by. */
export interface CorrectionOptions {
  readonly foldOf: Int32Array;
  readonly metric: Metric;
  /** What calling a class costs, by true and called class. */
  readonly costs: CostMatrix | undefined;
  /** Names of the classes. */
  readonly classes: readonly string[];
  readonly seed: number;
}

/** How answers are corrected before they are given, and why. */
export interface Corrections {
  /** The corrected answers, each by what was learned from other folds. */
  readonly answers: Float64Array;
  readonly calibration?: Calibration;
  readonly calibrationError?: { readonly before: number; readonly after: number };
  readonly decision?: Decision;
  readonly decisionFigures?: DecisionFigures;
  /** The metric, where a decision has changed it. */
  readonly value?: Estimate;
  readonly sentences: { readonly calibration?: string; readonly decision?: string };
}

/**
 * Calibrates probabilities, and decides by them, as what was answered out of fold asks for.
 *
 * Numbers stay as they are. Weighted rows are not calibrated: no map learns from weights.
 *
 * @param answers Out of fold. n numbers or n * nClasses probabilities. Undefined where they are not known, or of one fold: then
 * costs decide as if probabilities were calibrated.
 */
export function correctAnswers(
  truth: Target,
  answers: Float64Array | undefined,
  options: CorrectionOptions,
): Corrections {
  if (answers === undefined || new Set(options.foldOf).size < 2) {
    return { answers: answers ?? new Float64Array(), ...decideUnseen(truth, options) };
  }
  const outcome = outcomeOf(truth, answers);
  if (outcome.kind === 'regression') return { answers, sentences: {} };
  const calibrated =
    truth.weights === undefined
      ? calibrateOutcome(truth, outcome, options)
      : { answers, sentences: { calibration: UNWEIGHED } };
  const decided = decideBy({ ...outcome, probabilities: calibrated.answers }, options);
  return {
    ...calibrated,
    ...decided,
    sentences: { ...calibrated.sentences, ...decided.sentences },
  };
}

const UNWEIGHED =
  'Probabilities are left as they are: rows are weighted, and no correction learns from weights.';

function decideUnseen(truth: Target, { costs, classes }: CorrectionOptions): Decided {
  if (truth.kind === 'regression' || costs === undefined) return { sentences: {} };
  const decision = ruleOfCosts(costs, truth.nClasses);
  const sentence = nameClasses(inWords(decision), classes);
  return {
    decision,
    decisionFigures: { origin: 'costs', ...thresholdOf(decision), sentence },
    sentences: { decision: sentence },
  };
}

function calibrateOutcome(
  truth: Target,
  outcome: ClassificationOutcome,
  options: CorrectionOptions,
): Corrections {
  const { calibration, probabilities, sentence } = chooseCalibration(outcome, options.foldOf);
  const before = calibrationError(outcome);
  const asStated = {
    answers: outcome.probabilities,
    calibrationError: { before, after: before },
    sentences: { calibration: sentence },
  };
  if (calibration.kind === 'none') return asStated;
  const price = priceOf(
    calibration,
    { truth, before: outcome.probabilities, after: probabilities },
    options,
  );
  if (price !== undefined) {
    const refused = `Probabilities are left as they are: correcting them would take ${price.toPrecision(2)} from the ${options.metric.title}.`;
    return { ...asStated, sentences: { calibration: refused } };
  }
  const after = calibrationError({ ...outcome, probabilities });
  return {
    answers: probabilities,
    calibration,
    calibrationError: { before, after },
    sentences: { calibration: sentence },
  };
}

/** Metrics of two classes that read nothing but the order of rows. */
const RANK_METRICS: ReadonlySet<string> = new Set(['roc_auc', 'average_precision']);

/** How much of the metric a calibration takes, where that is more than one standard error. */
function priceOf(
  { kind, nClasses }: Calibration,
  {
    truth,
    before,
    after,
  }: { readonly truth: Target; readonly before: Float64Array; readonly after: Float64Array },
  { metric, foldOf, seed }: CorrectionOptions,
): number | undefined {
  const keepsOrder = nClasses === 2 && kind !== 'isotonic';
  if (metric.name === 'log_loss' || (keepsOrder && RANK_METRICS.has(metric.name))) return undefined;
  const members = [before, after].map((answers, m) => ({ id: `${m}`, answers, microsPerRow: 0 }));
  const random = seededRandom(seed);
  const { values, drawn } = drawValues({ truth, foldOf, members }, metric, { random, parts: 1 });
  const lossOf = ([plain = 0, corrected = 0]: Float64Array) => signOf(metric) * (plain - corrected);
  const loss = lossOf(values);
  return loss > sampleMoments(Float64Array.from(drawn, lossOf)).sd ? loss : undefined;
}

/**
 * Metrics that another threshold than one half may raise. Accuracy is not among them: of calibrated probabilities the
 * most probable class is right most often; and one that reads a single kind of mistake is best where every row, or none, is called.
 */
const MOVED_BY_THRESHOLDS: ReadonlySet<string> = new Set(['f1', 'balanced_accuracy', 'mcc']);

type Decided = Pick<Corrections, 'decision' | 'decisionFigures' | 'value' | 'sentences'>;

function decideBy(
  outcome: ClassificationOutcome,
  { foldOf, metric, costs, classes, seed }: CorrectionOptions,
): Decided {
  if (costs !== undefined) {
    const { decision, origin, cost, costOfMostProbable, sentence } = chooseByCosts(
      outcome,
      costs,
      foldOf,
    );
    const said = nameClasses(sentence, classes);
    return {
      decision,
      decisionFigures: {
        origin,
        ...thresholdOf(decision),
        cost,
        costOfMostProbable,
        sentence: said,
      },
      sentences: {
        decision: `${said} That costs ${inDigits(cost.value, 3)} per row, against ${inDigits(costOfMostProbable.value, 3)} for calling the most probable class.`,
      },
    };
  }
  if (outcome.nClasses !== 2 || !MOVED_BY_THRESHOLDS.has(metric.name)) return { sentences: {} };
  if (outcome.weights) {
    const decision =
      'The most probable class is called: rows are weighted, and no threshold learns from weights.';
    return { sentences: { decision } };
  }
  const { decision, value, gain, sentence } = chooseByMetric(outcome, metric, {
    foldOf,
    random: seededRandom(seed),
  });
  const said = nameClasses(sentence, classes);
  if (decision.threshold === 0.5) return { value, sentences: { decision: said } };
  return {
    decision,
    decisionFigures: {
      origin: 'metric',
      ...thresholdOf(decision),
      ...(gain && { gain }),
      sentence: said,
    },
    value,
    sentences: { decision: said },
  };
}

function thresholdOf(decision: Decision): { threshold?: number } {
  return decision.kind === 'threshold' ? { threshold: decision.threshold } : {};
}
