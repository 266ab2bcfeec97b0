import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { adwin } from './adwin.ts';
import { addToWindow, dropOldest, emptyWindow } from './adwin-window.ts';
import { findChanges } from './find-changes.ts';

describe('the window of adwin', () => {
  it('has the count, total and squares of the values that are left in it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 20, maxLength: 300 }),
        fc.integer({ min: 0, max: 3 }),
        (values, nDrops) => {
          const window = emptyWindow();
          for (const value of values) addToWindow(window, value, 5);
          for (let i = 0; i < nDrops; i++) dropOldest(window);
          const left = values.slice(values.length - window.n);
          const total = left.reduce((sum, x) => sum + x, 0);
          const mean = total / left.length;
          const squares = left.reduce((sum, x) => sum + (x - mean) ** 2, 0);
          expect(window.total).toBeCloseTo(total, 8);
          expect(window.squares).toBeCloseTo(squares, 8);
        },
      ),
      { seed: 1, numRuns: 100 },
    );
  });

  it('takes at most maxBuckets + 1 numbers per doubling', () => {
    const window = emptyWindow();
    for (let i = 0; i < 10_000; i++) addToWindow(window, i % 7, 5);
    expect(window.rows.length).toBeLessThanOrEqual(12);
    for (const { totals } of window.rows) expect(totals.length).toBeLessThanOrEqual(5);
  });
});

describe('adwin', () => {
  it('keeps what came after the change, and says how long that is', () => {
    const random = seededRandom(8);
    const values = Array.from({ length: 2000 }, (_, i) => random.normal() + (i < 1200 ? 0 : 2));
    const last = findChanges(adwin, values).at(-1);
    expect(last?.beganAt).toBeGreaterThan(1150);
    expect(last?.beganAt).toBeLessThan(1230);
    expect(last?.estimate.mean).toBeGreaterThan(1.2);
    expect(last?.estimate.before).toBeCloseTo(0, 0);
  });
});
