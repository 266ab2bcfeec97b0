import { type Expression, expressionBuilder, type Kysely, sql } from 'kysely';
import type { RunGroup, TrackedRuns } from '../../../tracking/store.ts';
import type { Schema } from '../../schema.ts';
import { runAttribute } from './attributes.ts';
import { toNumber } from './experiments.ts';
import { keyNumber } from './key-number.ts';
import { partValue } from './order.ts';
import { runMeets } from './where.ts';

type Search = Parameters<TrackedRuns['group']>[0];

const eb = expressionBuilder<Schema, 'runs'>();

/**
 * Runs counted by what a field of theirs holds, most runs first, with the mean and the ends of metrics.
 *
 * @cost Looks at every run that meets the condition, and at each metric of it.
 */
export async function groupRuns(
  db: Kysely<Schema>,
  { experimentIds, condition, by, metrics }: Search,
  { limit }: { readonly limit: number },
): Promise<readonly RunGroup[]> {
  const experiments = experimentIds.map(toNumber).filter((number) => number !== undefined);
  if (experiments.length === 0) return [];
  const value: Expression<string | number | null> =
    by.of === 'attribute' ? runAttribute(by.key) : partValue(db, by);
  const column = (i: number, part: string) => sql.ref(`m${i}${part}`);
  const measured = metrics.map((_, i) => sql`, ${column(i, '.value')} as ${column(i, '')}`);
  const joined = metrics.map(
    (key, i) =>
      sql`left join latest_metrics as ${column(i, '')} on ${column(i, '.run')} = runs.number and ${column(i, '.key')} = (${keyNumber(key)})`,
  );
  const summed = metrics.map(
    (_, i) =>
      sql`, count(${column(i, '')}) as ${column(i, '_n')}, avg(${column(i, '')}) as ${column(i, '_mean')}, min(${column(i, '')}) as ${column(i, '_least')}, max(${column(i, '')}) as ${column(i, '_greatest')}`,
  );
  const wanted = eb.and([
    eb('runs.experiment', 'in', experiments),
    eb('runs.lifecycle', '=', 'active'),
    ...(condition === undefined ? [] : [runMeets(db, condition)]),
  ]);
  const { rows } = await sql<Record<string, string | number | null>>`
    select value, count(*) as n_runs, max(started_at) as latest ${sql.join(summed, sql` `)}
    from (
      select ${value} as value, runs.started_at as started_at ${sql.join(measured, sql` `)}
      from runs ${sql.join(joined, sql` `)}
      where ${wanted}
    ) as found
    group by value
    order by n_runs desc, case when value is null then 1 else 0 end, value
    limit ${limit}`.execute(db);
  return rows.map((row) => ({
    value: row.value ?? null,
    nRuns: Number(row.n_runs),
    lastStartedAtMs: Number(row.latest),
    metrics: metrics.flatMap((key, i) => {
      const nRuns = Number(row[`m${i}_n`]);
      const [mean, least, greatest] = ['mean', 'least', 'greatest'].map((part) =>
        Number(row[`m${i}_${part}`]),
      ) as [number, number, number];
      return nRuns === 0 ? [] : [{ key, nRuns, mean, least, greatest }];
    }),
  }));
}
