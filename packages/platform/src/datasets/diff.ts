import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import { withTempFolder } from '../kit/index.ts';
import { findColumnMoves } from './diff/column-moves.ts';
import { findKey } from './diff/find-key.ts';
import { loadRawSides } from './diff/raw/load-raw-sides.ts';
import { openRawSides, type RawSides } from './diff/raw/open-raw-sides.ts';
import { findRowChanges } from './diff/row-changes.ts';
import { type DiffSide, type LoadedSides, loadSides, type SideSummary } from './diff/sides.ts';
import { writeChanges } from './diff/write-changes.ts';
import { type DuckDBConnection, withDuckDb } from './engine/duck-db.ts';
import type { DatasetDeps } from './ensure-version.ts';
import { getVersion } from './get-version.ts';
import { readTable } from './read-table.ts';
import type { DatasetVersionRecord } from './store.ts';
import { tableFiles } from './versions/table-files.ts';
import { writeParquet } from './write-parquet.ts';

type Diff = Operations['datasets']['diff'];

const MEMORY_MB = 1024;

/** What differs between two versions, or at the machine between files. */
export const diffDataset =
  (deps: DatasetDeps): MachineHandler<Diff> =>
  ({ name, against, key, limit }, machine, request) =>
    withTempFolder(deps.home, 'diff', async (tempPath) => {
      const signal = machine?.signal ?? request?.signal;
      const place = { tempPath, signal, mayOpen: machine !== undefined };
      const asked = key?.split(',').map((column) => column.trim());
      const how = { asked, limit, out: machine?.inputs.out, tempPath, signal };
      const versions = await openVersions(deps, [name, against], place);
      if (versions !== undefined)
        return await compare(versions, { ...how, databasePath: undefined }, (connection) =>
          loadRawSides(connection, versions.raw, { ...versions, tempPath }),
        );
      const before = await openSide(deps, name, { ...place, ending: 'before' });
      const after = await openSide(deps, against, { ...place, ending: 'after' });
      const pair = { before, after };
      const databasePath = join(tempPath, 'rows.duckdb');
      return await compare(pair, { ...how, databasePath }, (connection) =>
        loadSides(connection, pair),
      );
    });

interface SummaryPair {
  readonly before: SideSummary;
  readonly after: SideSummary;
}

async function compare(
  pair: SummaryPair,
  {
    asked,
    limit,
    out,
    tempPath,
    databasePath,
    signal,
  }: {
    readonly asked: readonly string[] | undefined;
    readonly limit: number;
    readonly out: string | undefined;
    readonly tempPath: string;
    /** Where whole tables go; rows that differ are few. */
    readonly databasePath: string | undefined;
    readonly signal: AbortSignal | undefined;
  },
  load: (connection: DuckDBConnection) => Promise<LoadedSides>,
): Promise<OutputOf<Diff>> {
  return await withDuckDb(
    async (connection) => {
      const sides = await load(connection);
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

interface SidePlace {
  readonly tempPath: string;
  readonly signal: AbortSignal | undefined;
  readonly mayOpen: boolean;
}

/** Two versions that can be compared by their bytes first; undefined for files, and where bytes do not tell. */
async function openVersions(
  deps: DatasetDeps,
  references: readonly [before: string, after: string],
  { mayOpen, ...place }: SidePlace,
): Promise<(SummaryPair & { readonly raw: RawSides }) | undefined> {
  if (mayOpen && references.some((reference) => existsSync(reference))) return undefined;
  const [before, after] = [
    await getVersion(deps.store.datasets, references[0]),
    await getVersion(deps.store.datasets, references[1]),
  ];
  const raw = await openRawSides(deps, { before, after }, place);
  if (raw === undefined) return undefined;
  const { columns } = raw;
  return {
    raw,
    before: { label: labelOf(before), nRows: before.nRows, columns: columns.before },
    after: { label: labelOf(after), nRows: after.nRows, columns: columns.after },
  };
}

async function openSide(
  deps: DatasetDeps,
  reference: string,
  { tempPath, signal, mayOpen, ending }: SidePlace & { readonly ending: string },
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
  return { ...files, label: labelOf(record) };
}

function labelOf({ name, version }: DatasetVersionRecord): string {
  return `${name}@${version}`;
}

function toSummary({ label, nRows, columns }: SideSummary) {
  return { name: label, nRows, nColumns: columns.length };
}

function schemaChanges({ before, after }: SummaryPair): OutputOf<Diff>['schema'] {
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
