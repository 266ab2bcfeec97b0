/**
 * How fast are boosted trees learned, and how good are they, beside LightGBM, XGBoost and scikit-learn?
 *
 *   node --conditions=source bench/engine.ts [rows | wide | categories | real | search | growth | memory ...]
 *     [--rounds N] [--threads N] [--quick] [--json]
 *
 * Peers run with the Python of KAIZEN_PEERS_PYTHON (`sh bench/peers/make-venv.sh` makes one); without it, ours alone.
 * One fit is 100 trees of 63 leaves, learning rate 0.1, 255 bins, 20 rows in a leaf at least, no l2 penalty, from a
 * matrix of doubles in memory to a model, binning included, in a process of its own; `again` is a second fit in it.
 * In each round every engine runs once, each round begins with another one; tables of more than 20 million cells get
 * one. Figures are medians over the rounds, ratios are of the same round. `--quick` asks only whether it works; `--json` prints one line per measurement and no
 * tables. `growth` and `memory` use the figures of `rows`; `growth` runs it where it was not asked for. The whole takes
 * more than an hour, 3 GB of memory and 1 GB of disk. The threads of peers spin while they wait for each other: on a
 * busy machine their seconds mean little.
 *
 * Answers from trees: bench/scoring.ts.
 */
import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import type { BenchRun } from './engine/bench-run.ts';
import { findPeers, type Peers } from './engine/engines.ts';
import { memory } from './engine/memory.ts';
import { real } from './engine/real.ts';
import {
  overColumns,
  overRows,
  type Point,
  printGrowth,
  printRatios,
} from './engine/row-counts.ts';
import { search } from './engine/search.ts';
import { categories, wide } from './engine/shapes.ts';
import { tempFolder } from './engine/temp-folder.ts';

const PARTS = ['rows', 'wide', 'categories', 'real', 'search', 'growth', 'memory'];

const { values: flags, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    threads: { type: 'string', default: '2' },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const unknown = wanted.find((part) => !PARTS.includes(part));
if (unknown !== undefined) throw new Error(`Parts are ${PARTS.join(', ')}, got ${unknown}.`);
const peers = await findPeers();
const run: BenchRun = {
  temp: tempFolder(),
  nRounds: Number(flags.rounds),
  nThreads: Number(flags.threads),
  isQuick: flags.quick,
  peers: peers.engines,
  print: (line) => {
    if (!flags.json) console.log(line);
  },
  record: (measured) => {
    if (flags.json) console.log(JSON.stringify(measured));
  },
};
describeRun(run, peers);
await runParts(run, new Set(wanted.length === 0 ? PARTS : wanted));
run.print('\nAnswers from trees: node --conditions=source bench/scoring.ts');

async function runParts(bench: BenchRun, parts: ReadonlySet<string>): Promise<void> {
  let points: Point[] | undefined;
  if (parts.has('rows') || parts.has('growth')) {
    points = await overRows(bench);
    printRatios(bench, points, 'rows');
    printGrowth(bench, points, 'rows');
  }
  if (parts.has('memory')) await memory(bench, points);
  if (parts.has('wide')) await wide(bench);
  if (parts.has('categories')) await categories(bench);
  if (parts.has('real')) await real(bench);
  if (parts.has('search')) await search(bench);
  if (!parts.has('growth')) return;
  const byColumns = await overColumns(bench);
  printRatios(bench, byColumns, 'columns');
  printGrowth(bench, byColumns, 'columns');
}

function describeRun(bench: BenchRun, { versions, reason }: Peers): void {
  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    nCores: cpus().length,
    memoryGb: Math.round(totalmem() / 1e9),
    load: loadavg()[0],
  };
  const { nRounds, nThreads, isQuick } = bench;
  bench.record({ machine, node: process.versions.node, versions, nRounds, nThreads, isQuick });
  bench.print(
    `${machine.cpu}, ${machine.nCores} cores, ${machine.memoryGb} GB, load ${machine.load.toFixed(1)}; node ${process.versions.node}`,
  );
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  bench.print(reason === undefined ? named.join(', ') : `Peers are left out: ${reason}.`);
  bench.print(
    `${nThreads} threads, ${nRounds} round${nRounds > 1 ? 's' : ''}${isQuick ? ', quick: sizes too small to compare' : ''}`,
  );
}
