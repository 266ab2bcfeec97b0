import type { MonitorSettings } from '@kaizenml/contracts/operations';
import { falseAlarms } from '@kaizenml/ml/alarms';
import type { VerdictRecord } from './store.ts';

/** Verdicts that tell how often there is one. */
export const PACE = 20;

/** Verdicts that came faster were made up for, and say nothing of the next. */
const LEAST_PACE_MS = 10_000;

const MONTH_MS = 30 * 86_400_000;

/**
 * Alarms that rules raise by chance in 30 days in which nothing changes, at most: the rate over all verdicts holds them below that.
 *
 * @param latest Verdicts, oldest first: their pace goes on.
 * @returns Null of fewer than two, and where they came within ten seconds of each other.
 */
export function expectedFalseAlarms(
  latest: readonly VerdictRecord[],
  { rate, alarm }: Pick<MonitorSettings, 'rate' | 'alarm'>,
): number | null {
  const [first, last] = [latest[0], latest.at(-1)];
  if (first === undefined || last === undefined || latest.length < 2) return null;
  const paceMs = (Date.parse(last.end) - Date.parse(first.end)) / (latest.length - 1);
  if (paceMs < LEAST_PACE_MS) return null;
  const nRules = Math.max(1, last.findings.length);
  const nWindows = MONTH_MS / paceMs;
  return falseAlarms(alarm, { rate: rate / nRules, nWindows, nRules }).nAlerts;
}
