import { toAppError } from '@kaizenml/contracts';
import type { MetricHistories, MetricPoint } from '../store.ts';
import type { MlflowCall } from './call.ts';
import {
  assertPositive,
  findText,
  findTexts,
  findWhole,
  getRunId,
  getText,
  readLimit,
} from './fields.ts';
import { LIMITS } from './limits.ts';
import type { Message } from './message.ts';
import { metricBody } from './metric-body.ts';
import { listField } from './pair-bodies.ts';
import { missingValue, refusal } from './refusals.ts';
import { type SampledRun, sampleHistories } from './sample-histories.ts';

/** Points that are read at once. */
const CHUNK = 10_000;
const BULK = { fallback: LIMITS.historyResults, most: Number.MAX_SAFE_INTEGER };

/** The calls that read metrics over time. */
export function historyCalls(metrics: MetricHistories): readonly MlflowCall[] {
  const lenient = withoutMissing(metrics);
  return [
    {
      verb: 'GET',
      path: 'metrics/get-history',
      needs: 'read',
      async answer(message) {
        const id = getRunId(message);
        const key = getText(message, 'metric_key');
        const limit = findWhole(message, 'max_results');
        if (limit !== undefined) assertPositive(limit);
        const after = findText(message, 'page_token') || undefined;
        const { items, next } = await readHistory(metrics, { id, key, limit, after });
        return {
          ...listField(
            'metrics',
            items.map((point) => metricBody(point)),
          ),
          ...(next === undefined ? {} : { next_page_token: next }),
        };
      },
    },
    {
      verb: 'GET',
      path: 'metrics/get-history-bulk',
      needs: 'read',
      lists: ['run_id'],
      async answer(message) {
        const { runIds, key } = readBulk(message);
        const most = Math.min(readLimit(message, BULK), LIMITS.historyResults);
        const found: SampledRun[] = [];
        let left = most;
        for (const runId of runIds) {
          if (left === 0) break;
          const { items } = await readHistory(lenient, { id: runId, key, limit: left });
          found.push({ runId, points: items.toSorted(byTime) });
          left -= items.length;
        }
        return { metrics: bodies(found) };
      },
    },
    {
      verb: 'GET',
      path: 'metrics/get-history-bulk-interval',
      needs: 'read',
      lists: ['run_ids'],
      async answer(message) {
        const asked = readInterval(message);
        return listField('metrics', bodies(await sampleHistories(lenient, asked)));
      },
    },
  ];
}

interface History {
  readonly items: readonly MetricPoint[];
  readonly next?: string;
}

/** A page of a history; without a limit all of it. */
async function readHistory(
  metrics: MetricHistories,
  {
    id,
    key,
    limit,
    after,
  }: {
    readonly id: string;
    readonly key: string;
    readonly limit: number | undefined;
    readonly after?: string | undefined;
  },
): Promise<History> {
  const items: MetricPoint[] = [];
  let next = after;
  for (;;) {
    const wanted = Math.min(CHUNK, (limit ?? Number.POSITIVE_INFINITY) - items.length);
    const page = await metrics.history(id, key, { limit: wanted, after: next });
    for (const point of page.items) items.push(point);
    next = page.next;
    if (next === undefined) return { items };
    if (items.length === limit) return { items, next };
  }
}

/** Histories of which those of unknown runs are empty: who compares many runs is answered for the others. */
function withoutMissing(metrics: MetricHistories): MetricHistories {
  return {
    ...metrics,
    async history(id, key, page) {
      try {
        return await metrics.history(id, key, page);
      } catch (thrown) {
        if (toAppError(thrown).code === 'RUN_NOT_FOUND') return { items: [] };
        throw thrown;
      }
    },
  };
}

function readBulk(message: Message): { readonly runIds: readonly string[]; readonly key: string } {
  const runIds = findTexts(message, 'run_id').toSorted();
  if (runIds.length === 0)
    throw refusal('GetMetricHistoryBulk request must specify at least one run_id.');
  if (runIds.length > LIMITS.historyRuns)
    throw refusal(
      `GetMetricHistoryBulk request cannot specify more than ${LIMITS.historyRuns} run_ids. Received ${runIds.length} run_ids.`,
      { n: runIds.length, limit: LIMITS.historyRuns },
    );
  const key = findText(message, 'metric_key');
  if (key === undefined) throw refusal('GetMetricHistoryBulk request must specify a metric_key.');
  return { runIds, key };
}

function readInterval(message: Message) {
  const runIds = findTexts(message, 'run_ids');
  if (runIds.length === 0) throw missingValue('run_ids');
  if (runIds.length > LIMITS.historyRuns)
    throw refusal(
      `GetMetricHistoryBulkInterval request must specify at most ${LIMITS.historyRuns} run_ids. Received ${runIds.length} run_ids.`,
      { n: runIds.length, limit: LIMITS.historyRuns },
    );
  const key = getText(message, 'metric_key');
  const most = findWhole(message, 'max_results') ?? LIMITS.sampledResults;
  if (most < 1 || most > LIMITS.sampledResults)
    throw refusal(`max_results must be between 1 and ${LIMITS.sampledResults}.`, { most });
  const fromStep = findWhole(message, 'start_step');
  const toStep = findWhole(message, 'end_step');
  if (fromStep === undefined && toStep === undefined) return { runIds, key, most };
  if (fromStep === undefined || toStep === undefined)
    throw refusal('If either start step or end step are specified, both must be specified.');
  if (fromStep > toStep)
    throw refusal(
      `end_step must be greater than start_step. Found start_step=${fromStep} and end_step=${toStep}.`,
      { fromStep, toStep },
    );
  return { runIds, key, most, fromStep, toStep };
}

function bodies(runs: readonly SampledRun[]): readonly object[] {
  return runs.flatMap(({ runId, points }) => points.map((point) => metricBody(point, runId)));
}

function byTime(a: MetricPoint, b: MetricPoint): number {
  return a.atMs - b.atMs || a.step - b.step || a.value - b.value;
}
