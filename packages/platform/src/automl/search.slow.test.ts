import { getMetric } from '@kaizenml/ml/metrics';
import { foldRacing, zeroShot } from '@kaizenml/ml/search';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../kit/index.ts';
import type { SavedTrial } from './saved-trials.ts';
import { searchCandidates } from './search.ts';
import {
  BASELINES,
  circles,
  limits,
  N_TRIALS,
  scoresOf,
  shape,
  source,
  tried,
} from './testing/search-circles.ts';
import { rankTrials } from './trial.ts';

describe('a longer search', () => {
  it('gives the same scores to the bit with one thread and with three', async () => {
    const one = await tried(source(), limits({ nWorkers: 1 }));
    const three = await tried(source(), limits({ nWorkers: 3 }));
    expect(one).toHaveLength(N_TRIALS + BASELINES.length);
    expect(scoresOf(three)).toEqual(scoresOf(one));
    expect(one.every(({ scores }) => scores.length === 3)).toBe(true);
  });

  it('gives answers to the rows that folds held out, which score as the folds did', async () => {
    const data = circles();
    const { trials } = await searchCandidates(data, source(), limits());
    const { target, folds } = data;
    const truth = target.kind === 'classification' ? target.codes : new Int32Array();
    for (const { candidate, answers, scores, sizeBytes } of trials.slice(BASELINES.length)) {
      expect(sizeBytes).toBeGreaterThan(0);
      const again = folds.map(({ test }) =>
        getMetric('roc_auc').compute({
          kind: 'classification',
          truth: test.map((row) => truth[row] ?? -1),
          probabilities: Float64Array.from({ length: 2 * test.length }, (_, i) => {
            const row = test[i >> 1] ?? -1;
            return answers?.[2 * row + (i % 2)] ?? Number.NaN;
          }),
          nClasses: 2,
        }),
      );
      again.forEach((score, fold) => {
        expect(score, candidate.id).toBeCloseTo(scores[fold] ?? -1, 3);
      });
    }
    expect(trials.slice(0, BASELINES.length).some(({ answers }) => answers)).toBe(false);
    const line = trials.find(({ candidate }) => candidate.estimator === 'logistic');
    expect(line?.nParts).toBe(2);
  });

  it('ranks a forest over a line, and a line over a constant, where the classes are circles', async () => {
    const ranked = rankTrials(await tried(), 'roc_auc');
    const place = (id: string) => ranked.findIndex(({ candidate }) => candidate.id === id);
    expect(place('random-forest')).toBeLessThan(place('logistic'));
    expect(place('random-forest')).toBeLessThan(place('constant'));
  });

  it('tries everything when the deadline is further away than a timer can hold', async () => {
    const trials = await tried(
      source(),
      limits({ deadlineAt: systemClock.now() + 2000 * 3_600_000 }),
    );
    expect(trials).toHaveLength(N_TRIALS + BASELINES.length);
    expect(trials.every(({ status, scores }) => status === 'finished' && scores.length === 3)).toBe(
      true,
    );
  });

  it('goes on behind what an interrupted search has saved, as if it had never stopped', async () => {
    const whole = await tried(source({ nTrials: 8 }));
    const saved = new Map<string, SavedTrial>();
    const keep = async (name: string, trial: SavedTrial) => void saved.set(name, trial);
    await tried(source({ nTrials: 4 }), limits({ remember: keep }));
    expect([...saved.keys()].sort()).toEqual([
      'constant',
      'stratified',
      'trial 0',
      'trial 1',
      'trial 2',
      'trial 3',
    ]);
    saved.delete('trial 2');
    const again: string[] = [];
    const resumed = await tried(
      source({ nTrials: 8 }),
      limits({
        recall: async (name) => saved.get(name),
        remember: async (name) => void again.push(name),
      }),
    );
    expect(scoresOf(resumed)).toEqual(scoresOf(whole));
    expect(again.sort()).toEqual(['trial 2', 'trial 4', 'trial 5', 'trial 6', 'trial 7']);
  });

  it('races candidates fold by fold with any number of threads, also when it was interrupted', async () => {
    const racing = (nTrials: number) =>
      source({
        nTrials,
        schedule: foldRacing({ nFolds: 3 }),
        first: zeroShot('classification', shape),
      });
    const whole = await tried(racing(18), limits({ nWorkers: 3 }));
    const left = whole.filter(({ leftBehind }) => leftBehind);
    expect(left.length).toBeGreaterThan(0);
    for (const { status, scores, answers } of left) {
      expect(status).toBe('finished');
      expect(scores.length).toBeLessThan(3);
      expect(answers).toBeUndefined();
    }
    const saved = new Map<string, SavedTrial>();
    await tried(
      racing(15),
      limits({ remember: async (name, trial) => void saved.set(name, trial) }),
    );
    const resumed = await tried(racing(18), limits({ recall: async (name) => saved.get(name) }));
    expect(scoresOf(resumed)).toEqual(scoresOf(whole));
  });

  it('ends when many candidates in a row were no better', async () => {
    const { nTrials: _, ...open } = source({ patience: 3 });
    const { trials, isComplete } = await searchCandidates(circles(), open, limits());
    expect(isComplete).toBe(true);
    expect(trials.length).toBeGreaterThan(4);
    expect(trials.length).toBeLessThan(60);
  });
});
