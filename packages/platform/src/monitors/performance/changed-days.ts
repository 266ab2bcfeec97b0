import { durationMs } from '@kaizenml/contracts';
import type { MonitorSettings } from '@kaizenml/contracts/operations';
import type { Clock } from '../../kit/index.ts';
import type { PredictionLog } from '../../predictions/index.ts';
import type { PerformanceRecord } from './store.ts';

const DAY_MS = 86_400_000;
/** A day is not counted again before this, nor before twenty times as long as it took has gone by: labels may trickle in all the time. */
const LEAST_WAIT_MS = 10_000;
const WAIT_PER_WORK = 20;

/** Which days are looked at. */
export interface DaysChoice {
  readonly endpoint: string;
  readonly settings: Pick<MonitorSettings, 'performance'>;
  readonly record: PerformanceRecord;
  readonly isAsked: boolean;
}

/** Days of the log whose windows are counted again. */
export interface ChangedDays {
  /** With the mark that they had before anything was read. */
  readonly changed: ReadonlyMap<string, string>;
  /** Days whose requests were removed: what was counted of them stays. */
  readonly gone: ReadonlySet<string>;
  /** All days within which labels are waited for. */
  readonly days: ReadonlySet<string>;
}

/** Finds the days within which labels are waited for and to which some have arrived since they were counted. @cost O(days) */
export async function changedDays(
  {
    predictionLog,
    clock,
  }: { readonly predictionLog: Pick<PredictionLog, 'findMarks'>; readonly clock: Clock },
  { endpoint, settings, record, isAsked }: DaysChoice,
): Promise<ChangedDays> {
  const nowMs = clock.now();
  const firstMs = nowMs - durationMs(settings.performance.labelsWithin);
  const changed = new Map<string, string>();
  const gone = new Set<string>();
  const days = new Set<string>();
  const marks = await predictionLog.findMarks(endpoint, dayOf(Math.max(0, firstMs)));
  for (let ms = Math.max(0, firstMs); dayOf(ms) <= dayOf(nowMs); ms += DAY_MS) {
    const day = dayOf(ms);
    days.add(day);
    const mark = marks.get(day);
    const known = record.state.days[day];
    if (mark === undefined) gone.add(day);
    else if (known === undefined) changed.set(day, mark);
    else if (mark !== known.mark) {
      const waitMs = Math.max(LEAST_WAIT_MS, WAIT_PER_WORK * known.tookMs);
      if (isAsked || nowMs - known.countedAtMs >= waitMs) changed.set(day, mark);
    }
  }
  return { changed, gone, days };
}

/** The day of an instant in UTC, as `2026-01-31`. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
