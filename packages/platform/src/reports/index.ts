export { type ModelCardInput, renderModelCard } from './model-card.ts';
export { renderReport } from './render-report.ts';
export type {
  BaselineRow,
  CalibrationFigures,
  ConfusionFigures,
  LeaderboardRow,
  MetricDescription,
  PartialDependenceFigures,
  PrecisionRecallFigures,
  ReportCurves,
  ReportInput,
  ReportSettings,
  RocFigures,
  ScatterFigures,
  TimingRow,
} from './report-input.ts';
