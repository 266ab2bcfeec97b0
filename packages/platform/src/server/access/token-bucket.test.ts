import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTokenBucket } from './token-bucket.ts';

/**
 * The same rule by another way, virtual scheduling: a request conforms when it comes no earlier than its theoretical
 * arrival time less the tolerance.
 *
 * @source ITU-T I.371, generic cell rate algorithm
 */
function virtualScheduling({ gapMs, burst }: { gapMs: number; burst: number }) {
  let theoreticalMs = Number.NEGATIVE_INFINITY;
  return (nowMs: number): number => {
    const earliestMs = theoreticalMs - (burst - 1) * gapMs;
    if (nowMs < earliestMs) return earliestMs - nowMs;
    theoreticalMs = Math.max(theoreticalMs, nowMs) + gapMs;
    return 0;
  };
}

describe('token bucket', () => {
  it('lets through what the generic cell rate algorithm does, and names the same wait', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 4, 64, 250),
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.nat(600), { maxLength: 100 }),
        (gapMs, burst, gapsMs) => {
          const bucket = createTokenBucket({ perSecond: 1000 / gapMs, burst });
          const oracle = virtualScheduling({ gapMs, burst });
          let nowMs = 1_000_000;
          for (const gap of gapsMs) {
            nowMs += gap;
            expect(bucket.take(nowMs)).toBeCloseTo(oracle(nowMs), 6);
          }
        },
      ),
      { seed: 55, numRuns: 300 },
    );
  });

  it('holds at most its burst however long nobody asked, and says what is left', () => {
    const bucket = createTokenBucket({ perSecond: 2, burst: 3 });
    expect([0, 0, 0].map(() => bucket.take(1e12))).toEqual([0, 0, 0]);
    expect([bucket.left, bucket.fullInMs]).toEqual([0, 1500]);
    expect(bucket.take(1e12)).toBe(500);
    expect(bucket.take(2e12)).toBe(0);
    expect([bucket.left, bucket.fullInMs]).toEqual([2, 500]);
  });

  it('stands still while the clock steps back', () => {
    const bucket = createTokenBucket({ perSecond: 1, burst: 1 });
    expect(bucket.take(10_000)).toBe(0);
    expect(bucket.take(5000)).toBe(1000);
    expect(bucket.take(10_500)).toBe(500);
    expect(bucket.take(11_000)).toBe(0);
  });
});
