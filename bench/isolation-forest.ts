import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { resolveParams } from '@kaizenml/contracts';
import { seededRandom } from '@kaizenml/ml/math';
import { isolationForest } from '@kaizenml/ml/outliers';

/**
 * How fast is the isolation forest on a million rows of 30 columns, beside scikit-learn's?
 *
 * CPU seconds of one thread. KAIZEN_PEERS_PYTHON names a Python with scikit-learn (bench/peers/make-venv.sh).
 */
const nRows = 1_000_000;
const nColumns = 30;
const random = seededRandom(1);
const values = Float64Array.from({ length: nRows * nColumns }, () => random.normal());
const x = { nRows, nColumns, values };
const params = resolveParams('isolation-forest', isolationForest.params, {});

const [fitS, state] = timed(() => isolationForest.fit(x, params, { random: seededRandom(1) }));
const [scoreS] = timed(() => isolationForest.score(state, x));
console.log(`ours         | fit ${fitS.toFixed(2)} s | score ${scoreS.toFixed(2)} s`);

const python = process.env.KAIZEN_PEERS_PYTHON;
if (python === undefined) console.log('scikit-learn | not asked: KAIZEN_PEERS_PYTHON is not set');
else {
  const script = fileURLToPath(new URL('peers/isolation-forest.py', import.meta.url));
  const { stdout, stderr } = spawnSync(python, [script], { encoding: 'utf8' });
  console.log(stdout.trim() || stderr);
}

function timed<Result>(run: () => Result): [seconds: number, result: Result] {
  const began = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(began);
  return [(user + system) / 1e6, result];
}
