export { type ModelCardInput, renderModelCard } from './model-card.ts';
export type { ProfileInput } from './profile/profile-input.ts';
export { renderProfile } from './profile/render-profile.ts';
export type { QuickReportInput, QuickRow } from './quick/quick-input.ts';
export { renderQuickReport } from './quick/render-quick-report.ts';
export { renderReport } from './render-report.ts';
export type {
  BaselineRow,
  CalibrationFigures,
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
