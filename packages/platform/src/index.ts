export {
  defineModel,
  type FunctionAnswer,
  type FunctionContext,
  type FunctionModel,
  type FunctionRow,
} from '@kaizenml/contracts';
export { type App, type AppOptions, openApp } from './app.ts';
export {
  lookQuickly,
  type QuickResult,
  type RunProjectOptions,
  type RunResult,
  runProject,
} from './pipelines/index.ts';
export type { Progress, TrialProgress } from './progress.ts';
export { type RunningServer, startServer } from './server/index.ts';
export { version } from './version.ts';
