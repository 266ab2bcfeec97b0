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
  calibrationError,
  type ReliabilityBin,
  type ReliabilityOptions,
  reliabilityCurve,
} from './calibrate/reliability-curve.ts';
export { blendAnswers } from './ensemble/blend.ts';
export {
  type EnsembleSelection,
  type SelectionOptions,
  type SelectionStep,
  selectEnsemble,
} from './ensemble/select-ensemble.ts';
export type { Library, Member } from './library/library.ts';
export {
  type ApproachResult,
  type ChoiceOptions,
  type CombinationChoice,
  chooseCombination,
} from './stack/choose-combination.ts';
export { type Blend, type Combination, combineAnswers, type Stack } from './stack/combination.ts';
export {
  minimizeOnSimplex,
  type SimplexFunction,
  type SimplexMinimum,
} from './stack/minimize-on-simplex.ts';
export { mixtureWeights } from './stack/mixture-weights.ts';
