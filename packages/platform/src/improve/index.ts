export type { ImproveDeps } from './deps.ts';
export { reportImprovements } from './report.ts';
export { startWeekly } from './start-weekly.ts';
export { createWeeklyReport, type WeeklyDeps } from './weekly-report.ts';
