export { type CalibrationBin, calibrationBins } from './calibration-bins.ts';
export { confusionMatrix } from './confusion-matrix.ts';
export { type LiftRow, liftTable } from './lift-table.ts';
export { type PrecisionRecallPoint, precisionRecallCurve } from './precision-recall-curve.ts';
export { type RocPoint, rocCurve } from './roc-curve.ts';
