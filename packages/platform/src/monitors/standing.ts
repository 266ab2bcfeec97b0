import { asId, type ModelName } from '@kaizenml/contracts';
import { MonitorSettings, type Operations, type OutputOf } from '@kaizenml/contracts/operations';
import type { EndpointStore } from '../endpoints/index.ts';
import { isDrift } from './finding.ts';
import { ruledBy } from './judging/follow-rules.ts';
import type { PerformanceStore } from './performance/store.ts';
import type { MonitorStore, Subject, VerdictRecord } from './store.ts';

type Standing = OutputOf<Operations['monitors']['list']>['items'][number];

/** What showing monitors stands on. */
export interface StandingDeps {
  readonly monitors: Pick<MonitorStore, 'find' | 'verdicts' | 'course'>;
  readonly performance: Pick<PerformanceStore, 'find' | 'verdicts'>;
  readonly endpoints: Pick<EndpointStore, 'find'>;
}

/** Verdicts of the course that is told. */
const N_COURSE = 24;

/** How an endpoint is doing, with what that is made of. */
export interface Stood {
  readonly standing: Standing;
  readonly settings: MonitorSettings;
  readonly verdict: VerdictRecord | undefined;
}

/** How an endpoint is doing by its last verdict. */
export async function standingOf(
  { monitors, performance, endpoints }: StandingDeps,
  endpoint: string,
): Promise<Stood> {
  const subject: Subject = `endpoint:${endpoint}`;
  const monitor = await monitors.find(subject);
  const [verdict] = monitor === undefined ? [] : await monitors.verdicts(subject, { limit: 1 });
  const course = monitor === undefined ? [] : await monitors.course(subject, N_COURSE);
  const found = await endpoints.find(asId<ModelName>(endpoint));
  const settings = found?.monitoring ?? MonitorSettings.parse({});
  const bases = Object.values((await performance.find(subject))?.state.bases ?? {});
  const rules = [monitor?.state, ...bases].flatMap((state) => Object.entries(state?.rules ?? {}));
  const standing: Standing = {
    ...{ endpoint, isPaused: settings.paused, status: verdict?.status ?? null },
    ...{ lastVerdictAt: verdict?.end ?? null, nRows: verdict?.nRows ?? 0 },
    nWatched: verdict?.findings.length ?? 0,
    nDrifted: verdict?.findings.filter(isDrift).length ?? 0,
    alarms: rules.filter(([, { isRaised }]) => isRaised).map(([key]) => sayRule(key)),
    countedTo: monitor?.cursor ?? null,
    course: course.map(({ status }) => status),
  };
  return { standing, settings, verdict };
}

function sayRule(key: string): string {
  const { check, column, measure } = ruledBy(key);
  return [check, column, ...(measure === '' ? [] : [measure])].join('/');
}
