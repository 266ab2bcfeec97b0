import type { Subject } from '../store.ts';
import type { ScoredVersion } from './counting/scored-version.ts';
import {
  addPerformance,
  noPerformance,
  unpackPerformance,
  type WindowPerformance,
} from './counting/window-performance.ts';
import type { PerformanceStore } from './store.ts';

/** What a version did in a span, added up. @cost O(windows cells) */
export async function addStored(
  performance: Pick<PerformanceStore, 'windows'>,
  subject: Subject,
  {
    start,
    end,
    version,
    found,
  }: {
    readonly start: string;
    readonly end: string;
    readonly version: number;
    readonly found: Pick<ScoredVersion, 'label'>;
  },
): Promise<WindowPerformance> {
  const sum = noPerformance();
  for (const { body } of await performance.windows(subject, { from: start, to: end, version }))
    addPerformance(sum, unpackPerformance(body, found.label?.binning));
  return sum;
}
