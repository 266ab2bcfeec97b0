export type { Progress, TrialProgress } from '../progress.ts';
