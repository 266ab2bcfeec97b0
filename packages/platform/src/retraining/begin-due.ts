import { type ModelName, toAppError } from '@kaizenml/contracts';
import type { RetrainingSettings } from '@kaizenml/contracts/operations';
import { instant } from '../kit/index.ts';
import { nextInstant } from '../schedules/index.ts';
import { beginRetraining } from './beginning/begin.ts';
import { beginByAlerts } from './beginning/begin-by-alerts.ts';
import type { BeginByFormer } from './beginning/begin-by-former.ts';
import type { CountNewLabels } from './beginning/label-count.ts';
import type { RetrainerDeps } from './deps.ts';
import { standInByAlerts } from './understudies/stand-in-by-alerts.ts';

interface DueDeps extends RetrainerDeps {
  readonly countNewLabels: CountNewLabels;
  readonly beginByFormer: BeginByFormer;
  /** What was told of each endpoint last: a failure that lasts is told once. */
  readonly told: Map<ModelName, string>;
}

/** Begins the retrainings that alerts, better former champions, a schedule, a dataset or the number of labels ask for by now, and stand-ins for broken columns. */
export async function beginDue(deps: DueDeps): Promise<void> {
  const open = new Set((await deps.store.retrainings.open()).map(({ endpoint }) => endpoint));
  for (const [endpoint, { retraining }] of await deps.store.endpoints.all()) {
    if (retraining === undefined) continue;
    try {
      await standInByAlerts(deps, endpoint, retraining);
      if (open.has(endpoint)) continue;
      await deps.beginByFormer(endpoint, retraining);
      await beginByAlerts(deps, endpoint, retraining);
      await beginOf(deps, endpoint, retraining);
      deps.told.delete(endpoint);
    } catch (thrown) {
      const { message } = toAppError(thrown);
      if (deps.told.get(endpoint) === message) continue;
      deps.told.set(endpoint, message);
      deps.log.warn('a retraining could not begin', { endpoint, thrown });
    }
  }
}

async function beginOf(
  deps: DueDeps,
  endpoint: ModelName,
  { triggers }: RetrainingSettings,
): Promise<void> {
  const { schedule, newData, newLabels } = triggers;
  if (schedule !== undefined) {
    const due = await dueInstant(deps, endpoint, schedule);
    const cause = `It was due by the schedule "${schedule}" at ${due}.`;
    if (due !== undefined)
      await beginRetraining(deps, {
        ...{ endpoint, trigger: 'schedule', cause, key: `schedule:${endpoint}:${due}` },
      });
  }
  if (newData !== undefined) await beginByDataset(deps, endpoint, newData);
  if (newLabels !== undefined) await beginByLabels(deps, endpoint, newLabels);
}

/** The instant since which a schedule is due: the first one after the last that was taken, or after the settings were made. */
async function dueInstant(
  { store, clock }: RetrainerDeps,
  endpoint: ModelName,
  schedule: string,
): Promise<string | undefined> {
  const { items } = await store.retrainings.list(endpoint, { limit: 100 });
  const [change] = await store.endpoints.changes(endpoint, 1);
  const taken = items.find(({ trigger }) => trigger === 'schedule');
  const after = [change?.at, taken?.startedAt].flatMap((at) => (at ? [Date.parse(at)] : []));
  const due = nextInstant(schedule, Math.max(...after, 0));
  return due !== null && Date.parse(due) <= clock.now() ? due : undefined;
}

async function beginByDataset(
  deps: RetrainerDeps,
  endpoint: ModelName,
  name: string,
): Promise<void> {
  const newest = await deps.store.datasets.find(name);
  const [change] = await deps.store.endpoints.changes(endpoint, 1);
  if (newest === undefined || newest.createdAt <= (change?.at ?? '')) return;
  const dataset = `${newest.name}@${newest.version}`;
  await beginRetraining(deps, {
    ...{ endpoint, trigger: 'new-data', cause: `Dataset "${name}" has version ${newest.version}.` },
    ...{ key: `new-data:${endpoint}:${dataset}`, dataset },
  });
}

async function beginByLabels(deps: DueDeps, endpoint: ModelName, least: number): Promise<void> {
  const counted = await deps.countNewLabels(endpoint, instant(deps.clock));
  if (counted === undefined) return;
  const { nLabels, champion } = counted;
  const nTimes = Math.floor(nLabels / least);
  if (nTimes === 0) return;
  const key = `new-labels:${endpoint}:v${champion}:${nTimes * least}`;
  const cause = `${nLabels} labelled rows came since version ${champion} learned.`;
  await beginRetraining(deps, { endpoint, trigger: 'new-data', cause, key });
}
