export { type ModelCardInput, renderModelCard } from './model-card.ts';
export type { ProfileInput } from './profile/profile-input.ts';
export { renderProfile } from './profile/render-profile.ts';
export type { QuickReportInput, QuickRow } from './quick/quick-input.ts';
export { renderQuickReport } from './quick/render-quick-report.ts';
export { renderReport } from './render-report.ts';
export type {
  BaselineRow,
  CalibrationFigures,
  CheckFigures,
  ConfusionFigures,
  Lesson,
  MetricDescription,
  PartialDependenceFigures,
  PrecisionRecallFigures,
  ReportCurves,
  ReportInput,
  ReportSettings,
  RocFigures,
  RoleWords,
  ScatterFigures,
  SearchFigures,
  TeamFigures,
  TimingRow,
} from './report-input.ts';
export { type AnomaliesReport, renderAnomaliesReport } from './whole-table/anomalies-report.ts';
export { type ClustersReport, renderClustersReport } from './whole-table/clusters-report.ts';
export { FORECAST_METHODS } from './whole-table/forecast-methods.ts';
export { type ForecastReport, renderForecastReport } from './whole-table/forecast-report.ts';
export { renderTableCard, type TableCardInput } from './whole-table/table-card.ts';
export type { TableReport } from './whole-table/table-report.ts';
