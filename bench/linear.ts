/**
 * How fast are the linear models, and do they reach the minimum? The same objective, rows and default
 * tolerances as scikit-learn's.
 *
 *   node --conditions=source bench/linear.ts [data ...]
 *
 * With KAIZEN_PEERS_PYTHON=path of a python that has scikit-learn (see bench/peers/make-venv.sh), that runs
 * as well. Seconds of processor time, in brackets of the clock. `above` is how far the objective lies above the lowest one found, as a share of it.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolveParams } from '@kaizenml/contracts';
import { seededRandom } from '@kaizenml/ml/math';
import { getEstimator } from '@kaizenml/ml/models';
import { adult, generated, generatedText, labelledText, type Rows } from './linear/data.ts';
import { objective, type Scores } from './linear/objective.ts';

type Task = readonly [estimator: string, params: Readonly<Record<string, number | string>>];

const CLASSES: readonly Task[] = [
  ['logistic', { l2: 1 }],
  ['logistic', { l1: 1, l2: 0 }],
  ['linear-svm', { loss: 'squared-hinge', l2: 1 }],
];
const HINGE: Task = ['linear-svm', { loss: 'hinge', l2: 1 }];
const NUMBERS: readonly Task[] = [
  ['ridge', { l2: 1 }],
  ['elastic-net', { alpha: 0.01, l1Ratio: 0.5 }],
];

const DATA: Readonly<Record<string, { rows(): Rows | Promise<Rows>; tasks: readonly Task[] }>> = {
  adult: { rows: adult, tasks: CLASSES },
  'million classes': { rows: () => generated(1e6, 30, 'classes'), tasks: CLASSES.slice(0, 2) },
  'million numbers': { rows: () => generated(1e6, 30, 'numbers'), tasks: NUMBERS },
  'million counts': {
    rows: () => generated(1e6, 30, 'counts'),
    tasks: [['generalized-linear', { l2: 1 }]],
  },
  'wide numbers': {
    rows: () => generated(300, 5000, 'numbers'),
    tasks: [...NUMBERS, ['elastic-net', { alpha: 0.2, l1Ratio: 0.5 }]],
  },
  sms: {
    rows: () => labelledText('sms_spam/SMSSpamCollection.tsv', '\t', false),
    tasks: [...CLASSES, HINGE],
  },
  reuters: {
    rows: () => labelledText('reuters/reuters-allcats.csv', ',', true),
    tasks: [...CLASSES, HINGE],
  },
  text: { rows: () => generatedText(200_000, 100_000, 50), tasks: [...CLASSES, HINGE] },
};

const wanted = process.argv.slice(2);
for (const [name, { rows, tasks }] of Object.entries(DATA)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  compare(name, await rows(), tasks);
}

function compare(name: string, { x, y }: Rows, tasks: readonly Task[]): void {
  const entries = 'offsets' in x ? `, ${x.values.length} entries` : '';
  console.log(`${name}: ${x.nRows} x ${x.nColumns}${entries}`);
  const peers = askPeers({ x, y }, tasks);
  tasks.forEach(([estimator, given], at) => {
    const { fit, sparse, params: specs } = getEstimator(estimator);
    const params = resolveParams(estimator, specs, given);
    const context = { random: seededRandom(1) };
    const began = performance.now();
    const used = process.cpuUsage();
    const state = 'offsets' in x ? sparse?.fit(x, y, params, context) : fit(x, y, params, context);
    const ms = performance.now() - began;
    const { user, system } = process.cpuUsage(used);
    const own = objective(estimator, given, x, y, scoresOf(state));
    const peer = peers[at];
    const other = peer ? objective(estimator, given, x, y, peer.scores) : own;
    const least = Math.min(own, other);
    const above = (value: number) => ((value - least) / Math.abs(least)).toExponential(0);
    const figures = (cpuMs: number, millis: number, value: number) =>
      `${(cpuMs / 1000).toFixed(2).padStart(6)} s (${(millis / 1000).toFixed(2)}), above ${above(value)}`;
    console.log(
      `  ${`${estimator} ${JSON.stringify(given)}`.padEnd(50)} ours ${figures((user + system) / 1000, ms, own)}${peer ? ` | scikit-learn ${figures(peer.cpuMs, peer.ms, other)}` : ''}`,
    );
  });
}

function scoresOf(state: unknown): Scores {
  const found = state as { weights: Float64Array; intercept?: number; intercepts?: Float64Array };
  return {
    weights: found.weights,
    intercepts: found.intercepts ?? Float64Array.of(found.intercept ?? 0),
  };
}

function askPeers(
  { x, y }: Rows,
  tasks: readonly Task[],
): { ms: number; cpuMs: number; scores: Scores }[] {
  const python = process.env.KAIZEN_PEERS_PYTHON;
  if (python === undefined) return [];
  const folder = mkdtempSync(join(tmpdir(), 'kaizen-bench-'));
  const isSparse = 'offsets' in x;
  writeFileSync(join(folder, 'values.bin'), x.values);
  if (isSparse) {
    writeFileSync(join(folder, 'columns.bin'), x.columns);
    writeFileSync(join(folder, 'offsets.bin'), x.offsets);
  }
  writeFileSync(
    join(folder, 'y.bin'),
    y.kind === 'regression' ? y.values : Float64Array.from(y.codes),
  );
  const { nRows, nColumns } = x;
  writeFileSync(
    join(folder, 'shape.json'),
    JSON.stringify({ nRows, nColumns, isSparse, kind: y.kind, tasks }),
  );
  const script = fileURLToPath(new URL('./peers/linear.py', import.meta.url));
  const { stdout, stderr, status } = spawnSync(python, ['-W', 'ignore', script, folder], {
    encoding: 'utf8',
  });
  if (status !== 0) console.log(stderr);
  const answers = stdout
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const { at, ms, cpuMs } = JSON.parse(line);
      const bytes = readFileSync(join(folder, `found-${at}.bin`));
      const found = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8);
      const nWeights = found.length - found.length / (nColumns + 1);
      return {
        ms,
        cpuMs,
        scores: { weights: found.slice(0, nWeights), intercepts: found.slice(nWeights) },
      };
    });
  rmSync(folder, { recursive: true });
  return answers;
}
