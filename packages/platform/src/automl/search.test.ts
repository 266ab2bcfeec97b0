import { seededRandom } from '@kaizenml/ml/math';
import { type Candidate, portfolio } from '@kaizenml/ml/search';
import { kFolds } from '@kaizenml/ml/selection';
import { makeTable } from '@kaizenml/ml/table';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../kit/index.ts';
import { silentProgress } from '../progress.ts';
import { rankTrials, type SearchLimits, searchCandidates, type Trial } from './search.ts';
import type { TrialData } from './trial-messages.ts';

const N_ROWS = 300;

function circles(): TrialData {
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

const limits = (changes: Partial<SearchLimits> = {}): SearchLimits => ({
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

const scoresOf = (trials: readonly Trial[]) =>
  trials.map(({ candidate, scores }) => [candidate.id, scores]);
const candidates = portfolio('binary', { nTrials: 5 });

describe('searchCandidates', () => {
  it('gives the same scores to the bit with one thread and with three', async () => {
    const one = await searchCandidates(circles(), candidates, limits({ nWorkers: 1 }));
    const three = await searchCandidates(circles(), candidates, limits({ nWorkers: 3 }));
    expect(scoresOf(three)).toEqual(scoresOf(one));
    expect(one.every(({ scores }) => scores.length === 3)).toBe(true);
  });

  it('ranks a forest over a line, and a line over a constant, where the classes are circles', async () => {
    const ranked = rankTrials(await searchCandidates(circles(), candidates, limits()), 'roc_auc');
    const place = (id: string) => ranked.findIndex(({ candidate }) => candidate.id === id);
    expect(place('random-forest')).toBeLessThan(place('logistic'));
    expect(place('random-forest')).toBeLessThan(place('constant'));
  });

  it('ranks a candidate that was tried on every fold over one with a lucky fold', () => {
    const trial = (id: string, scores: number[]): Trial => ({
      candidate: { id, estimator: 'logistic', params: {}, isBaseline: false },
      status: 'finished',
      scores,
      fitMs: 1,
      predictMicrosPerRow: 1,
    });
    const ranked = rankTrials(
      [
        trial('lucky', [0.88]),
        trial('steady', [0.9, 0.8, 0.82, 0.81, 0.8]),
        trial('twice', [0.7, 0.7]),
      ],
      'roc_auc',
    );
    expect(ranked.map(({ candidate }) => candidate.id)).toEqual(['steady', 'twice', 'lucky']);
  });

  it('tries everything when the deadline is further away than a timer can hold', async () => {
    const trials = await searchCandidates(
      circles(),
      candidates,
      limits({ deadlineAt: systemClock.now() + 2000 * 3_600_000 }),
    );
    expect(trials.every(({ status, scores }) => status === 'finished' && scores.length === 3)).toBe(
      true,
    );
  });

  it('does not fit again what it is told of', async () => {
    const told: Trial[] = [];
    const first = await searchCandidates(
      circles(),
      candidates,
      limits({ remember: async (trial) => void told.push(trial) }),
    );
    expect(told.length).toBe(candidates.length);
    const again: Trial[] = [];
    const second = await searchCandidates(
      circles(),
      candidates,
      limits({
        recall: async ({ id }) => told.find(({ candidate }) => candidate.id === id),
        remember: async (trial) => void again.push(trial),
      }),
    );
    expect(second).toEqual(first);
    expect(again).toEqual([]);
  });

  it('reports a candidate that cannot be trained as failed, with its reason, and tries the others', async () => {
    const broken: Candidate = {
      id: 'broken',
      estimator: 'logistic',
      params: { l2: -1 },
      isBaseline: false,
    };
    const trials = await searchCandidates(circles(), [broken, ...candidates], limits());
    expect(trials[0]).toMatchObject({
      status: 'failed',
      scores: [],
      error: 'logistic.l2 must be a number of at least 0, got -1',
    });
    expect(trials.slice(1).every(({ status }) => status === 'finished')).toBe(true);
  });

  it('stops at the deadline with one model at least, and says what was left out', async () => {
    const trials = await searchCandidates(circles(), candidates, limits({ deadlineAt: 0 }));
    const finished = trials.filter(({ status }) => status === 'finished');
    const skipped = trials.filter(({ status }) => status === 'skipped');
    expect(finished.some(({ candidate }) => !candidate.isBaseline)).toBe(true);
    expect(finished.length + skipped.length).toBe(candidates.length);
    expect(skipped.length).toBeGreaterThan(0);
    for (const { error } of skipped) expect(error).toBe('the budget ended before its first fold');
  });
});
