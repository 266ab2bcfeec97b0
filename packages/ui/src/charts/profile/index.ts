export { isAllDifferent } from './all-different.ts';
export {
  type AssociationMatrixFigures,
  associationMatrix,
} from './association-matrix.ts';
export { associationDigits, MEASURES, strongestPairs } from './association-words.ts';
export { type ChangeCardOptions, changeCard, changeWords } from './change-card.ts';
export { type CardOptions, columnCard, kindWords } from './column-card.ts';
export { type ColumnChange, columnChange, columnChanges, shareMissing } from './column-change.ts';
export { distinctWords, missingWords, quantileAt } from './column-figures.ts';
export { type ColumnHistogramFigures, columnHistogram } from './column-histogram.ts';
export {
  CHANGE_ORDERS,
  type ChangeOrder,
  COLUMN_ORDERS,
  type ColumnOrder,
  orderChanges,
  orderColumns,
} from './column-order.ts';
export { type DateTimelineFigures, dateTimeline } from './date-timeline.ts';
export { fewFindings } from './few-findings.ts';
export { pairNames } from './pair-names.ts';
export { type PairedHistogramFigures, pairedHistogram } from './paired-histogram.ts';
export { type PairedValuesFigures, pairedValues } from './paired-values.ts';
export { profileStyles } from './profile-styles.ts';
export { type QuantileCurveFigures, quantileCurve } from './quantile-curve.ts';
export { type ShareBarFigures, shareBar } from './share-bar.ts';
export { barBins } from './unit-bins.ts';
export { type ValueBarsFigures, valueBars } from './value-bars.ts';
export { levelWords, valueWords } from './value-words.ts';
