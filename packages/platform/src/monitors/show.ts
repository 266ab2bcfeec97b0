import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { ModelStore } from '../models/index.ts';
import { assertWatched, subjectOf } from './datasets/index.ts';
import { expectedFalseAlarms, PACE } from './expected-false-alarms.ts';
import { lastVerdicts } from './performance/index.ts';
import { type StandingDeps, standingOf } from './standing.ts';
import { toVerdict } from './to-verdict.ts';

/** Shows one monitor. */
export const showMonitor =
  (
    deps: StandingDeps & { readonly store: Pick<ModelStore, 'find' | 'list'> },
  ): Handler<Operations['monitors']['show']> =>
  async ({ endpoint }) => {
    await assertWatched(deps, endpoint);
    const subject = subjectOf(endpoint);
    const { standing, settings, monitor, verdict } = await standingOf(deps, endpoint);
    const latest = await deps.monitors.verdicts(subject, { limit: PACE });
    return {
      ...standing,
      settings,
      dataset: monitor?.settings ?? null,
      verdict: verdict === undefined ? null : toVerdict(verdict),
      performance: await lastVerdicts(deps.performance, subject),
      falseAlarmsPerMonth: expectedFalseAlarms(latest, settings),
    };
  };
