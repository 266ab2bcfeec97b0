import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { seededRandom } from '@kaizenml/ml/math';
import { scanCsv } from '../packages/platform/src/datasets/csv/scan-csv.ts';
import { sqlText, withDuckDb } from '../packages/platform/src/datasets/engine/duck-db.ts';
import {
  hashTable,
  loadParquet,
  readTable,
  writeParquet,
} from '../packages/platform/src/datasets/index.ts';
import { sharedData } from '../test/shared-data.ts';

/** How fast do files become tables, and where does the time go? `node --conditions=source bench/read-table.ts [rows]` */
const nRows = Number(process.argv[2] ?? 1_000_000);
const N_NUMBERS = 28;
const MB = 1e6;

function* generated(): Generator<string> {
  const random = seededRandom(1);
  const names = Array.from({ length: N_NUMBERS }, (_, j) => `f${j}`);
  yield `${names.join(',')},group,label\n`;
  for (let i = 0; i < nRows; i += 1000) {
    let piece = '';
    for (let k = i; k < Math.min(nRows, i + 1000); k++) {
      for (let j = 0; j < N_NUMBERS; j++) piece += `${(random.next() * 10 - 5).toFixed(6)},`;
      piece += `g${Math.floor(random.next() * 40)},${random.next() < 0.3 ? 'yes' : 'no'}\n`;
    }
    yield piece;
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; value: T }> {
  const start = performance.now();
  const value = await work();
  return { seconds: (performance.now() - start) / 1000, value };
}

/** What DuckDB alone takes for the same: the file into a table of its own types, and out as vectors. */
async function duckDbAlone(path: string): Promise<void> {
  await withDuckDb(async (connection) => {
    await connection.run(`create table alone as select * from read_csv(${sqlText(path)})`);
    const rows = await connection.stream('select * from alone');
    for (;;) {
      const chunk = await rows.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) break;
      for (let j = 0; j < rows.columnCount; j++) chunk.getColumnVector(j);
    }
  });
}

async function measure(name: string, path: string, folder: string): Promise<void> {
  const sizeBytes = (await stat(path)).size;
  const row = (what: string, seconds: number) =>
    console.log(
      `${name.padEnd(22)} ${what.padEnd(24)} ${seconds.toFixed(2).padStart(7)} s ${(sizeBytes / MB / seconds).toFixed(0).padStart(6)} MB/s of the file`,
    );
  await readTable(path);
  if (path.endsWith('.csv')) {
    const dialect = { delimiter: ',', hasQuotes: true, recordEnd: 'lf' } as const;
    row('pass over the bytes', (await timed(() => scanCsv(path, dialect))).seconds);
  }
  const { seconds, value } = await timed(() => readTable(path));
  row('readTable', seconds);
  row('DuckDB alone', (await timed(() => duckDbAlone(path))).seconds);
  const { table } = value;
  row('hashTable', (await timed(async () => hashTable(table))).seconds);
  const parquet = join(folder, 'bench.parquet');
  row('writeParquet', (await timed(() => writeParquet(parquet, table))).seconds);
  const columns = table.columns.map(({ name: column, kind }) => ({ name: column, kind }));
  row('loadParquet', (await timed(() => loadParquet(parquet, columns))).seconds);
  console.log(
    `${name.padEnd(22)} peak memory so far ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`,
  );
}

const folder = await mkdtemp(join(tmpdir(), 'kaizen-bench-'));
try {
  const adult = sharedData('adult/adults.from_parquet.csv');
  if (adult !== undefined) await measure('adult, 48 842 x 15', adult, folder);
  const path = join(folder, 'generated.csv');
  await pipeline(Readable.from(generated()), createWriteStream(path));
  await measure(`generated, ${nRows} x 30`, path, folder);
} finally {
  await rm(folder, { recursive: true, force: true });
}
