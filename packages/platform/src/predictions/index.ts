export { type FileLogOptions, openFileLog } from './file-log.ts';
export type { LoggedRequest, PredictionLog } from './log.ts';
