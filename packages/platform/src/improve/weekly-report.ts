import type { AlertStore } from '../alerts/index.ts';
import type { Clock } from '../kit/index.ts';
import { nextInstant } from '../schedules/index.ts';
import type { ImproveDeps } from './deps.ts';
import { isoWeek } from './iso-week.ts';
import { makeReport } from './report.ts';

/** What a weekly report stands on. */
export interface WeeklyDeps extends ImproveDeps {
  readonly alerts: Pick<AlertStore, 'list' | 'raise' | 'resolve'>;
  readonly clock: Clock;
}

/** Monday, 06:00 UTC. */
const SCHEDULE = '0 6 * * 1';
const WEEK_MS = 7 * 24 * 3_600_000;
const SUBJECT = 'report:weekly';
const MOST_TOLD = 3;
/** More than are ever open: each report ends those before. */
const PAGE = 50;

/**
 * The weekly report, told as an alert of severity `info` under the key `improve:<ISO week>`.
 *
 * `look` may be killed anywhere and is done again: a week that has an alert, whatever became of it, is not told twice, and reports that
 * are still open are ended by the newest. A week in which nothing was answered is not told of.
 */
export function createWeeklyReport(deps: WeeklyDeps): { look(): Promise<void> } {
  let doneTo: number | undefined;
  return {
    async look() {
      const dueMs = lastDue(deps.clock.now());
      if (doneTo === dueMs) return;
      await tell(deps, dueMs);
      doneTo = dueMs;
    },
  };
}

/** The newest due instant that is not in the future. */
function lastDue(nowMs: number): number {
  const next = nextInstant(SCHEDULE, nowMs - WEEK_MS);
  return Date.parse(next ?? '');
}

async function tell({ alerts, ...deps }: WeeklyDeps, dueMs: number): Promise<void> {
  const key = `improve:${isoWeek(dueMs)}`;
  const page = { limit: PAGE, subject: SUBJECT };
  const { items } = await alerts.list(['open', 'acknowledged', 'resolved'], page);
  if (!items.some((alert) => alert.key === key)) {
    const report = await makeReport(deps, { period: 'week', endMs: dueMs });
    if (report.endpoints.every(({ nRows }) => nRows === 0)) return;
    const top = report.improvements.slice(0, MOST_TOLD);
    await alerts.raise({
      ...{ key, subject: SUBJECT, severity: 'info', message: report.headline },
      hint: 'Read the report, and take up the first improvement that is worth its work.',
      cause:
        top.length === 0
          ? null
          : top.map(({ endpoint, title }, i) => `${i + 1}. ${endpoint}: ${title}`).join(' '),
      next: 'kaizen improve',
      details: { now: report.now, before: report.before, improvements: top },
    });
  }
  const open = await alerts.list(['open', 'acknowledged'], page);
  for (const alert of open.items) if (alert.key !== key) await alerts.resolve(alert.key);
}
