import { asId, type ModelName } from '@kaizenml/contracts';
import { MonitorSettings, type Operations, type OutputOf } from '@kaizenml/contracts/operations';
import type { EndpointStore } from '../endpoints/index.ts';
import { openCursor } from './datasets/cursor.ts';
import { judgedBy } from './datasets/settings.ts';
import { datasetOf, subjectOf } from './datasets/subject.ts';
import { isDrift } from './finding.ts';
import { ruledBy } from './judging/follow-rules.ts';
import type { PerformanceStore } from './performance/store.ts';
import type { MonitorRecord, MonitorStore, Subject, VerdictRecord } from './store.ts';

type Standing = OutputOf<Operations['monitors']['list']>['items'][number];

/** What showing monitors stands on. */
export interface StandingDeps {
  readonly monitors: Pick<MonitorStore, 'find' | 'verdicts' | 'course'>;
  readonly performance: Pick<PerformanceStore, 'find' | 'verdicts'>;
  readonly endpoints: Pick<EndpointStore, 'find'>;
}

/** Verdicts of the course that is told. */
const N_COURSE = 24;

/** How an endpoint or a dataset is doing, with what that is made of. */
export interface Stood {
  readonly standing: Standing;
  readonly settings: MonitorSettings;
  /** Null where nothing is counted yet. */
  readonly monitor: MonitorRecord | null;
  readonly verdict: VerdictRecord | undefined;
}

/**
 * How an endpoint or a dataset is doing by its last verdict.
 *
 * @param watched As the door names it: `churn`, or `dataset:rides`.
 */
export async function standingOf(
  { monitors, performance, endpoints }: StandingDeps,
  watched: string,
): Promise<Stood> {
  const subject = subjectOf(watched);
  const monitor = await monitors.find(subject);
  const [verdict] = monitor === undefined ? [] : await monitors.verdicts(subject, { limit: 1 });
  const course = monitor === undefined ? [] : await monitors.course(subject, N_COURSE);
  const settings = await settingsOf(endpoints, subject, monitor);
  const bases = Object.values((await performance.find(subject))?.state.bases ?? {});
  const rules = [monitor?.state, ...bases].flatMap((state) => Object.entries(state?.rules ?? {}));
  const standing: Standing = {
    ...{ endpoint: watched, isPaused: settings.paused, status: verdict?.status ?? null },
    ...{ lastVerdictAt: verdict?.end ?? null, nRows: verdict?.nRows ?? 0 },
    nWatched: verdict?.findings.length ?? 0,
    nDrifted: verdict?.findings.filter(isDrift).length ?? 0,
    alarms: rules.filter(([, { isRaised }]) => isRaised).map(([key]) => sayRule(key)),
    countedTo: countedTo(monitor),
    course: course.map(({ status }) => status),
  };
  return { standing, settings, monitor: monitor ?? null, verdict };
}

async function settingsOf(
  endpoints: StandingDeps['endpoints'],
  subject: Subject,
  monitor: MonitorRecord | undefined,
): Promise<MonitorSettings> {
  if (monitor?.settings != null) return judgedBy(monitor.settings);
  const found = await endpoints.find(asId<ModelName>(subject.slice(subject.indexOf(':') + 1)));
  return found?.monitoring ?? MonitorSettings.parse({});
}

function countedTo(monitor: MonitorRecord | undefined): string | null {
  const cursor = monitor?.cursor ?? null;
  if (monitor === undefined || cursor === null) return null;
  return datasetOf(monitor.subject) === undefined ? cursor : openCursor(cursor).end;
}

function sayRule(key: string): string {
  const { check, column, measure } = ruledBy(key);
  return [check, column, ...(measure === '' ? [] : [measure])].join('/');
}
