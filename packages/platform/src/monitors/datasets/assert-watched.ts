import { AppError } from '@kaizenml/contracts';
import { assertEndpoint } from '../../endpoints/index.ts';
import type { ModelStore } from '../../models/index.ts';
import type { MonitorRecord, MonitorStore } from '../store.ts';
import { subjectOf } from './subject.ts';

/** What knowing of monitors stands on. */
export interface AssertDeps {
  readonly monitors: Pick<MonitorStore, 'find'>;
  readonly store: Pick<ModelStore, 'find' | 'list'>;
}

/**
 * Refuses what nobody can watch: an endpoint that is none, and a dataset that is not watched.
 *
 * @param watched As the door names it: `churn`, or `dataset:rides`.
 * @throws ENDPOINT_NOT_FOUND with the closest name, MONITOR_NOT_FOUND
 */
export async function assertWatched(
  { monitors, store }: AssertDeps,
  watched: string,
): Promise<void> {
  if (watched.startsWith('dataset:')) await getDatasetMonitor(monitors, watched);
  else await assertEndpoint(store, watched);
}

/** @throws MONITOR_NOT_FOUND */
export async function getDatasetMonitor(
  monitors: Pick<MonitorStore, 'find'>,
  watched: string,
): Promise<MonitorRecord> {
  const found = await monitors.find(subjectOf(watched));
  if (found !== undefined) return found;
  const name = watched.slice('dataset:'.length);
  throw new AppError('MONITOR_NOT_FOUND', {
    message: `Dataset "${name}" must be watched for that, got no monitor of it.`,
    hint: `Watch it with \`kaizen monitors watch ${name}\`.`,
    details: { dataset: name },
  });
}
