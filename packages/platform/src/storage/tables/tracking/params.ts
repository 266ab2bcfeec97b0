import type { Kysely } from 'kysely';
import type { Schema } from '../../schema.ts';
import { inChunks } from '../in-chunks.ts';
import { insertRows } from '../insert-rows.ts';
import { paramChanged } from './failures.ts';
import type { TrackingTools } from './tools.ts';

/**
 * Sets params of a run, each once: the same value again is no change.
 *
 * @throws PARAM_CHANGED
 */
export async function setParams(
  db: Kysely<Schema>,
  { keys }: TrackingTools,
  {
    run,
    id,
    params,
  }: {
    readonly run: number;
    readonly id: string;
    readonly params: Readonly<Record<string, string>>;
  },
): Promise<void> {
  const given = Object.entries(params);
  if (given.length === 0) return;
  const keyOf = await keys.ensure(
    db,
    given.map(([name]) => name),
  );
  const rows = given.map(([name, value]) => ({ name, key: keyOf(name), value }));
  const known = new Map(
    (
      await inChunks(rows, (chunk) =>
        db
          .selectFrom('run_params')
          .select(['key', 'value'])
          .where('run', '=', run)
          .where(
            'key',
            'in',
            chunk.map(({ key }) => key),
          )
          .execute(),
      )
    ).map(({ key, value }) => [key, value]),
  );
  for (const { name, key, value } of rows) {
    const before = known.get(key);
    if (before !== undefined && before !== value)
      throw paramChanged({ of: 'run', id }, { key: name, value: before, given: value });
  }
  const added = rows.filter(({ key }) => !known.has(key));
  await insertRows(db, 'run_params', {
    columns: ['run', 'key', 'value'],
    rows: added.map(({ key, value }) => ({ run, key, value, kind: null, position: null })),
  });
}
