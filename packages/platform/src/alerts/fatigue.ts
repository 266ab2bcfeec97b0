import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { Clock } from '../kit/index.ts';
import type { NoticeStore, ToldAlert } from '../notices/index.ts';

/** What counting fatigue stands on. */
export interface FatigueDeps {
  readonly notices: Pick<NoticeStore, 'toldSince'>;
  readonly clock: Clock;
  /** False alarms per month that chance alone raises by the rules of a subject's monitors. Default: nobody knows. */
  readonly expected?: () => Promise<ReadonlyMap<string, number>>;
}

/** Counts of how many alerts people were told, by month and subject. */
export const fatigueOfAlerts =
  ({ notices, clock, expected }: FatigueDeps): Handler<Operations['alerts']['fatigue']> =>
  async ({ months: nMonths }) => {
    const now = new Date(clock.now());
    const monthAt = (ago: number) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - ago, 1);
    const months = Array.from({ length: nMonths }, (_, i) =>
      new Date(monthAt(nMonths - 1 - i)).toISOString().slice(0, 7),
    );
    const sinceMs = monthAt(nMonths - 1);
    const byChance = await expected?.();
    const subjects = new Map<string, ToldAlert[]>();
    for (const told of await notices.toldSince(sinceMs))
      subjects.set(told.subject, [...(subjects.get(told.subject) ?? []), told]);
    const counted = [...subjects].map(([subject, alerts]) => {
      const byMonth = months.map((month) => alerts.filter((each) => each.month === month));
      return {
        subject,
        told: byMonth.map((each) => each.length),
        called: byMonth.map((each) => each.filter(({ isFalse }) => isFalse).length),
        notices: byMonth.map((each) => each.reduce((sum, { nNotices }) => sum + nNotices, 0)),
        expected: byChance?.get(subject) ?? null,
      };
    });
    const total = ({ told }: { readonly told: readonly number[] }) =>
      told.reduce((sum, n) => sum + n, 0);
    return {
      since: new Date(sinceMs).toISOString(),
      months,
      subjects: counted.sort((a, b) => total(b) - total(a) || (a.subject < b.subject ? -1 : 1)),
    };
  };
