import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  checkDrift,
  DRIFT_TESTS,
  type Sample,
  sampleOfColumn,
  sampleOfSketch,
} from '@kaizenml/ml/drift';
import { seededRandom } from '@kaizenml/ml/math';
import { addColumn, emptyColumn } from '@kaizenml/ml/sketches';
import type { Column } from '@kaizenml/ml/table';

/**
 * How long does a column take to be compared, of rows and of sketches, beside Evidently?
 *
 * CPU milliseconds of one thread, p-values and effects included. The number of rows is the first argument, default 3 000 000.
 * KAIZEN_PEERS_PYTHON names a Python with `evidently==0.4.40` (bench/peers/make-drift-venv.sh).
 */
const nRows = Number(process.argv[2] ?? 3_000_000);

const columns = [1, 2].map((seed): Column => {
  const random = seededRandom(seed);
  const values = Float64Array.from({ length: nRows }, () => random.normal() + 0.01 * seed);
  return { name: 'x', kind: 'number', values };
});
const [ofRowsMs, rows] = timed(() => columns.map((column) => sampleOfColumn(column)));
const [sketchMs, sketches] = timed(() =>
  columns.map((column, seed) => {
    const sketch = emptyColumn('x', 'number', seed);
    addColumn(sketch, column);
    return sketch;
  }),
);
const [ofSketchMs, sketched] = timed(() => sketches.map((sketch) => sampleOfSketch(sketch)));

console.log(
  `${nRows} rows; both columns: sorted ${shown(ofRowsMs)}, sketched ${shown(sketchMs)}, read from sketches ${shown(ofSketchMs)}`,
);
for (const test of DRIFT_TESTS.filter(({ takes }) => takes.includes('numbers'))) {
  const [rowsMs] = timed(() => checkDrift(test, pairOf(rows)));
  const [sketchedMs] = timed(() => checkDrift(test, pairOf(sketched)));
  console.log(
    `${test.name.padEnd(18)} rows ${shown(rowsMs).padStart(9)} | sketches ${shown(sketchedMs).padStart(8)}`,
  );
}

const python = process.env.KAIZEN_PEERS_PYTHON;
if (python === undefined) console.log('Evidently: not asked, KAIZEN_PEERS_PYTHON is not set');
else {
  const script = fileURLToPath(new URL('peers/drift.py', import.meta.url));
  const { stdout, stderr } = spawnSync(python, [script, String(nRows)], { encoding: 'utf8' });
  console.log(stdout.trim() || stderr);
}

function pairOf([reference, current]: readonly Sample[]): readonly [Sample, Sample] {
  return [reference, current];
}

function shown(ms: number): string {
  return `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
}

function timed<Result>(run: () => Result): [ms: number, result: Result] {
  const began = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(began);
  return [(user + system) / 1e3, result];
}
