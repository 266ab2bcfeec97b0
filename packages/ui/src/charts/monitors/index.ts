export {
  DRIFT_LOOKS,
  type DriftStripFigures,
  driftStrip,
  OTHER_LOOKS,
  type StripLook,
  stripLook,
} from './drift-strip.ts';
export { type EffectChartFigures, effectChart } from './effect-chart.ts';
export {
  type Interval,
  type PerformanceChartFigures,
  performanceChart,
} from './performance-chart.ts';
export { type ShiftBar, type ShiftChartFigures, shiftChart } from './shift-chart.ts';
