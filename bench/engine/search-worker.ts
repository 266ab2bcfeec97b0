import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { type Matrix, seededRandom, takeMatrixRows } from '@kaizenml/ml/math';
import { getMetric } from '@kaizenml/ml/metrics';
import { boostedTrees, type Target } from '@kaizenml/ml/models';
import { ourParams } from './our-params.ts';
import { readRows } from './rows-on-disk.ts';
import type { SearchPart } from './search-job.ts';

const { folder, nRows, nFolds, nWorkers, worker, trials } = workerData as SearchPart;
const { x, y } = readRows(folder, '', nRows);
if (y.kind !== 'classification' || parentPort === null)
  throw new Error('Two classes, in a worker.');
const { codes, nClasses } = y;
const rocAuc = getMetric('roc_auc');

const go = once(parentPort, 'message');
parentPort.postMessage('ready');
await go;
const scores: number[] = [];
for (let fold = worker; fold < nFolds; fold += nWorkers) {
  const train = takeFold((i) => i % nFolds !== fold);
  const held = takeFold((i) => i % nFolds === fold);
  for (const trial of trials) {
    const context = { random: seededRandom(1) };
    const state = boostedTrees.fit(train.x, train.y, ourParams(trial), context);
    const probabilities = boostedTrees.predict(state, held.x);
    const truth = held.y.codes;
    scores.push(rocAuc.compute({ kind: 'classification', truth, nClasses, probabilities }));
  }
}
parentPort.postMessage(scores);

type Classes = Extract<Target, { kind: 'classification' }>;

function takeFold(isIn: (i: number) => boolean): { readonly x: Matrix; readonly y: Classes } {
  const rows = Int32Array.from({ length: nRows }, (_, i) => i).filter(isIn);
  return {
    x: takeMatrixRows(x, rows),
    y: { kind: 'classification', nClasses, codes: rows.map((i) => codes[i]) },
  };
}
