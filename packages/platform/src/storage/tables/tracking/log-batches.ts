import type { AppError } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import type { RunBatch } from '../../../tracking/store.ts';
import type { Schema } from '../../schema.ts';
import { runNotFound } from '../run-not-found.ts';
import { claimRuns } from './claim-run.ts';
import { runState } from './failures.ts';
import { logMetrics } from './metrics/log-metrics.ts';
import type { Outcome } from './outcome.ts';
import { setParams } from './params.ts';
import { putRunTags } from './tags.ts';
import type { TrackingTools } from './tools.ts';

/** What is logged to a run. */
export interface RunLog {
  readonly id: string;
  readonly batch: RunBatch;
}

/**
 * Logs metrics, params and tags to runs, as if one batch came after the other: each is logged whole, or refused and leaves nothing.
 *
 * @returns Of each batch what came of it; it may be refused with RUN_NOT_FOUND, RUN_STATE or PARAM_CHANGED.
 * @cost As many queries as for one batch, unless points repeat older ones, fill chunks, or were measured of models.
 */
export async function logBatches(
  db: Kysely<Schema>,
  tools: TrackingTools,
  logs: readonly RunLog[],
): Promise<readonly Outcome<void>[]> {
  const runs = await claimRuns(
    db,
    logs.map(({ id }) => id),
  );
  const refused = new Map<RunLog, AppError>();
  const claimed = logs.flatMap((log) => {
    const run = runs.get(log.id);
    if (run?.lifecycle === 'active') return [{ log, run: run.number }];
    refused.set(log, run === undefined ? runNotFound(log.id) : runState(log.id, 'active'));
    return [];
  });
  for (const [log, failure] of await setParams(db, tools, claimed)) refused.set(log, failure);
  const kept = claimed
    .filter(({ log }) => !refused.has(log))
    .map(({ log: { batch }, run }) => ({ ...batch, run }));
  await putRunTags(db, tools, kept);
  await logMetrics(db, tools, kept);
  return logs.map((log) => {
    const failure = refused.get(log);
    return failure === undefined ? { given: undefined } : { refused: failure };
  });
}
