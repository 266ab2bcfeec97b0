import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import { withTempFolder } from '../kit/index.ts';
import { findColumnMoves } from './diff/column-moves.ts';
import { findKey } from './diff/find-key.ts';
import { findRowChanges } from './diff/row-changes.ts';
import { type DiffSide, loadSides } from './diff/sides.ts';
import { writeChanges } from './diff/write-changes.ts';
import { withDuckDb } from './engine/duck-db.ts';
import type { DatasetDeps } from './ensure-version.ts';
import { getVersion } from './get-version.ts';
import { readTable } from './read-table.ts';
import { tableFiles } from './versions/table-files.ts';
import { writeParquet } from './write-parquet.ts';

type Diff = Operations['datasets']['diff'];

const MEMORY_MB = 1024;

/** What differs between two versions, or at the machine between files. */
export const diffDataset =
  (deps: DatasetDeps): MachineHandler<Diff> =>
  ({ name, against, key, limit }, machine) =>
    withTempFolder(deps.home, 'diff', async (tempPath) => {
      const signal = machine?.signal;
      const place = { tempPath, signal, mayOpen: machine !== undefined };
      const before = await openSide(deps, name, { ...place, ending: 'before' });
      const after = await openSide(deps, against, { ...place, ending: 'after' });
      const asked = key?.split(',').map((column) => column.trim());
      const out = machine?.inputs.out;
      return await compare({ before, after }, { asked, limit, out, tempPath, signal });
    });

async function compare(
  pair: { readonly before: DiffSide; readonly after: DiffSide },
  {
    asked,
    limit,
    out,
    tempPath,
    signal,
  }: {
    readonly asked: readonly string[] | undefined;
    readonly limit: number;
    readonly out: string | undefined;
    readonly tempPath: string;
    readonly signal: AbortSignal | undefined;
  },
): Promise<OutputOf<Diff>> {
  const databasePath = join(tempPath, 'rows.duckdb');
  return await withDuckDb(
    async (connection) => {
      const sides = await loadSides(connection, pair);
      const found = await findKey(connection, sides, asked);
      const rows = await findRowChanges(connection, sides, { key: found, limit });
      const isKeyed = found.positions.length > 0;
      if (out !== undefined) await writeChanges(connection, sides, { out, isKeyed });
      const schema = schemaChanges(pair);
      const { nAdded, nRemoved, nChanged } = rows;
      return {
        before: toSummary(pair.before),
        after: toSummary(pair.after),
        isSame: schema.length === 0 && nAdded + nRemoved + nChanged === 0,
        schema,
        columns: await findColumnMoves(connection, sides),
        rows,
        out: out ?? null,
      };
    },
    { signal, tempPath, databasePath, memoryMb: MEMORY_MB },
  );
}

async function openSide(
  deps: DatasetDeps,
  reference: string,
  {
    tempPath,
    signal,
    mayOpen,
    ending,
  }: {
    readonly tempPath: string;
    readonly signal: AbortSignal | undefined;
    readonly mayOpen: boolean;
    readonly ending: string;
  },
): Promise<DiffSide> {
  if (mayOpen && existsSync(reference)) {
    const { table } = await readTable(reference, { signal, tempPath });
    const path = join(tempPath, `${ending}.parquet`);
    await writeParquet(path, table, { signal });
    const columns = table.columns.map(({ name, kind }) => ({ name, kind }));
    return { label: basename(reference), files: [path], columns, nRows: table.nRows };
  }
  const record = await getVersion(deps.store.datasets, reference);
  const files = await tableFiles(deps, record, { tempPath, signal });
  return { ...files, label: `${record.name}@${record.version}` };
}

function toSummary({ label, nRows, columns }: DiffSide) {
  return { name: label, nRows, nColumns: columns.length };
}

function schemaChanges({
  before,
  after,
}: {
  readonly before: DiffSide;
  readonly after: DiffSide;
}): OutputOf<Diff>['schema'] {
  const olds = new Map(before.columns.map(({ name, kind }) => [name, kind]));
  const news = new Map(after.columns.map(({ name, kind }) => [name, kind]));
  const changes: OutputOf<Diff>['schema'] = [];
  for (const [column, kind] of olds) {
    const next = news.get(column);
    if (next === undefined) changes.push({ column, change: 'removed', before: kind, after: null });
    else if (next !== kind) changes.push({ column, change: 'kind', before: kind, after: next });
  }
  for (const [column, kind] of news)
    if (!olds.has(column)) changes.push({ column, change: 'added', before: null, after: kind });
  return changes;
}
