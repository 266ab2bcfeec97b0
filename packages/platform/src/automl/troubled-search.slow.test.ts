import { createSearcher, type Draft, getStrategy } from '@kaizenml/ml/search';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../kit/index.ts';
import type { SavedTrial } from './saved-trials.ts';
import { type SearchLimits, searchCandidates } from './search.ts';
import { BASELINES, circles, limits } from './testing/search-circles.ts';

const FINE: Draft = { estimator: 'ridge', params: { score: 0.7 } };
const GIB = 2 ** 30;

/** Tries drafts on threads that do what their parameters say. */
async function tried(drafts: readonly Draft[], changes: Partial<SearchLimits> = {}) {
  const searcher = createSearcher({
    space: { families: [] },
    strategy: getStrategy('random'),
    nFolds: 3,
    first: drafts,
  });
  const { trials } = await searchCandidates(
    circles(),
    { baselines: BASELINES, searcher },
    limits({
      worker: new URL('./testing/troubled-worker.ts', import.meta.url),
      memoryBytes: GIB / 4,
      ...changes,
    }),
  );
  return trials.slice(BASELINES.length);
}

const troubled = (trouble: string): Draft => ({ estimator: 'ridge', params: { trouble } });

describe('a search with a candidate in trouble', () => {
  it.each([
    ['exit', /thread ended with code 7/],
    ['throw', /a bug of ours/],
    ['hoard', /memory|heap/i],
  ])(
    'that makes its thread %s reports it as failed, and tries the others',
    async (trouble, error) => {
      const [first, failed, last] = await tried([
        FINE,
        troubled(trouble),
        { ...FINE, estimator: 'logistic' },
      ]);
      expect(failed).toMatchObject({
        status: 'failed',
        scores: [],
        error: expect.stringMatching(error),
      });
      for (const fine of [first, last])
        expect(fine).toMatchObject({ status: 'finished', scores: [0.7, 0.7, 0.7] });
    },
  );

  it('that never ends gives it up after its share of the time, and tries the others', async () => {
    const others = Array.from(
      { length: 6 },
      (_, i): Draft => ({ estimator: 'ridge', params: { score: i / 10 } }),
    );
    const started = systemClock.now();
    const trials = await tried([FINE, troubled('hang'), ...others], { deadlineAt: started + 9000 });
    expect(trials[1]).toMatchObject({
      status: 'skipped',
      error: expect.stringMatching(/its share of the search/),
    });
    expect(trials.filter(({ status }) => status === 'finished')).toHaveLength(7);
    expect(systemClock.now() - started).toBeLessThan(9500);
  });

  it('that was given up is tried again once there is more time, and nothing else is', async () => {
    const saved = new Map<string, SavedTrial>();
    const remember = async (name: string, trial: SavedTrial) => void saved.set(name, trial);
    const drafts = [FINE, troubled('linger'), { ...FINE, estimator: 'logistic' }];
    const soon = { deadlineAt: systemClock.now() + 6000, remember };
    expect((await tried(drafts, soon))[1]?.status).toBe('skipped');

    const again: string[] = [];
    const later = await tried(drafts, {
      deadlineAt: systemClock.now() + 30_000,
      recall: async (name) => saved.get(name),
      remember: async (name) => void again.push(name),
    });
    expect(later.map(({ status }) => status)).toEqual(['finished', 'finished', 'finished']);
    expect(again.filter((name) => name.startsWith('trial'))).toEqual(['trial 1']);
  });
});
