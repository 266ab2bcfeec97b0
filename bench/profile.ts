import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sqlText, withDuckDb } from '../packages/platform/src/datasets/engine/duck-db.ts';
import { scanStatistics } from '../packages/platform/src/datasets/statistics/scan-statistics.ts';

/**
 * Statistics of flights, as Parquet and as CSV: time, processor time and the most memory, each in a process of its own.
 *
 * node --conditions=source bench/profile.ts [--rows 1000000,10000000] [--associations]
 */

const FLIGHTS = fileURLToPath(
  new URL('../node_modules/vega-datasets/data/flights-3m.parquet', import.meta.url),
);

/** Repeats the flights up to so many rows, as one Parquet and one CSV file. */
async function makeFiles(folder: string, nRows: number): Promise<string[]> {
  const files = [join(folder, `flights-${nRows}.parquet`), join(folder, `flights-${nRows}.csv`)];
  await withDuckDb(async (connection) => {
    const times = Math.ceil(nRows / 3_000_000);
    const rows = `(select f.* from range(${times}) r, read_parquet(${sqlText(FLIGHTS)}) f limit ${nRows})`;
    for (const path of files) await connection.run(`copy ${rows} to ${sqlText(path)}`);
  });
  return files;
}

/** One scan in this process; prints a line of JSON. */
async function measureOne(path: string, withAssociations: boolean): Promise<void> {
  const start = performance.now();
  const { statistics } = await scanStatistics({ path }, { withAssociations });
  const seconds = (performance.now() - start) / 1000;
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const isExact = statistics.columns.every(({ distinct }) => distinct.isExact);
  const figures = {
    nRows: statistics.nRows,
    seconds: Number(seconds.toFixed(2)),
    processorSeconds: Number(((userCPUTime + systemCPUTime) / 1e6).toFixed(2)),
    peakMb: Math.round(maxRSS / 1024),
    isExact,
  };
  console.log(JSON.stringify(figures));
}

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000,10000000' },
    associations: { type: 'boolean', default: false },
    file: { type: 'string' },
  },
});

if (values.file !== undefined) await measureOne(values.file, values.associations);
else {
  const folder = mkdtempSync(join(tmpdir(), 'kaizen-bench-profile-'));
  try {
    for (const rows of values.rows.split(',').map(Number))
      for (const path of await makeFiles(folder, rows)) {
        const flags = values.associations ? ['--associations'] : [];
        const { stdout, stderr } = spawnSync(
          process.execPath,
          ['--conditions=source', import.meta.filename, '--file', path, ...flags],
          { encoding: 'utf8' },
        );
        console.log(path.slice(folder.length + 1).padEnd(28), stdout.trim() || stderr.trim());
      }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
