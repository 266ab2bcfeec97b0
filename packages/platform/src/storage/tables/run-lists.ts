import { asId, type ExperimentName } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import type { RunStatus, RunStore, RunSummaryRecord } from '../../runs/store.ts';
import { fromToken, toPage } from '../cursor.ts';
import type { PageRequest } from '../page.ts';
import type { RunsTable, Schema } from '../schema.ts';
import type { TableContext } from './context.ts';
import { readMetrics } from './run-parts.ts';
import { statusReader } from './run-process.ts';
import { snapshot } from './snapshot.ts';

interface Filter {
  readonly experiment?: ExperimentName | undefined;
  readonly status?: RunStatus | undefined;
}

/** A run's row with the status to show. */
export type ShownRun = Omit<RunsTable, 'status'> & { readonly status: RunStatus };

/** The methods of the run store that list. */
export function runLists({ db }: TableContext): Pick<RunStore, 'list' | 'count'> {
  return {
    list: (filter, page) =>
      snapshot(db, async (transaction) => {
        const rows = await readRows(transaction, filter, page);
        const metrics = await readMetrics(
          transaction,
          rows.slice(0, page.limit).map(({ id }) => id),
        );
        return toPage(
          rows.map((row) => toSummary(row, metrics.get(row.id))),
          page,
          (item) => [item.id],
        );
      }),
    async count() {
      const row = await db
        .selectFrom('runs')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      return Number(row.n);
    },
  };
}

/** The summary of a run. */
export function toSummary(
  row: ShownRun,
  metrics: RunSummaryRecord['metrics'] = {},
): RunSummaryRecord {
  return {
    id: asId(row.id),
    experiment: asId(row.experiment),
    name: row.name,
    status: row.status,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    metrics,
  };
}

/** Up to `limit + 1` rows. Whether a running run was killed is not in the table, so those are asked one by one. */
async function readRows(
  db: Kysely<Schema>,
  filter: Filter,
  { limit, after }: PageRequest,
): Promise<ShownRun[]> {
  const found: ShownRun[] = [];
  const statusOf = statusReader();
  let last = after === undefined ? undefined : fromToken(after, 1)[0];
  while (found.length <= limit) {
    const rows = await readChunk(db, filter, last, limit + 1);
    const shown = rows.map((row): ShownRun => ({ ...row, status: statusOf(row) }));
    found.push(...shown.filter(({ status }) => (filter.status ?? status) === status));
    last = rows.at(-1)?.id;
    if (rows.length <= limit) break;
  }
  return found.slice(0, limit + 1);
}

async function readChunk(
  db: Kysely<Schema>,
  { experiment, status }: Filter,
  after: string | undefined,
  size: number,
): Promise<RunsTable[]> {
  let query = db.selectFrom('runs').selectAll().orderBy('id', 'desc').limit(size);
  if (after !== undefined) query = query.where('id', '<', after);
  if (experiment !== undefined) query = query.where('experiment', '=', experiment);
  if (status !== undefined)
    query = query.where('status', '=', status === 'killed' ? 'running' : status);
  return query.execute();
}
