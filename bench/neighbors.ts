/**
 * How fast are nearest neighbors, naive Bayes and the Gaussian process, beside scikit-learn? One thread, the
 * same rows for both, the quickest of three passes.
 *
 *   node --conditions=source bench/neighbors.ts [neighbors | bayes | process]
 *
 * With KAIZEN_PEERS_PYTHON=path of a python that has scikit-learn, it runs as well; a ratio above 1 means
 * that we are quicker.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolveParams } from '@kaizenml/contracts';
import { type Matrix, seededRandom, takeMatrixRows } from '@kaizenml/ml/math';
import { getEstimator, type NeighborsState, type Target } from '@kaizenml/ml/models';

interface Case {
  readonly name: string;
  readonly estimator: string;
  readonly given: object;
  readonly x: Matrix;
  readonly y: Target;
  readonly queries: Matrix;
}

interface Figures {
  readonly fitMs: number;
  readonly predictMs: number;
  /** Answers of the first queries, to see that both do the same. */
  readonly first: readonly number[];
}

const N_PASSES = 3;

const random = seededRandom(1);
const wanted = process.argv[2];
const all: readonly (readonly [group: string, make: () => Case])[] = [
  ...[3, 8, 14, 50].map((p) => ['neighbors', () => neighborsCase(cloud, p)] as const),
  ...[14, 50].map((p) => ['neighbors', () => neighborsCase(clusters, p)] as const),
  ['bayes', () => bayesCase('gaussian-naive-bayes')],
  ['bayes', () => bayesCase('multinomial-naive-bayes')],
  ...[250, 1000].map((n) => ['process', () => processCase(n)] as const),
];
for (const [group, make] of all) if (wanted === undefined || wanted === group) compare(make());

function neighborsCase(rows: typeof cloud, p: number): Case {
  const x = rows(40_000, p);
  return {
    name: `neighbors, 40000 rows of ${p} columns, ${rows === cloud ? 'one cloud' : '50 clusters'}, k 10`,
    estimator: 'k-nearest-neighbors',
    given: { nNeighbors: 10 },
    x,
    y: sums(x),
    queries: takeMatrixRows(
      rows(44_000, p),
      Array.from({ length: 4000 }, (_, i) => 40_000 + i),
    ),
  };
}

function bayesCase(estimator: string): Case {
  const x = cloud(100_000, 30);
  if (estimator.startsWith('multi'))
    x.values.forEach((value, at) => {
      x.values[at] = Math.max(0, Math.floor(2 * value));
    });
  const codes = Int32Array.from({ length: x.nRows }, (_, i) => Math.floor(i % 3));
  const y: Target = { kind: 'classification', codes, nClasses: 3 };
  return {
    name: `${estimator}, 100000 rows of 30 columns`,
    estimator,
    given: {},
    x,
    y,
    queries: x,
  };
}

function processCase(n: number): Case {
  const x = cloud(n, 5);
  const values = Float64Array.from(
    { length: n },
    (_, i) => Math.sin(x.values[5 * i]) + 0.5 * x.values[5 * i + 1] + 0.1 * random.normal(),
  );
  const y: Target = { kind: 'regression', values };
  return {
    name: `Gaussian process, ${n} rows of 5 columns`,
    estimator: 'gaussian-process',
    given: {},
    x,
    y,
    queries: cloud(2000, 5),
  };
}

function cloud(n: number, p: number): Matrix {
  const own = seededRandom(p);
  return {
    nRows: n,
    nColumns: p,
    values: Float64Array.from({ length: n * p }, () => own.normal()),
  };
}

function clusters(n: number, p: number): Matrix {
  const own = seededRandom(p);
  const centers = Float64Array.from({ length: 50 * p }, () => own.normal());
  const values = Float64Array.from(
    { length: n * p },
    (_, at) => centers[(Math.floor(at / p) % 50) * p + (at % p)] + 0.2 * own.normal(),
  );
  return { nRows: n, nColumns: p, values };
}

function sums({ nRows, nColumns: p, values }: Matrix): Target {
  const totals = Float64Array.from({ length: nRows }, (_, i) =>
    values.subarray(i * p, (i + 1) * p).reduce((a, b) => a + b, 0),
  );
  return { kind: 'regression', values: totals };
}

function compare(given: Case): void {
  const { state, figures } = run(given);
  const { space } = state as NeighborsState;
  const index = space && (space.depth > 0 ? `, ${space.depth} levels of boxes` : ', all compared');
  console.log(`${given.name}${index ?? ''}`);
  report('kaizen', figures);
  for (const { peer, ...theirs } of runPeer(given)) report(peer, theirs, figures);
}

function report(name: string, figures: Figures, ours?: Figures): void {
  const ratio = (of: 'fitMs' | 'predictMs') =>
    ours ? ` (ratio ${(figures[of] / ours[of]).toFixed(2)})` : '';
  const apart = ours
    ? `, answers apart ${Math.max(...figures.first.map((each, i) => Math.abs(each - ours.first[i]))).toExponential(0)}`
    : '';
  console.log(
    `  ${name.padEnd(22)} fit ${figures.fitMs.toFixed(1)} ms${ratio('fitMs')}, predict ${figures.predictMs.toFixed(1)} ms${ratio('predictMs')}${apart}`,
  );
}

function run({ estimator: name, given, x, y, queries }: Case) {
  const estimator = getEstimator(name);
  const params = resolveParams(name, estimator.params, { ...given });
  let [fitMs, predictMs] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let state: unknown;
  let first: readonly number[] = [];
  for (let pass = 0; pass < N_PASSES; pass++) {
    const began = performance.now();
    state = estimator.fit(x, y, params, { random: seededRandom(1) });
    const fitted = performance.now();
    first = [...estimator.predict(state, queries).subarray(0, 10)];
    fitMs = Math.min(fitMs, fitted - began);
    predictMs = Math.min(predictMs, performance.now() - fitted);
  }
  return { state, figures: { fitMs, predictMs, first } };
}

function runPeer({ estimator, given, x, y, queries }: Case): (Figures & { peer: string })[] {
  const python = process.env.KAIZEN_PEERS_PYTHON;
  if (python === undefined) return [];
  const folder = mkdtempSync(join(tmpdir(), 'kaizen-bench-'));
  try {
    writeFileSync(join(folder, 'x.bin'), x.values);
    writeFileSync(join(folder, 'queries.bin'), queries.values);
    const targets = y.kind === 'regression' ? y.values : Float64Array.from(y.codes);
    writeFileSync(join(folder, 'y.bin'), targets);
    const shape = { estimator, given, nColumns: x.nColumns, nPasses: N_PASSES };
    writeFileSync(join(folder, 'shape.json'), JSON.stringify(shape));
    const script = fileURLToPath(new URL('peers/neighbors.py', import.meta.url));
    const { stdout, stderr, status } = spawnSync(python, [script, folder], {
      encoding: 'utf8',
      env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
    });
    if (status !== 0) throw new Error(stderr);
    return stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
