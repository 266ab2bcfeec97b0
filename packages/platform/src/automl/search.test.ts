import { type Draft, zeroShot } from '@kaizenml/ml/search';
import { describe, expect, it } from 'vitest';
import { searchCandidates } from './search.ts';
import { BASELINES, circles, limits, shape, source, tried } from './testing/search-circles.ts';
import { rankTrials, type Trial } from './trial.ts';

describe('searchCandidates', () => {
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

  it('reports a candidate that cannot be trained as failed, with its reason, and tries the others', async () => {
    const broken: Draft = { estimator: 'logistic', params: { l2: -1 } };
    const fine = zeroShot('classification', shape).slice(1, 3);
    const trials = await tried(
      source({ first: [broken, ...fine], nTrials: 3 }),
      limits({ nWorkers: 1 }),
    );
    expect(trials[BASELINES.length]).toMatchObject({
      status: 'failed',
      scores: [],
      error: 'logistic.l2 must be a number of at least 0, got -1',
    });
    expect(trials.slice(BASELINES.length + 1).every(({ status }) => status === 'finished')).toBe(
      true,
    );
  });

  it('stops at the deadline with one model at least, and says what was left out', async () => {
    const { nTrials: _, ...open } = source();
    const { trials, isComplete } = await searchCandidates(
      circles(),
      open,
      limits({ deadlineAt: 0, nWorkers: 1 }),
    );
    const finished = trials.filter(({ status }) => status === 'finished');
    const skipped = trials.filter(({ status }) => status === 'skipped');
    expect(isComplete).toBe(false);
    expect(finished.some(({ candidate }) => !candidate.isBaseline)).toBe(true);
    expect(finished.length + skipped.length).toBe(trials.length);
    for (const { error } of skipped) expect(error).toBe('the budget ended before its first fold');
  });

  it('rejects where the look at its end fails, and does not end the process', async () => {
    const failing = limits({
      deadlineAt: 0,
      nWorkers: 1,
      reserveMs(_trials, _speed, isEnding) {
        if (isEnding) throw new RangeError('no team');
        return 0;
      },
    });
    const { nTrials: _, ...open } = source();
    await expect(searchCandidates(circles(), open, failing)).rejects.toThrow('no team');
  });
});
