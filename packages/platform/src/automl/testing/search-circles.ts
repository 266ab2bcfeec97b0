import { seededRandom } from '@kaizenml/ml/math';
import {
  createSearcher,
  type Draft,
  estimatorSpace,
  getStrategy,
  portfolio,
  type Schedule,
  workOf,
  zeroShot,
} from '@kaizenml/ml/search';
import { kFolds } from '@kaizenml/ml/selection';
import { makeTable } from '@kaizenml/ml/table';
import { systemClock } from '../../kit/index.ts';
import { silentProgress } from '../../progress.ts';
import { type CandidateSource, type SearchLimits, searchCandidates } from '../search.ts';
import type { Trial } from '../trial.ts';
import type { TrialData } from '../trial-messages.ts';

const N_ROWS = 300;

export function circles(): TrialData {
  const random = seededRandom(11);
  const x = Float64Array.from({ length: N_ROWS }, () => random.normal());
  const y = Float64Array.from({ length: N_ROWS }, () => random.normal());
  const codes = Int32Array.from(x, (value, i) => (value * value + (y[i] ?? 0) ** 2 > 1.4 ? 1 : 0));
  return {
    features: makeTable([
      { name: 'x', kind: 'number', values: x },
      { name: 'y', kind: 'number', values: y },
    ]),
    target: { kind: 'classification', codes, nClasses: 2 },
    folds: kFolds({ kind: 'stratified', classes: codes }, { nFolds: 3, random }),
    metric: 'roc_auc',
  };
}

export const limits = (changes: Partial<SearchLimits> = {}): SearchLimits => ({
  nWorkers: 2,
  deadlineAt: undefined,
  signal: new AbortController().signal,
  clock: systemClock,
  seed: 5,
  progress: silentProgress,
  recall: async () => undefined,
  remember: async () => undefined,
  ...changes,
});

/** All of trials but their times. */
export const scoresOf = (trials: readonly Trial[]) =>
  trials.map(({ fitMs: _, predictMicrosPerRow: __, ...rest }) => rest);

export const N_TRIALS = 5;
export const BASELINES = portfolio('binary', { nTrials: 0 });
export const shape = { nRows: 200, nColumns: 2, nClasses: 2 };

/** What was good elsewhere, then a walk from it; a fresh searcher at each call, for it remembers. */
export function source(
  changes: Partial<CandidateSource> & { first?: readonly Draft[]; schedule?: Schedule } = {},
): CandidateSource {
  const { first = zeroShot('classification', shape).slice(0, 4), schedule, ...rest } = changes;
  const costOf = (draft: Draft) => workOf(draft, shape);
  const searcher = createSearcher({
    space: estimatorSpace('classification', shape),
    strategy: getStrategy('cost-frugal'),
    seed: 3,
    nFolds: 3,
    ...(schedule && { schedule }),
    first,
    costOf,
  });
  return { baselines: BASELINES, searcher, nTrials: N_TRIALS, costOf, ...rest };
}

export async function tried(from = source(), how = limits()): Promise<readonly Trial[]> {
  return (await searchCandidates(circles(), from, how)).trials;
}
