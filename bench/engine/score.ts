import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getMetric } from '@kaizenml/ml/metrics';
import { readDoubles, readShape } from './rows-on-disk.ts';

const [rocAuc, rmse] = ['roc_auc', 'rmse'].map(getMetric);

/** AUC of classes or RMSE of numbers, from the answers that an engine wrote. */
export function scoreAnswers(folder: string, answers: string): number {
  const { kind, nTest } = readShape(folder);
  const truth = readDoubles(join(folder, 'y-test.bin'), nTest);
  const predicted = new Float64Array(new Uint8Array(readFileSync(answers)).buffer);
  if (kind === 'numbers') return rmse.compute({ kind: 'regression', truth, predicted });
  const probabilities = new Float64Array(2 * nTest);
  predicted.forEach((p, i) => {
    probabilities[2 * i] = 1 - p;
    probabilities[2 * i + 1] = p;
  });
  const codes = Int32Array.from(truth);
  return rocAuc.compute({ kind: 'classification', truth: codes, nClasses: 2, probabilities });
}
