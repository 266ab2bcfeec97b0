export { type CalibrationChartFigures, calibrationChart } from './calibration-chart.ts';
export { type ClusterCountsFigures, clusterCounts } from './cluster-counts.ts';
export { type ClusterMapFigures, clusterMap } from './cluster-map.ts';
export { COLORS, type ColorRole, chartStyles, seriesColor } from './colors.ts';
export { type ConfusionChartFigures, confusionChart } from './confusion-chart.ts';
export {
  type Contribution,
  type ContributionsChartFigures,
  contributionsChart,
} from './contributions-chart.ts';
export { type DependenceChartFigures, dependenceChart } from './dependence-chart.ts';
export { type EvidenceChartFigures, evidenceChart } from './evidence-chart.ts';
export {
  type ForecastChartFigures,
  forecastChart,
  type TimedBand,
  type TimedValues,
} from './forecast-chart.ts';
export {
  countOf,
  formatBytes,
  formatClose,
  formatDuration,
  formatEstimate,
  formatInterval,
  formatMetric,
  formatNumber,
  formatScore,
  formatScoreInterval,
  formatShare,
  formatSigned,
} from './format.ts';
export type { ChartSize, ChartWords } from './frame.ts';
export { type HistogramChartFigures, histogramChart } from './histogram-chart.ts';
export { type ImportanceChartFigures, importanceChart } from './importance-chart.ts';
export { type IntervalBar, type IntervalBarsFigures, intervalBars } from './interval-bars.ts';
export { type IntervalDot, type IntervalDotsFigures, intervalDots } from './interval-dots.ts';
export { assignLayers, type PlacedGraph, type Point, placeNodes } from './layers/index.ts';
export {
  type LeaderboardChartFigures,
  type LeaderboardEntry,
  leaderboardChart,
} from './leaderboard-chart.ts';
export { type LearningCurveFigures, learningCurveChart } from './learning-curve-chart.ts';
export {
  DRIFT_LOOKS,
  type DriftStripFigures,
  driftStrip,
  type EffectChartFigures,
  effectChart,
  OTHER_LOOKS,
  type PerformanceChartFigures,
  performanceChart,
  type ShiftBar,
  type ShiftChartFigures,
  type StripLook,
  shiftChart,
  stripLook,
} from './monitors/index.ts';
export { type ParameterChartFigures, parameterChart } from './parameter-chart.ts';
export { type ParetoChartFigures, type ParetoEntry, paretoChart } from './pareto-chart.ts';
export {
  type PrecisionRecallChartFigures,
  type PrecisionRecallSeries,
  precisionRecallChart,
} from './precision-recall-chart.ts';
export {
  type AssociationMatrixFigures,
  associationDigits,
  associationMatrix,
  barBins,
  type CardOptions,
  CHANGE_ORDERS,
  type ChangeCardOptions,
  type ChangeOrder,
  COLUMN_ORDERS,
  type ColumnChange,
  type ColumnHistogramFigures,
  type ColumnOrder,
  changeCard,
  changeWords,
  columnCard,
  columnChange,
  columnChanges,
  columnHistogram,
  type DateTimelineFigures,
  dateTimeline,
  distinctWords,
  fewFindings,
  isAllDifferent,
  kindWords,
  levelWords,
  MEASURES,
  missingWords,
  orderChanges,
  orderColumns,
  type PairedHistogramFigures,
  type PairedValuesFigures,
  pairedHistogram,
  pairedValues,
  pairNames,
  profileStyles,
  type QuantileCurveFigures,
  quantileAt,
  quantileCurve,
  type ShareBarFigures,
  shareBar,
  shareMissing,
  strongestPairs,
  type ValueBarsFigures,
  valueBars,
  valueWords,
} from './profile/index.ts';
export { type RarityChartFigures, rarityChart } from './rarity-chart.ts';
export { residualsChart } from './residuals-chart.ts';
export { type RocChartFigures, type RocSeries, rocChart } from './roc-chart.ts';
export type { MixedValue } from './runs/mixed-scale.ts';
export {
  type ParallelAxis,
  type ParallelFigures,
  parallelChart,
} from './runs/parallel-chart.ts';
export { type RunCurve, type RunCurvesFigures, runCurvesChart } from './runs/run-curves-chart.ts';
export {
  type RunScatterFigures,
  runScatterChart,
  type ScatteredRun,
} from './runs/run-scatter-chart.ts';
export { seriesLook } from './runs/series-look.ts';
export { smooth } from './runs/smooth.ts';
export { timeUnitOf } from './runs/time-unit.ts';
export { type ScatterChartFigures, scatterChart } from './scatter-chart.ts';
export { type SparkHistogramFigures, sparkHistogram } from './spark-histogram.ts';
export { type SparkLineFigures, sparkLine } from './spark-line.ts';
export { escapeText } from './svg.ts';
export { type TimeLine, type TimeLinesFigures, timeLines } from './time-lines.ts';
export { type TrialsChartFigures, trialsChart } from './trials-chart.ts';
