import { CHALLENGER } from '../../pipelines/index.ts';
import { type TableDeps, whoRetrains } from '../deps.ts';
import type { RetrainingRecord } from '../store.ts';

/**
 * Lets the alias `challenger` point at the best of the versions that a retraining has trained; the one that was trained last has it from
 * its run. Where it points at none of them somebody has moved it meanwhile, and it stays.
 *
 * @param best Version that compared best, whether it goes on or not.
 */
export async function pointChallenger(
  { store }: { readonly store: Pick<TableDeps['store'], 'models'> },
  { id, endpoint, facts: { tried = [] } }: Pick<RetrainingRecord, 'id' | 'endpoint' | 'facts'>,
  best: number,
): Promise<void> {
  const now = (await store.models.find(endpoint))?.aliases[CHALLENGER];
  if (now === best || !tried.some(({ version }) => version !== null && version === now)) return;
  const why = 'Of what was trained it compares best on the newest rows.';
  await store.models.setAlias(endpoint, CHALLENGER, best, { by: 'run', who: whoRetrains(id), why });
}
