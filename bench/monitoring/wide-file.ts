import { spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Random, seededRandom } from '@kaizenml/ml/math';
import {
  type FooterColumn,
  MAGIC,
  parquetFooter,
} from '../../packages/platform/src/batch/writing/parquet-footer.ts';
import { rowGroup } from '../../packages/platform/src/batch/writing/row-group.ts';
import {
  compareFile,
  makeReference,
  writeBaseline,
} from '../../packages/platform/src/monitors/file/index.ts';

/**
 * How long does a file of 3 million rows and 1000 columns take to be compared with a stored reference, and in how much memory?
 *
 * A Parquet file is made from a seed: decimals, doubles with all their digits, whole numbers, levels and truth values, a fifth of the columns
 * with missing values; ten columns have moved. Its rows are 60 000 different ones that come again. The comparison runs in a process of its own,
 * whose peak is read from the system. The folder takes some 8 GB, and is gone at the end unless `--keep` is given.
 *
 * `node --conditions=source bench/monitoring/wide-file.ts [--rows 3000000] [--columns 1000] [--folder F] [--keep]`
 */
const { values: given } = parseArgs({
  options: {
    rows: { type: 'string', default: '3000000' },
    columns: { type: 'string', default: '1000' },
    folder: { type: 'string', default: join(tmpdir(), 'kaizen-wide-file') },
    keep: { type: 'boolean', default: false },
  },
});
const [nRows, nColumns] = [Number(given.rows), Number(given.columns)];
const SEAT = 'KAIZEN_WIDE_SEAT';
const GROUP_ROWS = 30_000;
/** Row groups that are made; they come again, so that making the file does not take longer than reading it. */
const MADE_GROUPS = 2;
const REFERENCE_ROWS = 30_000;
/** Every so manieth column has moved. */
const MOVED_EVERY = 100;
const { folder } = given;
const places = {
  current: join(folder, `${nRows}x${nColumns}.parquet`),
  rows: join(folder, `reference-${nColumns}.parquet`),
  reference: join(folder, `reference-${nColumns}.baseline`),
};

function main(): void {
  mkdirSync(folder, { recursive: true });
  try {
    timed('made', () => makeFile(places.current, nRows, { seed: 1, moves: true }));
    timed('made the reference', () =>
      makeFile(places.rows, REFERENCE_ROWS, { seed: 2, moves: false }),
    );
    console.log(
      `${nRows} rows × ${nColumns} columns, ${gigabytes(statSync(places.current).size)} of Parquet`,
    );
    inOwnProcess('reference');
    inOwnProcess('compare');
  } finally {
    if (!given.keep) rmSync(folder, { recursive: true, force: true });
  }
}

/** Does one part of the work in a process of its own. */
function inOwnProcess(part: string): void {
  const { status } = spawnSync(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    env: { ...process.env, [SEAT]: part },
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`${part} ended with ${status}`);
}

async function sit(part: string): Promise<void> {
  const [began, before] = [performance.now(), process.cpuUsage()];
  let said: string;
  if (part === 'reference') {
    const baseline = await makeReference(places.rows, { workPath: folder });
    const sizeBytes = await writeBaseline(places.reference, baseline);
    said = `reference of ${REFERENCE_ROWS} rows: ${sizeBytes} bytes`;
  } else {
    const report = await compareFile({ home: folder })({
      ...{ current: places.current, reference: places.reference },
      ...{ customary: false, rate: 0.05, leastEffect: 0.1 },
    });
    const drifted = report.columns.filter(({ verdict }) => verdict === 'drift');
    const planted = Math.ceil(nColumns / MOVED_EVERY);
    said = `compared: ${drifted.length} of ${report.columns.length} columns drifted, ${planted} had moved`;
  }
  const { user, system } = process.cpuUsage(before);
  const peak = /VmHWM:\s*(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  console.log(
    `${said}; ${((performance.now() - began) / 1000).toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} processor seconds, peak ${Math.round(Number(peak) / 1024)} MB`,
  );
}

/** @param moves Whether some columns moved. */
function makeFile(
  path: string,
  n: number,
  { seed, moves }: { readonly seed: number; readonly moves: boolean },
): void {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) return;
  const random = seededRandom(seed);
  const made = Array.from({ length: MADE_GROUPS }, () =>
    rowGroup(
      Array.from({ length: nColumns }, (_, j) => columnOf(j, moves, random)),
      GROUP_ROWS,
    ),
  );
  const file = openSync(`${path}.part`, 'w');
  writeSync(file, MAGIC);
  const groups = Array.from({ length: Math.ceil(n / GROUP_ROWS) }, (_, g) => {
    const { bytes, group } = made[g % MADE_GROUPS] as (typeof made)[0];
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    return group;
  });
  const columns = Array.from(
    { length: nColumns },
    (_, j): FooterColumn => ({ name: `c${j}`, kind: kindOf(j) }),
  );
  writeSync(file, parquetFooter(columns, groups));
  closeSync(file);
  renameSync(`${path}.part`, path);
}

function kindOf(j: number): FooterColumn['kind'] {
  const at = j % 20;
  return at < 14 ? 'number' : at < 17 ? 'whole' : 'text';
}

const LEVELS = Array.from({ length: 40 }, (_, i) => `level ${i}`);
const TRUTHS = ['true', 'false'];

/** A column of some kind by its number; every hundredth has moved, every fifth lacks a tenth of its values. */
function columnOf(j: number, moves: boolean, random: Random): Parameters<typeof rowGroup>[0][0] {
  const [name, at, kind] = [`c${j}`, j % 20, kindOf(j)] as const;
  const isGone = () => j % 5 === 0 && random.next() < 0.1;
  if (kind === 'text') {
    const levels = at < 19 ? LEVELS : TRUTHS;
    const draw = () => (isGone() ? -1 : Math.floor(levels.length * random.next() ** 3));
    return { name, kind, levels, codes: Int32Array.from({ length: GROUP_ROWS }, draw) };
  }
  if (kind === 'whole') {
    const isMissing = Uint8Array.from({ length: GROUP_ROWS }, () => Number(isGone()));
    const draw = () => BigInt(random.below(500));
    return { name, kind, isMissing, values: BigInt64Array.from({ length: GROUP_ROWS }, draw) };
  }
  const shift = moves && j % MOVED_EVERY === 0 ? 1 : 0;
  const value = () => {
    if (isGone()) return Number.NaN;
    const normal = random.normal();
    if (at < 8) return Math.round(10 * (10 * (j % 7) + (1 + (j % 5)) * (normal + shift))) / 10;
    return at < 13 ? Math.round(100 * Math.exp(normal)) / 100 : normal;
  };
  return { name, kind, values: Float64Array.from({ length: GROUP_ROWS }, value) };
}

function timed(what: string, work: () => void): void {
  const began = performance.now();
  work();
  console.log(`${what} in ${((performance.now() - began) / 1000).toFixed(0)} s`);
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}

if (process.env[SEAT] === undefined) main();
else await sit(process.env[SEAT]);
