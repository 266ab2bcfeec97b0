import { asId, type ExperimentName } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import type { RunStatus, RunStore, RunSummaryRecord } from '../../runs/store.ts';
import { fromToken, toPage } from '../cursor.ts';
import type { PageRequest } from '../page.ts';
import type { Schema } from '../schema.ts';
import type { TableContext } from './context.ts';
import { toInstant } from './instants.ts';
import { readMetrics } from './run-parts.ts';
import { statusReader, toStored } from './run-status.ts';
import { snapshot } from './snapshot.ts';
import type { RunRow } from './tracking/index.ts';

interface Filter {
  readonly experiment?: ExperimentName | undefined;
  readonly status?: RunStatus | undefined;
  readonly among?: ReadonlySet<string> | undefined;
}

/** A run's row with the name of its experiment. */
export type NamedRun = RunRow & { readonly experiment_name: string };

/** A run's row with the status to show. */
export type ShownRun = Omit<NamedRun, 'status'> & { readonly status: RunStatus };

/** The methods of the run store that list; deleted runs are in no list. */
export function runLists({ db }: TableContext): Pick<RunStore, 'list' | 'count'> {
  return {
    list: (filter, page) =>
      snapshot(db, async (transaction) => {
        const rows = await readRows(transaction, filter, page);
        const shown = rows.slice(0, page.limit);
        const metrics = await readMetrics(
          transaction,
          shown.map(({ number }) => number),
        );
        const items = rows.map((row) => ({
          row,
          summary: toSummary(row, metrics.get(row.number)),
        }));
        const { items: cut, ...next } = toPage(items, page, ({ row }) => [String(row.number)]);
        return { items: cut.map(({ summary }) => summary), ...next };
      }),
    async count() {
      const row = await db
        .selectFrom('runs')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('lifecycle', '=', 'active')
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
    experiment: asId(row.experiment_name),
    name: row.name,
    status: row.status,
    startedAt: toInstant(row.started_at),
    endedAt: row.ended_at === null ? null : toInstant(row.ended_at),
    metrics,
  };
}

/** Runs with the names of their experiments. */
export function namedRuns(db: Kysely<Schema>) {
  return db
    .selectFrom('runs')
    .innerJoin('experiments', 'experiments.number', 'runs.experiment')
    .selectAll('runs')
    .select('experiments.name as experiment_name');
}

/** Up to `limit + 1` rows. Whether a running run was killed is not in the table, so those are asked one by one. */
async function readRows(
  db: Kysely<Schema>,
  filter: Filter,
  { limit, after }: PageRequest,
): Promise<ShownRun[]> {
  const found: ShownRun[] = [];
  const statusOf = statusReader();
  let last = after === undefined ? undefined : Number(fromToken(after, 1)[0]);
  while (found.length <= limit) {
    const rows = await readChunk(db, filter, last, limit + 1);
    const shown = rows.map((row): ShownRun => ({ ...row, status: statusOf(row) }));
    found.push(...shown.filter(({ status }) => (filter.status ?? status) === status));
    last = rows.at(-1)?.number;
    if (rows.length <= limit) break;
  }
  return found.slice(0, limit + 1);
}

async function readChunk(
  db: Kysely<Schema>,
  { experiment, status, among }: Filter,
  after: number | undefined,
  size: number,
): Promise<NamedRun[]> {
  let query = namedRuns(db)
    .where('runs.lifecycle', '=', 'active')
    .orderBy('runs.number', 'desc')
    .limit(size);
  if (after !== undefined) query = query.where('runs.number', '<', after);
  if (among !== undefined) query = query.where('runs.experiment', 'in', [...among].map(Number));
  if (experiment !== undefined)
    query = query.where('runs.experiment', '=', ({ selectFrom }) =>
      selectFrom('experiments as named')
        .select('named.number')
        .where('named.name', '=', experiment),
    );
  if (status !== undefined) query = query.where('runs.status', '=', toStored(status));
  return query.execute();
}
