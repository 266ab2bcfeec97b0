/**
 * How long does it take to make one answer of many finished models?
 *
 *   node --conditions=source bench/combine.ts [--rows 50000] [--models 200] [--steps 20] [--only select,mixture,...]
 *
 * Models see one signal through noise of their own. Times are of the processor, so that a busy machine counts less.
 */
import { parseArgs } from 'node:util';
import {
  chooseCalibration,
  chooseCombination,
  compareModels,
  type Library,
  mixtureWeights,
  selectEnsemble,
} from '@kaizenml/ml/combine';
import { seededRandom, sigmoid } from '@kaizenml/ml/math';
import { getMetric } from '@kaizenml/ml/metrics';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '50000' },
    models: { type: 'string', default: '200' },
    steps: { type: 'string', default: '20' },
    only: { type: 'string', default: 'select,mixture,calibrate,combine,compare' },
  },
});
const nRows = Number(values.rows);
const nModels = Number(values.models);
const nSteps = Number(values.steps);
const only = new Set(values.only.split(','));

const random = seededRandom(1);
const codes = Int32Array.from({ length: nRows }, () => (random.next() < 0.2 ? 1 : 0));
const signal = Float64Array.from(codes, (code) => 1.2 * code - 1.6 + random.normal());
const binary: Library = {
  truth: { kind: 'classification', codes, nClasses: 2 },
  foldOf: Int32Array.from(codes, (_, i) => i % 5),
  members: Array.from({ length: nModels }, (_, m) => {
    const noise = 0.3 + random.next();
    const answers = new Float64Array(2 * nRows);
    for (let i = 0; i < nRows; i++) {
      answers[2 * i + 1] = sigmoid(signal[i] + noise * random.normal());
      answers[2 * i] = 1 - answers[2 * i + 1];
    }
    return { id: `model-${m}`, answers, microsPerRow: 1 + (m % 5) };
  }),
};
const numbers: Library = {
  ...binary,
  truth: { kind: 'regression', values: signal },
  members: binary.members.map(({ answers, ...rest }) => ({
    ...rest,
    answers: signal.map((_, i) => Math.log(answers[2 * i + 1] / answers[2 * i])),
  })),
};

function measure(name: string, work: () => string): void {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  console.log(`${name.padEnd(36)} ${((user + system) / 1e6).toFixed(2).padStart(7)} s   ${result}`);
}

console.log(`${nModels} models, ${nRows} rows, ${nSteps} steps`);
if (only.has('select'))
  for (const name of ['roc_auc', 'average_precision', 'log_loss', 'f1', 'brier', 'rmse', 'mae'])
    measure(`selectEnsemble ${name}`, () => {
      const metric = getMetric(name);
      const library = metric.tasks.includes('regression') ? numbers : binary;
      const options = { maxSteps: nSteps, patience: nSteps };
      const { steps, value } = selectEnsemble(library, metric, options);
      return `${steps[0].value.toFixed(5)} → ${value.toFixed(5)} with ${steps.length} steps`;
    });
if (only.has('mixture'))
  measure('mixtureWeights of least log loss', () => {
    const { value, gap, nIterations } = mixtureWeights(binary.truth, binary.members);
    return `${value.toFixed(5)}, proven to ${gap.toExponential(1)} in ${nIterations} steps`;
  });
if (only.has('calibrate'))
  measure('chooseCalibration', () => {
    const [{ answers: probabilities }] = binary.members;
    const outcome = { kind: 'classification', truth: codes, probabilities, nClasses: 2 } as const;
    return chooseCalibration(outcome, binary.foldOf).sentence;
  });
if (only.has('combine'))
  measure('chooseCombination by roc_auc', () => {
    const options = { random: seededRandom(1) };
    return chooseCombination(binary, getMetric('roc_auc'), options).sentence;
  });
if (only.has('compare'))
  measure('compareModels, the first 20', () => {
    const few = { ...binary, members: binary.members.slice(0, 20) };
    return compareModels(few, getMetric('roc_auc'), { random: seededRandom(1) }).sentence;
  });
