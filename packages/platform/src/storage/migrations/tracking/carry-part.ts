import type { Kysely, Selectable } from 'kysely';
import type { Carried } from './carried-tables.ts';

const BATCH = 500;

type OldParts =
  | 'old_run_params'
  | 'old_run_tags'
  | 'old_run_metrics'
  | 'old_run_steps'
  | 'old_run_artifacts'
  | 'old_run_findings';

interface CarriedRow<Row> {
  /** Number of the run. */
  readonly run: number;
  /** When the run began, milliseconds since 1970. */
  readonly startedAt: number;
  /** Place of the row among those of its run. */
  readonly position: number;
  readonly row: Row;
}

/** Reads the rows of one old table run by run, and executes the insert that is made of some hundreds of them. */
export async function carryPart<Table extends OldParts>(
  db: Kysely<Carried>,
  table: Table,
  toInsert: (rows: readonly CarriedRow<Selectable<Carried[Table]>>[]) => {
    execute(): Promise<unknown>;
  },
): Promise<void> {
  let last = 0;
  for (;;) {
    const runs = await db
      .selectFrom('runs')
      .select(['number', 'id', 'started_at'])
      .where('number', '>', last)
      .orderBy('number')
      .limit(BATCH)
      .execute();
    if (runs.length === 0) return;
    last = runs.at(-1)?.number ?? last;
    const parts = await readParts(
      db,
      table,
      runs.map(({ id }) => id),
    );
    const waiting = runs.flatMap(({ number, id, started_at }) =>
      (parts.get(id) ?? []).map((row, position) => ({
        ...{ run: number, startedAt: started_at, position, row },
      })),
    );
    for (let i = 0; i < waiting.length; i += BATCH)
      await toInsert(waiting.slice(i, i + BATCH)).execute();
  }
}

/** Rows of each of these runs, in the order in which they were logged. */
async function readParts<Table extends OldParts>(
  db: Kysely<Carried>,
  table: Table,
  ids: readonly string[],
): Promise<Map<string, Selectable<Carried[Table]>[]>> {
  const rows = (await (db as Kysely<Pick<Carried, 'old_run_tags'>>)
    .selectFrom(table as 'old_run_tags')
    .selectAll()
    .where('run_id', 'in', ids)
    .orderBy('run_id')
    .orderBy('position')
    .execute()) as unknown as (Selectable<Carried[Table]> & { readonly run_id: string })[];
  const byRun = new Map<string, Selectable<Carried[Table]>[]>();
  for (const row of rows) {
    const known = byRun.get(row.run_id);
    if (known === undefined) byRun.set(row.run_id, [row]);
    else known.push(row);
  }
  return byRun;
}
