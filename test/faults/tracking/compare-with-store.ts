import { DatabaseSync } from 'node:sqlite';
import type { Home } from '../../../packages/platform/src/kit/index.ts';
import { openSqliteStore, type Store } from '../../../packages/platform/src/storage/index.ts';
import type { MetricPoint } from '../../../packages/platform/src/tracking/store.ts';
import { batchOf, type Written, type WrittenRun } from './log-over-http.ts';

/** What is wrong with a home after writers logged to it; empty lists where nothing is. */
export interface Comparison {
  readonly nRuns: number;
  readonly nPoints: number;
  /** Acknowledged, and not there or not as it was sent. */
  readonly missing: readonly string[];
  /** There, and never sent, or there twice. */
  readonly surplus: readonly string[];
  /** What SQLite says of the file. */
  readonly integrity: readonly string[];
}

/** Holds a home against what writers were told. Everything acknowledged must be there once; a batch that was under way may be. */
export async function compareWithStore(
  home: Home,
  written: readonly Written[],
): Promise<Comparison> {
  const store = await openSqliteStore(home.databasePath, { tracking: 'in-process' });
  const missing: string[] = [];
  const surplus: string[] = [];
  const lost = new Set(written.flatMap(({ lostNames }) => lostNames));
  const told = new Map(written.flatMap(({ runs }) => runs).map((run) => [run.id, run]));
  const stored = await readIds(store);
  for (const [id, name] of stored)
    if (told.get(id)?.name !== name && !lost.delete(name)) surplus.push(`run ${name}`);
  let nPoints = 0;
  for (const run of told.values()) {
    if (!stored.has(run.id)) missing.push(`run ${run.name}`);
    else nPoints += await compareRun(store, run, { missing, surplus });
  }
  await store.close();
  const integrity = checkFile(home.databasePath);
  return { nRuns: stored.size, nPoints, missing, surplus, integrity };
}

/** Names of all runs, by id. */
async function readIds({ tracking }: Store): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  let after: string | undefined;
  do {
    const { items, next } = await tracking.runs.search(
      { experimentIds: ['0'], orders: [], lifecycle: 'all' },
      { limit: 1000, ...(after === undefined ? {} : { after }) },
    );
    for (const { id, name } of items) names.set(id, name);
    after = next;
  } while (after !== undefined);
  return names;
}

/** @returns How many points the run has. */
async function compareRun(
  { tracking }: Store,
  { id, name, nBatches, isFinished }: WrittenRun,
  { missing, surplus }: { readonly missing: string[]; readonly surplus: string[] },
): Promise<number> {
  const run = await tracking.runs.find(id);
  if (isFinished && run?.status !== 'finished') missing.push(`the end of ${name}`);
  const params = Object.keys(run?.params ?? {}).length;
  // The batch that was under way when the server was killed may have been kept.
  const isThere = params === nBatches || (!isFinished && params === nBatches + 1);
  if (!isThere) (params < nBatches ? missing : surplus).push(`${params} params of ${name}`);
  let nPoints = 0;
  for (const key of ['loss', 'auc']) {
    const { items } = await tracking.metrics.history(id, key, { limit: 10_000 });
    nPoints += items.length;
    const sent = Array.from({ length: params }, (_, step) => batchOf(step).metrics)
      .flat()
      .filter((point) => point.key === key);
    if (
      marks(items) !== marks(sent.map(({ timestamp, ...point }) => ({ ...point, atMs: timestamp })))
    )
      (items.length > sent.length ? surplus : missing).push(`points of ${key} of ${name}`);
  }
  return nPoints;
}

function marks(points: readonly MetricPoint[]): string {
  return points.map(({ value, atMs, step }) => `${step} ${atMs} ${value}`).join();
}

function checkFile(path: string): string[] {
  const database = new DatabaseSync(path);
  const found = [
    ...database.prepare('pragma integrity_check').all(),
    ...database.prepare('pragma foreign_key_check').all(),
    ...database
      .prepare(
        `select run, key, n_points as said from latest_metrics as latest
         where n_points <> (select count(*) from metric_points as point where point.run = latest.run and point.key = latest.key)
           + (select coalesce(sum(piece.n_points), 0) from metric_pieces as piece where piece.run = latest.run and piece.key = latest.key)
           + 512 * (select count(*) from metric_chunks as chunk where chunk.run = latest.run and chunk.key = latest.key)`,
      )
      .all(),
  ].map((row) => JSON.stringify(row));
  database.close();
  return found.filter((row) => row !== JSON.stringify({ integrity_check: 'ok' }));
}
