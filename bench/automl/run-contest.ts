import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { calibrationError } from '@kaizenml/ml/combine';
import { getMetric } from '@kaizenml/ml/metrics';
import { toOutcome } from '@kaizenml/ml/search';
import { CONTEST_TABLES, type ContestTable, cutTable } from './contest-table.ts';
import { type ContestResult, readResults } from './results.ts';

/** What is to be run. */
export interface Contest {
  readonly systems: readonly string[];
  readonly seconds: number;
  readonly tables: readonly string[] | undefined;
  readonly seed: number;
  /** Threads that a system may use. */
  readonly nThreads: number;
  readonly out: string;
}

/** Answers of a system, and what it took. */
interface Answered {
  readonly version: string;
  /** n values, or n * nClasses probabilities in the order of the classes. */
  readonly answers: Float64Array;
  readonly wall: number;
  readonly note?: string;
}

/** Runs every system on every table, one after the other, and keeps each result at once. */
export async function runContest({
  systems,
  seconds,
  tables,
  seed,
  nThreads,
  out,
}: Contest): Promise<void> {
  for (const name of tables ?? CONTEST_TABLES) {
    const folder = mkdtempSync(join(tmpdir(), 'kaizen-automl-'));
    try {
      const table = await cutTable(name, { seed, folder });
      if (table === undefined) {
        console.log(`# ${name} was left out: its data are not beside the project`);
        continue;
      }
      for (const system of systems) {
        const isKnown = readResults(out).some(
          (each) =>
            each.table === name &&
            each.system === system &&
            each.seconds === seconds &&
            each.seed === seed,
        );
        if (isKnown) continue;
        const result = score(table, system, { seconds, seed, nThreads, folder });
        if (result === undefined) continue;
        appendFileSync(out, `${JSON.stringify(result)}\n`);
        console.log(
          `${name.padEnd(15)} ${system.padEnd(10)} ${result.metric} ${result.score?.toFixed(5) ?? 'failed'}  ${result.wall.toFixed(1)} s  ${result.note ?? ''}`,
        );
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

interface Setup {
  readonly seconds: number;
  readonly seed: number;
  readonly nThreads: number;
  readonly folder: string;
}

function score(table: ContestTable, system: string, setup: Setup): ContestResult | undefined {
  const { name, metric, baseline, truth } = table;
  const head = { table: name, system, seconds: setup.seconds, seed: setup.seed, metric, baseline };
  const answered = system === 'kaizen' ? runOurs(table, setup) : runPeer(table, system, setup);
  if (answered === undefined) return undefined;
  const { version, wall, note } = answered;
  const rest = { version, wall, ...(note === undefined ? {} : { note }) };
  if (answered.answers.length === 0) return { ...head, ...rest, score: null };
  const outcome = toOutcome(truth, answered.answers);
  const value = getMetric(metric).compute(outcome);
  if (outcome.kind === 'regression') return { ...head, ...rest, score: value };
  return {
    ...head,
    ...rest,
    score: value,
    logLoss: getMetric('log_loss').compute(outcome),
    calibrationError: calibrationError(outcome),
  };
}

const CLI = resolve(import.meta.dirname, '../../packages/platform/bin/kaizen.js');

function runOurs(table: ContestTable, { seconds, seed, nThreads, folder }: Setup): Answered {
  const home = join(folder, `home-${table.name}`);
  const project = join(folder, `${table.name}.yaml`);
  // The least share that a project may keep for its own test: the others keep none.
  writeFileSync(
    project,
    `data: ${JSON.stringify(table.train)}\ntarget: ${JSON.stringify(table.target)}\ntask: ${table.task}\nmetric: ${table.metric}\nseed: ${seed}\nsplit: { test: 0.05 }\nsearch: { budget: ${seconds}s, workers: ${nThreads} }\nguardrails: { leak: warn }\n`,
  );
  const startedAt = performance.now();
  const run = kaizen(['--home', home, 'run', project, '--json']);
  const wall = (performance.now() - startedAt) / 1000;
  const version = `source, node ${process.versions.node}`;
  if (run.status !== 0 && run.status !== 3)
    return { version, answers: new Float64Array(), wall, note: run.stderr.trim().slice(-200) };
  const { champion, leaderboard } = JSON.parse(run.stdout);
  const predictions = join(folder, `${table.name}-kaizen.csv`);
  const predict = kaizen([
    '--home',
    home,
    'predict',
    champion.artifact,
    table.test,
    '--out',
    predictions,
  ]);
  if (predict.status !== 0)
    return { version, answers: new Float64Array(), wall, note: predict.stderr.trim().slice(-200) };
  return {
    version,
    answers: readAnswers(predictions, table),
    wall,
    note: `${champion.estimator}, ${leaderboard.length} tried`,
  };
}

function kaizen(args: readonly string[]) {
  return spawnSync(process.execPath, [...process.execArgv, CLI, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
}

function runPeer(table: ContestTable, system: string, setup: Setup): Answered | undefined {
  const python = join(process.env.KAIZEN_AUTOML_PEERS ?? '', system, 'bin/python');
  if (!existsSync(python)) {
    console.log(`# ${system} was left out: KAIZEN_AUTOML_PEERS has no ${system}/bin/python`);
    return undefined;
  }
  const { seconds, seed, nThreads, folder } = setup;
  const { train, test, target, task, metric, classes } = table;
  const out = join(folder, `${table.name}-${system}.csv`);
  const asked = {
    ...{ train, test, target, task, metric, classes },
    ...{ seconds, seed, threads: nThreads, out, folder },
  };
  const script = resolve(import.meta.dirname, '../peers/automl.py');
  const run = spawnSync(python, [script, system], {
    input: JSON.stringify(asked),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    timeout: 1000 * (3 * seconds + 180),
    env: { ...process.env, OMP_NUM_THREADS: String(nThreads) },
  });
  const last = run.stdout?.trim().split('\n').at(-1) ?? '';
  if (run.status !== 0 || !last.startsWith('{')) {
    const note = (run.stderr ?? '').trim().split('\n').at(-1)?.slice(-200) ?? 'no answer';
    return { version: '', answers: new Float64Array(), wall: seconds, note };
  }
  const { version, wall, note } = JSON.parse(last) as {
    version: string;
    wall: number;
    note?: string;
  };
  return { version, answers: readAnswers(out, table), wall, ...(note && { note }) };
}

/** Reads a file with a column `probability_<class>` per class, or `prediction`. */
function readAnswers(path: string, { task, classes }: ContestTable): Float64Array {
  const [header = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const names = header.split(',').map((name) => name.replaceAll('"', '').trim());
  const wanted =
    task === 'regression' ? ['prediction'] : classes.map((label) => `probability_${label}`);
  const at = wanted.map((name) => names.indexOf(name));
  if (at.includes(-1)) throw new Error(`${path} must have ${wanted.join(', ')}, got ${header}`);
  return Float64Array.from(
    lines.flatMap((line) => {
      const cells = line.split(',');
      return at.map((column) => Number(cells[column]));
    }),
  );
}
