import { spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFileArtifacts } from '../packages/platform/src/artifacts/index.ts';
import {
  type DatasetDeps,
  diffDataset,
  keepVersion,
  removeDataset,
  restoreDataset,
} from '../packages/platform/src/datasets/index.ts';
import { openHome } from '../packages/platform/src/kit/index.ts';
import { openSqliteStore } from '../packages/platform/src/storage/index.ts';

/**
 * How long does it take to keep a large file, and what does a second version cost that changes 1 % of the rows?
 *
 *   npx node --conditions=source bench/versions.ts [megabytes] [parts]
 *
 * `parts`: `add` (default), or `add,block,append,scattered,restore,diff,remove`. Beside it: `sha256sum` on the same file,
 * whose time the bar is a multiple of: 1.5.
 */
const [megabytes = '2000', parts = 'add'] = process.argv.slice(2);
const wanted = new Set(parts.split(','));
const folder = mkdtempSync(join(tmpdir(), 'kaizen-bench-versions-'));
const path = join(folder, 'rows.csv');
const HEADER = 'id,amount,city,score,day,flag,note\n';
const CITIES = ['Rome', 'Oslo', 'Bern', 'Lima', 'Cairo', 'Quito'];

const mix = (i: number) => {
  const h = Math.imul(i ^ (i >>> 15), 0x2c1b3c6d);
  return (h ^ (h >>> 13)) >>> 0;
};

function row(i: number, change: number): string {
  const [a, b] = [mix(i + change), mix(i ^ 0x5bd1e995)];
  return `${i},${a / 64},${CITIES[a % 6]},${(b % 100_000) / 1000},2026-${String((b % 12) + 1).padStart(2, '0')}-${String((a % 28) + 1).padStart(2, '0')},${b % 3 === 0 ? 'yes' : 'no'},customer ${b % 500_000} of ${a % 900}\n`;
}

/** Writes about `megabytes` of rows; `changeOf` says by how much a row differs from the first version. */
function writeRows(nRows: number, changeOf: (i: number) => number): void {
  const file = openSync(path, 'w');
  let text = HEADER;
  for (let i = 0; i < nRows; i++) {
    text += row(i, changeOf(i));
    if (text.length > 1 << 20) {
      writeSync(file, text);
      text = '';
    }
  }
  writeSync(file, text);
  closeSync(file);
}

const bytesOf = (at: string): number =>
  readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);

async function timed<Result>(
  work: () => Promise<Result>,
): Promise<[Result, seconds: number, ofProcessor: number]> {
  const [start, used] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(used);
  return [result, (performance.now() - start) / 1000, (user + system) / 1e6];
}

function sha256sum(): number {
  const start = performance.now();
  spawnSync('sha256sum', [path], { stdio: 'ignore' });
  return (performance.now() - start) / 1000;
}

const say = (what: string, ...figures: readonly string[]) =>
  console.log(`${what.padEnd(44)}${figures.map((figure) => figure.padStart(16)).join('')}`);
const seconds = (value: number) => `${value.toFixed(2)} s`;
const mb = (value: number) => `${(value / 1e6).toFixed(1)} MB`;

const nRows = Math.round((Number(megabytes) * 1e6) / 77);
mkdirSync(join(folder, 'home'));
const home = await openHome(join(folder, 'home'));
const store = await openSqliteStore(home.databasePath);
const deps = { store, artifacts: openFileArtifacts(home), home: home.path } satisfies DatasetDeps;
const chunks = join(home.path, 'chunks');

try {
  writeRows(nRows, () => 0);
  const size = statSync(path).size;
  const sums = [sha256sum()];
  const [first, addSeconds] = await timed(() => keepVersion(deps, { path, name: 'rows' }));
  sums.push(sha256sum());
  const sum = Math.min(...sums);
  say('sha256sum', mb(size), seconds(sum), `${(size / 1e6 / sum).toFixed(0)} MB/s`);
  say('add', mb(first.storedBytes), seconds(addSeconds), `${(addSeconds / sum).toFixed(2)} x`);
  say('most memory while adding', mb(process.resourceUsage().maxRSS * 1024));
  const nChanged = Math.floor(nRows / 100);
  const cases = {
    block: (i: number) => (i >= nRows / 2 && i < nRows / 2 + nChanged ? 1 : 0),
    scattered: (i: number) => (mix(i) % 100 === 0 ? 1 : 0),
  };
  for (const [name, changeOf] of Object.entries(cases)) {
    if (!wanted.has(name)) continue;
    writeRows(nRows, changeOf);
    const before = bytesOf(chunks);
    const [, took] = await timed(() => keepVersion(deps, { path, name: 'rows' }));
    const grown = bytesOf(chunks) - before;
    say(
      `1 % of the rows changed, ${name}`,
      mb(grown),
      seconds(took),
      `${((100 * grown) / size).toFixed(2)} %`,
    );
  }
  if (wanted.has('append')) {
    writeRows(nRows + nChanged, () => 0);
    const before = bytesOf(chunks);
    const [, took] = await timed(() => keepVersion(deps, { path, name: 'rows' }));
    const grown = bytesOf(chunks) - before;
    say('1 % of rows appended', mb(grown), seconds(took), `${((100 * grown) / size).toFixed(2)} %`);
  }
  if (wanted.has('diff')) {
    const ask = { name: 'rows@1', against: 'rows', key: 'id', limit: 5 };
    const [made, cold, coldCpu] = await timed(() => diffDataset(deps)(ask));
    const [, warm, warmCpu] = await timed(() => diffDataset(deps)(ask));
    const { nAdded, nRemoved, nChanged: n } = made.rows;
    say(
      `diff by key of ${nRows} rows: +${nAdded} -${nRemoved} ~${n}`,
      `${seconds(cold)}, ${seconds(coldCpu)} of processor`,
      ` again ${seconds(warm)}, ${seconds(warmCpu)}`,
    );
  }
  if (wanted.has('restore')) {
    const out = join(folder, 'out.csv');
    const [, took] = await timed(() => restoreDataset(deps)({ name: 'rows@1', out }));
    say('restore', mb(statSync(out).size), seconds(took));
    rmSync(out);
  }
  if (wanted.has('remove')) {
    const [{ freedBytes }, took] = await timed(() =>
      removeDataset(deps)({ name: 'rows', force: true }),
    );
    say('remove', mb(freedBytes), seconds(took), `${mb(bytesOf(chunks))} left`);
  }
} finally {
  await store.close();
  rmSync(folder, { recursive: true });
}
