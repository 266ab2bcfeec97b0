import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { checkDrift, type DriftFinding, getDriftTest, sampleOfColumn } from '@kaizenml/ml/drift';
import { type Random, seededRandom } from '@kaizenml/ml/math';
import { type Column, encodeText, makeTable, type Table } from '@kaizenml/ml/table';
import { chooseBinning, countColumn, sampleOfWindow } from '@kaizenml/ml/windows';
import { readTable, writeParquet } from '../../packages/platform/src/datasets/index.ts';
import {
  compareFile,
  compareWindows,
  type Judging,
  makeReference,
  writeBaseline,
} from '../../packages/platform/src/monitors/file/index.ts';

/**
 * How long does a comparison of 100 columns take beside Evidently, and are the verdicts the same where the same test is asked for?
 *
 * 80 columns of numbers and 20 of levels, half of which moved, by little or by much; the reference and the later rows lie in Parquet files.
 * Evidently runs its preset on pandas frames, with its own choice of tests and with one test by name. Each side runs in a process of its
 * own, one after the other; times are those of the clock and of processors, without the start of a process and its imports.
 *
 * `KAIZEN_PEERS_PYTHON=… node --conditions=source bench/monitoring/beside-evidently.ts [--rows 100000] [--columns 100]
 * [--tests default,ks,psi]`
 * (bench/peers/make-monitoring-venv.sh)
 */
const { values: given } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    columns: { type: 'string', default: '100' },
    tests: { type: 'string', default: 'default,ks,psi,wasserstein,t_test' },
  },
});
const [nRows, nColumns] = [Number(given.rows), Number(given.columns)];
const SEAT = 'KAIZEN_BESIDE_SEAT';
/** Test of numbers and test of levels that both sides are asked for; the first pair is what each chooses by itself. */
const ASKED = (
  [
    ['default', 'default'],
    ['ks', 'chisquare'],
    ['psi', 'psi'],
    ['wasserstein', 'jensenshannon'],
    ['t_test', 'z'],
  ] as const
).filter(([ofNumbers]) => given.tests.split(',').includes(ofNumbers));

/** What one side says of one way to ask. */
interface Said {
  readonly way: string;
  readonly seconds: number;
  readonly processorSeconds: number;
  /** Whether each column drifted, by its name. */
  readonly verdicts: Readonly<Record<string, boolean>>;
}

async function sit(folder: string): Promise<void> {
  const [before, after] = ['reference', 'current'].map((name) =>
    join(folder, `${name}.parquet`),
  ) as [string, string];
  const stored = join(folder, 'reference.baseline');
  const said: Said[] = [];
  const measure = async (way: string, work: () => Promise<Said['verdicts']>): Promise<void> => {
    const [began, used] = [performance.now(), process.cpuUsage()];
    const verdicts = await work();
    const { user, system } = process.cpuUsage(used);
    said.push({
      ...{ way, verdicts, seconds: (performance.now() - began) / 1000 },
      processorSeconds: (user + system) / 1e6,
    });
  };
  const compare = async (reference: string, customary: boolean) => {
    const asked = { current: after, reference, customary, rate: 0.05, leastEffect: 0.1 };
    const { columns } = await compareFile({ home: folder })(asked);
    return Object.fromEntries(columns.map(({ column, verdict }) => [column, verdict === 'drift']));
  };
  await writeBaseline(stored, await makeReference(before, { workPath: folder }));
  await measure('files, stored reference: recommended', () => compare(stored, false));
  await measure('files, stored reference: default', () => compare(stored, true));
  await measure('files, both counted: default', () => compare(before, true));
  const [reference, current] = [(await readTable(before)).table, (await readTable(after)).table];
  for (const [ofNumbers, ofLevels] of ASKED) {
    const named = ofNumbers === 'default' ? undefined : ([ofNumbers, ofLevels] as const);
    await measure(`memory, windows: ${ofNumbers}`, async () =>
      byWindows(reference, current, named),
    );
    if (named !== undefined)
      await measure(`memory, all rows: ${ofNumbers}`, async () =>
        byRows(reference, current, named),
      );
  }
  process.stdout.write(JSON.stringify(said));
}

type Named = readonly [ofNumbers: string, ofLevels: string];

function byWindows(reference: Table, current: Table, named: Named | undefined): Said['verdicts'] {
  const pairs = reference.columns.map((column, i) => {
    const binning = chooseBinning(column);
    const later = current.columns[i] as Column;
    return {
      binning,
      reference: countColumn(binning, column),
      current: countColumn(binning, later),
    };
  });
  if (named === undefined) {
    const judging: Judging = { by: 'customary', test: undefined };
    return verdictsOf(
      compareWindows(pairs, judging).map(({ values }) => values.finding),
      reference,
    );
  }
  const findings = pairs.map(({ binning, reference: one, current: other }) => {
    const samples = [sampleOfWindow(binning, one), sampleOfWindow(binning, other)] as const;
    return checkDrift(getDriftTest(named[samples[0].kind === 'numbers' ? 0 : 1]), samples);
  });
  return verdictsOf(findings, reference);
}

