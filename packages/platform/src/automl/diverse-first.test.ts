import { seededRandom } from '@kaizenml/ml/math';
import { describe, expect, it } from 'vitest';
import { diverseFirst } from './diverse-first.ts';
import type { Trial } from './trial.ts';

const trial = (estimator: string, score: number): Trial => ({
  candidate: { id: `${estimator} ${score}`, estimator, params: {}, isBaseline: false },
  status: 'finished',
  scores: [score],
  fitMs: 1,
  predictMicrosPerRow: 1,
});
const bestFirst = (trials: readonly Trial[]) =>
  [...trials].sort((a, b) => (b.scores[0] ?? 0) - (a.scores[0] ?? 0));

describe('diverseFirst', () => {
  it('has three of each estimator before all others, best first', () => {
    const trees = [9, 8, 7, 6, 5].map((score) => trial('boosted-trees', score));
    const lines = [4, 3].map((score) => trial('ridge', score));
    expect(diverseFirst([...trees, ...lines]).map(({ scores }) => scores[0])).toEqual([
      9, 8, 7, 4, 3, 6, 5,
    ]);
  });

  it('never takes up again what was not among the first of fewer', () => {
    const random = seededRandom(1);
    const names = ['boosted-trees', 'ridge', 'random-forest', 'logistic'];
    const all = Array.from({ length: 60 }, (_, i) =>
      trial(names[Math.min(3, random.below(8))] ?? 'ridge', i * random.next()),
    );
    for (const n of [1, 5, 12, 30]) {
      let known: Trial[] = [];
      const dropped = new Set<Trial>();
      for (const each of all) {
        known = [...known, each];
        const order = diverseFirst(bestFirst(known));
        for (const first of order.slice(0, n)) expect(dropped).not.toContain(first);
        for (const other of order.slice(n)) dropped.add(other);
      }
    }
  });
});
