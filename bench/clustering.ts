import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assignToCenters, clusterTable, kMeans } from '@kaizenml/ml/clustering';
import { seededRandom } from '@kaizenml/ml/math';
import { makeTable } from '@kaizenml/ml/table';
import { tempFolder } from './engine/temp-folder.ts';

/**
 * How fast is k-means on a million rows of 10 columns in 8 groups that overlap, beside scikit-learn's?
 *
 *   node --conditions=source bench/clustering.ts [rows]
 *
 * Ours runs on one thread and tries 8 beginnings, on a sample; scikit-learn takes the cores that it finds. The last lines are the
 * whole table: encoding, k-means, stability and profiles, then with the choice of k. KAIZEN_PEERS_PYTHON names a Python with
 * scikit-learn (bench/peers/make-venv.sh).
 */
const nRows = Number(process.argv[2] ?? 1_000_000);
const nColumns = 10;
const k = 8;
const random = seededRandom(1);
const centers = Float64Array.from({ length: k * nColumns }, () => 2 * random.normal());
const values = new Float64Array(nRows * nColumns);
for (let i = 0; i < nRows; i++) {
  const group = random.below(k);
  for (let j = 0; j < nColumns; j++)
    values[i * nColumns + j] = (centers[group * nColumns + j] ?? 0) + random.normal();
}
const x = { nRows, nColumns, values };

for (const method of ['lloyd', 'mini-batch'] as const) {
  const state = timed(`ours ${method}, 8 starts`, () =>
    kMeans(x, { k, random: seededRandom(1), method }),
  );
  console.log(`     inertia ${state.inertia.toPrecision(6)}, ${state.nIterations} iterations`);
  if (method === 'lloyd') timed('ours assign', () => assignToCenters(state, x));
}

const columns = Array.from({ length: nColumns }, (_, j) => ({
  name: `c${j}`,
  kind: 'number' as const,
  values: Float64Array.from({ length: nRows }, (_, i) => values[i * nColumns + j] ?? 0),
}));
const table = makeTable(columns);
timed('ours table, k given', () => clusterTable(table, { k, random: seededRandom(1) }));
const { choice } = timed('ours table, k chosen', () =>
  clusterTable(table, { random: seededRandom(1) }),
);
console.log(`     ${choice?.reason}`);

const python = process.env.KAIZEN_PEERS_PYTHON;
if (python === undefined) console.log('scikit-learn not asked: KAIZEN_PEERS_PYTHON is not set');
else {
  const file = join(tempFolder(), 'rows.bin');
  writeFileSync(file, new Uint8Array(values.buffer));
  const script = fileURLToPath(new URL('peers/clustering.py', import.meta.url));
  const args = [script, file, `${nColumns}`, `${k}`];
  const { stdout, stderr } = spawnSync(python, args, { encoding: 'utf8' });
  console.log(stdout.trim() || stderr);
}

function timed<Result>(name: string, run: () => Result): Result {
  const [began, usage] = [performance.now(), process.cpuUsage()];
  const result = run();
  const wall = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(usage);
  const cpu = (user + system) / 1e6;
  console.log(
    `${name.padEnd(29)} | wall ${wall.toFixed(2).padStart(6)} s | CPU ${cpu.toFixed(2).padStart(6)} s`,
  );
  return result;
}