function byRows(reference: Table, current: Table, named: Named): Said['verdicts'] {
  const findings = reference.columns.map((column, i) => {
    const samples = [sampleOfColumn(column), sampleOfColumn(current.columns[i] as Column)] as const;
    return checkDrift(getDriftTest(named[samples[0].kind === 'numbers' ? 0 : 1]), samples);
  });
  return verdictsOf(findings, reference);
}

function verdictsOf(findings: readonly DriftFinding[], { columns }: Table): Said['verdicts'] {
  return Object.fromEntries(columns.map(({ name }, i) => [name, findings[i]?.isDrift === true]));
}

/** Numbers of four laws and levels; every second column moved, the farther the later it stands. */
function tableOf(seed: number, moves: boolean): Table {
  const random = seededRandom(seed);
  return makeTable(
    Array.from({ length: nColumns }, (_, j) => {
      const shift = moves && j % 2 === 1 ? (0.4 * j) / nColumns : 0;
      return columnOf(j, shift, random);
    }),
  );
}

function columnOf(j: number, shift: number, random: Random): Column {
  const [name, rows] = [`c${j}`, { length: nRows }];
  if (j % 5 === 4) {
    const power = 2 + 2 * shift;
    const draw = () => `level ${Math.floor(9 * random.next() ** power)}`;
    return encodeText(name, 'category', Array.from(rows, draw));
  }
  const law = [
    () => random.normal() + shift,
    () => Math.exp(random.normal() + shift),
    () => Math.floor(-20 * (1 + shift) * Math.log(1 - random.next())),
    () => Math.round(100 * (random.normal() * (1 + shift))) / 100,
  ][j % 5] as () => number;
  return { name, kind: 'number', values: Float64Array.from(rows, law) };
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kaizen-beside-'));
  try {
    await writeParquet(join(folder, 'reference.parquet'), tableOf(1, false));
    await writeParquet(join(folder, 'current.parquet'), tableOf(2, true));
    const ours = spawnSync(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
      env: { ...process.env, [SEAT]: folder },
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    if (ours.status !== 0) throw new Error(ours.stderr);
    const said = JSON.parse(ours.stdout) as readonly Said[];
    console.log(`${nColumns} columns × ${nRows} rows in each of two samples`);
    const theirs = askEvidently(folder);
    for (const one of theirs) tell('Evidently', one);
    for (const one of said) {
      tell('ours', one);
      const asked = one.way.split(': ')[1];
      const way = one.way.startsWith('files') ? 'files' : 'memory';
      const peer = theirs.find((other) => other.way === `${way}: ${asked}`);
      if (peer === undefined) continue;
      const names = Object.keys(peer.verdicts);
      const same = names.filter((name) => peer.verdicts[name] === one.verdicts[name]);
      const differ = names.filter((name) => !same.includes(name));
      console.log(
        `    ${(peer.seconds / one.seconds).toFixed(1)} × faster by the clock, ${(peer.processorSeconds / one.processorSeconds).toFixed(1)} × fewer processor seconds; same verdict in ${same.length} of ${names.length}${differ.length > 0 ? `, not in ${differ.join(', ')}` : ''}`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function askEvidently(folder: string): readonly Said[] {
  const python = process.env.KAIZEN_PEERS_PYTHON;
  if (python === undefined) {
    console.log('Evidently: not asked, KAIZEN_PEERS_PYTHON is not set');
    return [];
  }
  const script = fileURLToPath(new URL('../peers/monitoring.py', import.meta.url));
  const asked = ASKED.map((pair) => pair.join(':'));
  const { stdout, stderr, status } = spawnSync(python, [script, folder, ...asked], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(stderr);
  const { versions, said } = JSON.parse(stdout) as { versions: string; said: readonly Said[] };
  console.log(versions);
  return said;
}

function tell(who: string, { way, seconds, processorSeconds, verdicts }: Said): void {
  const drifted = Object.values(verdicts).filter(Boolean).length;
  console.log(
    `${who.padEnd(10)} ${way.padEnd(40)} ${seconds.toFixed(2).padStart(8)} s ${processorSeconds.toFixed(2).padStart(8)} processor s   ${drifted} drifted`,
  );
}

const folder = process.env[SEAT];
if (folder === undefined) await main();
else await sit(folder);
