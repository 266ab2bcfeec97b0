import type { AppError } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import type { Schema } from '../../schema.ts';
import { inChunks } from '../in-chunks.ts';
import { insertRows } from '../insert-rows.ts';
import { paramChanged } from './failures.ts';
import type { RunLog } from './log-batches.ts';
import type { TrackingTools } from './tools.ts';

interface ClaimedLog {
  readonly log: RunLog;
  /** Number of the run. */
  readonly run: number;
}

/** A param as it is given. */
interface ParamRow {
  readonly run: number;
  readonly key: number;
  readonly value: string;
}

/**
 * Sets params of runs, each once: the same value again is no change. Of a log that has another value none is set.
 *
 * @returns The logs that were refused so, with PARAM_CHANGED.
 */
export async function setParams(
  db: Kysely<Schema>,
  { keys }: TrackingTools,
  logs: readonly ClaimedLog[],
): Promise<ReadonlyMap<RunLog, AppError>> {
  const refused = new Map<RunLog, AppError>();
  const setting = logs.filter(({ log: { batch } }) => Object.keys(batch.params ?? {}).length > 0);
  if (setting.length === 0) return refused;
  const names = new Set(setting.flatMap(({ log: { batch } }) => Object.keys(batch.params ?? {})));
  const keyOf = await keys.ensure(db, [...names]);
  const known = await readKnown(db, {
    runs: [...new Set(setting.map(({ run }) => run))],
    keys: [...names].map(keyOf),
  });
  const added: ParamRow[] = [];
  for (const { log, run } of setting) {
    const params = Object.entries(log.batch.params ?? {});
    const rows = params.map(([name, value]) => ({ name, row: { run, key: keyOf(name), value } }));
    const failure = findChange(log, known, rows);
    if (failure !== undefined) {
      refused.set(log, failure);
      continue;
    }
    for (const { row } of rows) {
      if (known.has(markOf(row))) continue;
      known.set(markOf(row), row.value);
      added.push(row);
    }
  }
  await insertRows(db, 'run_params', {
    columns: ['run', 'key', 'value'],
    rows: added.map((row) => ({ ...row, kind: null, position: null })),
  });
  return refused;
}

function findChange(
  { id }: RunLog,
  known: ReadonlyMap<string, string>,
  rows: readonly { readonly name: string; readonly row: ParamRow }[],
): AppError | undefined {
  for (const { name, row } of rows) {
    const value = known.get(markOf(row)) ?? row.value;
    if (value !== row.value)
      return paramChanged({ of: 'run', id }, { key: name, value, given: row.value });
  }
  return undefined;
}

/** Values by run and key. */
async function readKnown(
  db: Kysely<Schema>,
  { runs, keys }: { readonly runs: readonly number[]; readonly keys: readonly number[] },
): Promise<Map<string, string>> {
  const rows = await inChunks(keys, (chunk) =>
    db
      .selectFrom('run_params')
      .select(['run', 'key', 'value'])
      .where('run', 'in', runs)
      .where('key', 'in', chunk)
      .execute(),
  );
  return new Map(rows.map((row) => [markOf(row), row.value]));
}

function markOf({ run, key }: Pick<ParamRow, 'run' | 'key'>): string {
  return `${run} ${key}`;
}
