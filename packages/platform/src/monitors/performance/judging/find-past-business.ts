import { durationMs } from '@kaizenml/contracts';
import type { MonitorSettings } from '@kaizenml/contracts/operations';
import type { Subject } from '../../store.ts';
import {
  addPerformance,
  noPerformance,
  unpackPerformance,
  type WindowPerformance,
} from '../counting/window-performance.ts';
import type { PerformanceStore } from '../store.ts';

/** Nothing was brought in training: these weeks before are what requests are compared with, unless settings say otherwise. */
const WEEKS_BEFORE = '4w';

/** What the requests of all versions brought in the span that settings compare with. @cost O(windows of the span) */
export async function findPastBusiness(
  performance: Pick<PerformanceStore, 'windows'>,
  subject: Subject,
  {
    startMs,
    endMs,
    reference,
  }: { readonly startMs: number; readonly endMs: number } & Pick<MonitorSettings, 'reference'>,
): Promise<WindowPerformance> {
  const isAgo = reference !== 'training' && 'ago' in reference;
  const last = reference !== 'training' && 'last' in reference ? reference.last : WEEKS_BEFORE;
  const backMs = durationMs(isAgo ? reference.ago : last);
  const [from, to] = [startMs - backMs, isAgo ? endMs - backMs : startMs].map((ms) =>
    new Date(ms).toISOString(),
  );
  const sum = noPerformance();
  for (const { body } of await performance.windows(subject, { from, to }))
    addPerformance(sum, unpackPerformance(body));
  return sum;
}
