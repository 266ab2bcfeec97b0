import type { MonitorSettings } from '@kaizenml/contracts/operations';
import type { ScoredVersion } from '../counting/scored-version.ts';
import type { WindowPerformance } from '../counting/window-performance.ts';

/** Windows of one version, added up, and what they are judged by. */
export interface JudgedSpan {
  readonly version: ScoredVersion;
  readonly performance: WindowPerformance;
  readonly settings: MonitorSettings;
}
