import { DatabaseSync } from 'node:sqlite';
import type { Home } from '../../packages/platform/src/kit/index.ts';
import { openSqliteStore } from '../../packages/platform/src/storage/index.ts';

/** How much is laid out. */
export interface Scale {
  readonly nRuns: number;
  /** Metrics of each run. */
  readonly nMetrics: number;
  /** Metrics of the widest run. */
  readonly nKeys: number;
  /** Points of the longest metric. */
  readonly nPoints: number;
}

/** Ids of the two runs that are not like the others. */
export const WIDE_RUN = 'wide-run';
export const LONG_RUN = 'long-run';

/** Points of the longest metric whose value nothing else comes near. */
export const SPIKE = 1000;
export const spikesOf = (nPoints: number): readonly number[] =>
  [0.123, 0.3217, 0.5001, 0.77777, 0.98765].map((share) => Math.floor(share * nPoints));

const MAX_BATCH = 50_000;

/**
 * Fills a home with runs. Those that are many are written past the store, by SQLite alone; the widest and the longest through it.
 * Values are drawn by numbers of runs and keys: every home of one scale is the same.
 */
export async function fillHome(home: Home, scale: Scale): Promise<void> {
  const store = await openSqliteStore(home.databasePath);
  const { runs } = store.tracking;
  for (const id of [WIDE_RUN, LONG_RUN])
    await runs.create({
      ...{ experimentId: '0', id, name: id, user: 'bench', startedAtMs: 1, tags: {} },
    });
  for (let from = 0; from < scale.nKeys; from += MAX_BATCH)
    await runs.log(WIDE_RUN, {
      metrics: upTo(from, scale.nKeys).map((i) => ({
        ...{ key: `wide/${i}`, value: i / 7, atMs: 1, step: 0 },
      })),
    });
  const spikes = new Set(spikesOf(scale.nPoints));
  for (let from = 0; from < scale.nPoints; from += MAX_BATCH)
    await runs.log(LONG_RUN, {
      metrics: upTo(from, scale.nPoints).map((i) => ({
        ...{ key: 'loss', atMs: 1.7e12 + 37 * i + (i % 7), step: i },
        value: spikes.has(i) ? SPIKE : Math.exp(-i / scale.nPoints) + Math.sin(i) / 10,
      })),
    });
  await store.close();
  fillRuns(home.databasePath, scale);
}

function upTo(from: number, end: number): readonly number[] {
  return Array.from({ length: Math.min(MAX_BATCH, end - from) }, (_, i) => from + i);
}

function fillRuns(path: string, { nRuns, nMetrics }: Scale): void {
  const database = new DatabaseSync(path);
  const first = Number(database.prepare('select max(number) as n from runs').get()?.n) + 1;
  const counted = (n: number, from = 0) =>
    `(with recursive counted(i) as (select ${from} union all select i + 1 from counted where i + 1 < ${from + n}) select i from counted)`;
  const keys = (like: string) =>
    `(select number, cast(substr(name, ${like.length + 1}) as integer) as i from keys where name glob '${like}[0-9]*')`;
  const drawn = '((run.number * 7919 + key.number * 104729) % 1000003) / 1000003.0';
  database.exec(`
    pragma cache_size = -400000;
    pragma synchronous = off;
    drop index latest_metrics_by_value;
    begin immediate;
    insert or ignore into keys (name) select 'metric-' || i from ${counted(nMetrics)};
    insert or ignore into keys (name) select 'param-' || i from ${counted(5)};
    insert or ignore into keys (name) select 'tag-' || i from ${counted(3)};
    insert into runs (number, id, experiment, name, user_name, status, lifecycle, started_at, ended_at, artifact_uri)
      select i, printf('run%023d', i), 0, 'run ' || (i % 100), 'bench', 'finished', 'active', 1000000000000 + i, 1000000001000 + i,
        'mlflow-artifacts:/0/' || i from ${counted(nRuns, first)};
    create temp table filled as select number from runs where number >= ${first} order by number;
    insert into run_params (run, key, value)
      select run.number, key.number, 'value ' || ((run.number * 31 + key.i) % 10) from filled as run, ${keys('param-')} as key order by 1, 2;
    insert into run_tags (run, key, value)
      select run.number, key.number, 'tag ' || ((run.number * 17 + key.i) % 1000) from filled as run, ${keys('tag-')} as key order by 1, 2;
    create temp table named as select number from ${keys('metric-')} order by number;
    insert into latest_metrics (run, key, value, step, at, n_points)
      select run.number, key.number, ${drawn}, 0, 1000000000000, 1 from filled as run cross join named as key;
    insert into metric_points (run, key, seq, value, step, at)
      select run.number, key.number, 0, ${drawn}, 0, 1000000000000 from filled as run cross join named as key;
    commit;
    create index latest_metrics_by_value on latest_metrics (key, value, run);
    pragma wal_checkpoint(truncate);
  `);
  database.close();
}
