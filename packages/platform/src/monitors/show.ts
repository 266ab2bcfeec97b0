import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { assertEndpoint } from '../endpoints/index.ts';
import type { ModelStore } from '../models/index.ts';
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
    await assertEndpoint(deps.store, endpoint);
    const { standing, settings, verdict } = await standingOf(deps, endpoint);
    const latest = await deps.monitors.verdicts(`endpoint:${endpoint}`, { limit: PACE });
    return {
      ...standing,
      settings,
      verdict: verdict === undefined ? null : toVerdict(verdict),
      performance: await lastVerdicts(deps.performance, `endpoint:${endpoint}`),
      falseAlarmsPerMonth: expectedFalseAlarms(latest, settings),
    };
  };
