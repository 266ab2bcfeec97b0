export { type ModelCardInput, renderModelCard } from './model-card.ts';
export type { ProfileInput } from './profile/profile-input.ts';
export { renderProfile } from './profile/render-profile.ts';
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
