import { watchedOf } from './datasets/index.ts';
import { expectedFalseAlarms, PACE } from './expected-false-alarms.ts';
import { type StandingDeps, standingOf } from './standing.ts';
import type { MonitorStore } from './store.ts';

/** Alarms that the rules of each watched endpoint and dataset raise by chance in a month, at most; those with too few verdicts are left out. */
export const falseAlarmsBySubject =
  (deps: StandingDeps & { readonly monitors: Pick<MonitorStore, 'all'> }) =>
  async (): Promise<ReadonlyMap<string, number>> => {
    const expected = new Map<string, number>();
    for (const { subject } of await deps.monitors.all()) {
      const { settings } = await standingOf(deps, watchedOf(subject));
      const latest = await deps.monitors.verdicts(subject, { limit: PACE });
      const perMonth = expectedFalseAlarms(latest, settings);
      if (perMonth !== null) expected.set(subject, perMonth);
    }
    return expected;
  };
