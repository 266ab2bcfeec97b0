import { seededRandom } from '@kaizenml/ml/math';
import { describe, expect, it } from 'vitest';
import { sinceWhen } from './since-when.ts';

const series = (effects: readonly number[]) =>
  effects.map((effect, i) => ({ start: new Date(Date.UTC(2026, 0, 1, i)).toISOString(), effect }));

describe('sinceWhen', () => {
  it('finds a change that began with the last window but one in most of 100 series', () => {
    const nFound = Array.from({ length: 100 }, (_, seed) => {
      const random = seededRandom(seed + 1);
      const effects = Array.from(
        { length: 30 },
        (_, i) => (i < 28 ? 0.03 : 0.3) + 0.01 * random.normal(),
      );
      return sinceWhen(series(effects))?.at;
    }).filter((at) => at === '2026-01-02T04:00:00.000Z').length;
    expect(nFound).toBeGreaterThan(95);
  });

  it('says nothing of a series that has not changed, in most of 100, and of a short one', () => {
    const nFound = Array.from({ length: 100 }, (_, seed) => {
      const random = seededRandom(seed + 1);
      return sinceWhen(series(Array.from({ length: 60 }, () => 0.03 + 0.01 * random.normal())));
    }).filter((found) => found !== undefined).length;
    expect(nFound).toBeLessThan(15);
    expect(sinceWhen(series([0, 0, 0, 1, 1]))).toBeUndefined();
  });

  it('passes over a change that went back', () => {
    const effects = [
      ...Array<number>(10).fill(0),
      ...Array<number>(5).fill(1),
      ...Array<number>(10).fill(0),
    ];
    expect(sinceWhen(series(effects))).toBeUndefined();
    const again = [...effects, 1, 1, 1];
    expect(sinceWhen(series(again))?.at).toBe('2026-01-02T01:00:00.000Z');
  });
});
