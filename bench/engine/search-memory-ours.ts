import { seededRandom } from '@kaizenml/ml/math';
import { createSearcher, getStrategy } from '@kaizenml/ml/search';
import { kFolds } from '@kaizenml/ml/selection';
import { makeTable } from '@kaizenml/ml/table';
import {
  type CandidateSource,
  searchCandidates,
} from '../../packages/platform/src/automl/index.ts';
import { systemClock } from '../../packages/platform/src/kit/index.ts';
import { silentProgress } from '../../packages/platform/src/progress.ts';
import { residentMb } from './peak-memory.ts';
import { readRows } from './rows-on-disk.ts';
import type { SearchMemoryAnswer, SearchMemoryJob } from './search-memory.ts';

/** A search in a process of its own; prints its figures as JSON. */
const { folder, nRows, nWorkers }: SearchMemoryJob = JSON.parse(process.argv[2]);
const data = readData();
const source: CandidateSource = {
  baselines: [{ id: 'constant', estimator: 'constant', params: {}, isBaseline: true }],
  searcher: createSearcher({
    space: { families: [] },
    strategy: getStrategy('random'),
    nFolds: data.folds.length,
    first: [
      { estimator: 'logistic', params: {} },
      ...[8, 16, 31].map((maxLeaves) => ({
        estimator: 'boosted-trees',
        params: { nRounds: 10, maxLeaves },
      })),
    ],
  }),
};
const beforeMb = residentMb('VmRSS');
const began = process.cpuUsage();
const { trials } = await searchCandidates(data, source, {
  nWorkers,
  deadlineAt: undefined,
  signal: new AbortController().signal,
  clock: systemClock,
  seed: 1,
  progress: silentProgress,
  recall: async () => undefined,
  remember: async () => undefined,
});
const failed = trials.find(({ status }) => status !== 'finished');
if (failed) throw new Error(`${failed.candidate.id}: ${failed.error}`);
const { user, system } = process.cpuUsage(began);
const peakMb = residentMb('VmHWM');
const answer: SearchMemoryAnswer = {
  ...(beforeMb !== undefined && { beforeMb }),
  ...(peakMb !== undefined && { peakMb }),
  cpuSeconds: (user + system) / 1e6,
};
console.log(JSON.stringify(answer));

/** In a function, so that nothing holds the matrix that columns are read from. */
function readData() {
  const { x, y } = readRows(folder, '', nRows);
  if (y.kind !== 'classification') throw new Error('Two classes.');
  const { nColumns, values } = x;
  const columns = Array.from({ length: nColumns }, (_, j) => ({
    name: `x${j}`,
    kind: 'number' as const,
    values: Float64Array.from({ length: nRows }, (_, i) => values[i * nColumns + j]),
  }));
  const by = { kind: 'stratified', classes: y.codes } as const;
  const folds = kFolds(by, { nFolds: 3, random: seededRandom(1) });
  return { features: makeTable(columns), target: y, folds, metric: 'roc_auc' };
}
