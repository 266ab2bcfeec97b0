import type { EndpointStore } from '../../endpoints/store.ts';
import type { Clock } from '../../kit/index.ts';
import { type RemovedDay, removeExpiredDays } from './remove-expired.ts';

/** What keeping to the retention of endpoints stands on. */
export interface RetentionDeps {
  readonly capturePath: string;
  readonly endpoints: Pick<EndpointStore, 'all'>;
  readonly clock: Clock;
}

/**
 * Removes the days of the log that the settings of their endpoints no longer keep.
 *
 * @param name Of one endpoint. Default: all.
 * @throws HOME_NOT_WRITABLE
 */
export async function applyRetention(
  { capturePath, endpoints, clock }: RetentionDeps,
  name?: string,
): Promise<readonly RemovedDay[]> {
  const removed: RemovedDay[] = [];
  for (const [endpoint, { log }] of await endpoints.all())
    if (name === undefined || endpoint === name)
      removed.push(...(await removeExpiredDays(capturePath, endpoint, { policy: log, clock })));
  return removed;
}
