export {
  CALIBRATIONS,
  type Calibration,
  type CalibrationKind,
  calibrate,
  fitCalibration,
} from './calibrate/calibration.ts';
export {
  type CalibrationChoice,
  type CalibrationResult,
  chooseCalibration,
} from './calibrate/choose-calibration.ts';
export {
  fitQuantileShift,
  type QuantileShift,
  shiftQuantiles,
} from './calibrate/quantile-shift.ts';
export {
  calibrationError,
  type ReliabilityBin,
  type ReliabilityOptions,
  reliabilityCurve,
} from './calibrate/reliability-curve.ts';
export { answerMicros } from './choose/answer-micros.ts';
export { type Contender, shareBehind } from './choose/contender.ts';
export { interpretableModel } from './choose/interpretable-model.ts';
export { paretoFront } from './choose/pareto-front.ts';
export { partsToRead } from './choose/parts-to-read.ts';
export { type RoleChoice, type SmallLimits, smallModel } from './choose/small-model.ts';
export { type Comparison, compareModels } from './compare/compare-models.ts';
export { type CorrectedValue, correctOptimism } from './compare/correct-optimism.ts';
export { modelConfidenceSet, type Standing } from './compare/model-confidence-set.ts';
export {
  drawValues,
  type ResampledValues,
  type ResampleOptions,
  resampleValues,
} from './compare/resample-values.ts';
export { type CostChoice, chooseByCosts } from './decide/choose-by-costs.ts';
export { chooseByMetric, type MetricChoice } from './decide/choose-by-metric.ts';
export { ruleOfCosts } from './decide/cost-matrix.ts';
export { type Decision, decide } from './decide/decision.ts';
export { inWords } from './decide/in-words.ts';
export { type BestThreshold, sweepThresholds } from './decide/sweep-thresholds.ts';
export { blendAnswers } from './ensemble/blend.ts';
export { CALL_METRICS } from './ensemble/judges/index.ts';
export {
  type EnsembleSelection,
  type SelectionOptions,
  type SelectionStep,
  selectEnsemble,
} from './ensemble/select-ensemble.ts';
export {
  checkShuffled,
  type ShuffledReport,
  type ShuffledRuns,
} from './honesty/check-shuffled.ts';
export {
  type CurveOptions,
  type LearningCurve,
  type LearningPoint,
  learningCurve,
} from './honesty/learning-curve.ts';
export { type Library, type Member, outcomeOf } from './library/library.ts';
export { takeAnswers } from './library/take-rows.ts';
export {
  type ApproachResult,
  type ChoiceOptions,
  type CombinationChoice,
  chooseCombination,
} from './stack/choose-combination.ts';
export { type Blend, type Combination, combineAnswers, type Stack } from './stack/combination.ts';
export { fitStack } from './stack/fit-stack.ts';
export {
  minimizeOnSimplex,
  type SimplexFunction,
  type SimplexMinimum,
} from './stack/minimize-on-simplex.ts';
export { mixtureWeights } from './stack/mixture-weights.ts';
export {
  type Joining,
  joinAnswers,
  type Tuned,
  type TunedLink,
  toScores,
  tunedAnswers,
} from './tune/tuned.ts';
