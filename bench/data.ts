/**
 * How fast, and in how much memory, are the statistics and the checks of a table, beside pandas, Evidently, TensorFlow Data
 * Validation and Great Expectations?
 *
 *   node --conditions=source bench/data.ts [profile | validate ...] [--rows 1000000,10000000]
 *     [--formats parquet,csv] [--rounds N] [--json]
 *
 * The table is the flights of vega-datasets, 5 columns, repeated up to so many rows. Peers run with the environments of
 * KAIZEN_DATA_PEERS (`sh bench/peers/make-data-venv.sh` makes them); those that are missing are left out. Each measurement is a
 * process of its own: seconds run from the file to the figures, the start of Node and Python and their imports are outside,
 * the peak of the resident memory is the whole process's. In each round every engine runs once; figures are medians over
 * the rounds, ratios those of the medians. More than two million rows get one round.
 *
 * `profile`: ours gives everything of `kaizen datasets profile`; pandas gives `describe(include="all")` and the missing values,
 * Evidently its DataSummaryPreset, TFDV its statistics and a schema. `validate`: ten rules by ours and by Great Expectations.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { sqlText, withDuckDb } from '../packages/platform/src/datasets/engine/duck-db.ts';
import { tempFolder } from './engine/temp-folder.ts';

const FLIGHTS = fileURLToPath(
  new URL('../node_modules/vega-datasets/data/flights-3m.parquet', import.meta.url),
);
const ONE_ROUND_ROWS = 2_000_000;
const TIMEOUT_MS = 900_000;

interface Measured {
  readonly name: string;
  readonly version: string;
  readonly seconds: number;
  readonly peakMb: number;
}

interface Engine {
  /** Command and arguments that measure one file. */
  readonly command: (path: string) => readonly [string, ...string[]];
}

const PARTS: Readonly<Record<string, readonly Engine[]>> = {
  profile: [
    ours('profile-once'),
    ours('profile-once', '--associations'),
    ...peers('pandas', 'evidently', 'tfdv'),
  ],
  validate: [ours('validate-once'), ...peers('great_expectations')],
};

function ours(script: string, ...flags: readonly string[]): Engine {
  const path = fileURLToPath(new URL(`./data/${script}.ts`, import.meta.url));
  return { command: (file) => [process.execPath, '--conditions=source', path, file, ...flags] };
}

/** The peers that are installed. */
function peers(...names: readonly string[]): readonly Engine[] {
  const folder = process.env.KAIZEN_DATA_PEERS;
  const script = fileURLToPath(new URL('./peers/data.py', import.meta.url));
  if (folder === undefined) return [];
  return names.flatMap((name) => {
    const python = join(folder, name, 'bin', 'python');
    if (!existsSync(python)) return [];
    return { command: (file) => [python, script, name, file.replace(/.*\./, ''), file] };
  });
}

async function measure({ command }: Engine, path: string): Promise<Measured | string> {
  const [program, ...args] = command(path);
  try {
    const { stdout } = await promisify(execFile)(program, args, {
      timeout: TIMEOUT_MS,
      maxBuffer: 1 << 28,
    });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Measured;
  } catch (thrown) {
    return `${args.join(' ')}: ${String(thrown).slice(-300)}`;
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function makeFile(folder: string, nRows: number, format: string): Promise<string> {
  const path = join(folder, `flights-${nRows}.${format}`);
  const times = Math.ceil(nRows / 3_000_000);
  await withDuckDb((connection) =>
    connection.run(
      `copy (select f.* from range(${times}) r, read_parquet(${sqlText(FLIGHTS)}) f limit ${nRows}) to ${sqlText(path)}`,
    ),
  );
  return path;
}

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string', default: '1000000,10000000' },
    formats: { type: 'string', default: 'parquet,csv' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});
const parts = positionals.length === 0 ? Object.keys(PARTS) : positionals;
const unknown = parts.find((part) => PARTS[part] === undefined);
if (unknown !== undefined)
  throw new Error(`Parts are ${Object.keys(PARTS).join(', ')}, got ${unknown}.`);
const folder = tempFolder();
for (const nRows of flags.rows.split(',').map(Number))
  for (const format of flags.formats.split(',')) {
    const path = await makeFile(folder, nRows, format);
    for (const part of parts) await compare(part, path, nRows);
  }

async function compare(part: string, path: string, nRows: number): Promise<void> {
  const engines = PARTS[part] ?? [];
  const measured = engines.map((): Measured[] => []);
  const nRounds = nRows > ONE_ROUND_ROWS ? 1 : Number(flags.rounds);
  for (let round = 0; round < nRounds; round++)
    for (const [k, engine] of engines.entries()) {
      const answer = await measure(engine, path);
      if (typeof answer === 'string') console.error(answer);
      else measured[k]?.push(answer);
    }
  print(`${part} · ${nRows.toLocaleString('en')} rows · ${path.replace(/.*\./, '')}`, measured);
}

function print(title: string, measured: readonly (readonly Measured[])[]): void {
  const rows = measured.flatMap((times) => {
    const [first] = times;
    if (first === undefined) return [];
    const { name, version } = first;
    const seconds = median(times.map((each) => each.seconds));
    return { name, version, seconds, peakMb: median(times.map((each) => each.peakMb)) };
  });
  if (flags.json) {
    console.log(JSON.stringify({ title, rows }));
    return;
  }
  const base = rows[0]?.seconds ?? Number.NaN;
  console.log(`\n${title}`);
  for (const { name, version, seconds, peakMb } of rows) {
    const ratio = `${(seconds / base).toFixed(1)} ×`;
    console.log(
      `  ${`${name} ${version}`.padEnd(34)} ${seconds.toFixed(2).padStart(8)} s ${peakMb.toFixed(0).padStart(6)} MB ${ratio.padStart(9)}`,
    );
  }
}
