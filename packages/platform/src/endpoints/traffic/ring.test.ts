import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRing } from './ring.ts';

const SIZE = { spanMs: 1000, nSpans: 5 } as const;
const answered = (tookMs: number) => ({ nRows: 1, hasFailed: false, tookMs });
const failed = { nRows: 1, hasFailed: true, tookMs: 900 };

describe('a ring of spans', () => {
  it('counts every request in the span of its time, as a list of all requests does', () => {
    const steps = fc.array(fc.tuple(fc.nat(4000), fc.boolean()), { maxLength: 60 });
    fc.assert(
      fc.property(steps, (list) => {
        const ring = createRing(SIZE);
        const all: { readonly at: number; readonly hasFailed: boolean }[] = [];
        let now = 1_000_000;
        for (const [ms, hasFailed] of list) {
          now += ms;
          ring.count(now, hasFailed ? failed : answered(2));
          all.push({ at: now, hasFailed });
        }
        const current = Math.floor(now / SIZE.spanMs);
        const expected = Array.from({ length: SIZE.nSpans }, (_, i) => {
          const own = all.filter(
            ({ at }) => Math.floor(at / SIZE.spanMs) === current - SIZE.nSpans + i,
          );
          return [own.length, own.filter(({ hasFailed }) => hasFailed).length];
        });
        expect(ring.spans(now).map(({ nRequests, nFailed }) => [nRequests, nFailed])).toEqual(
          expected,
        );
        const kept = all.filter(({ at }) => Math.floor(at / SIZE.spanMs) >= current - SIZE.nSpans);
        expect(ring.total(now).nRequests).toBe(kept.length);
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it('shows of several rings together what one would have counted, after they went as JSON', () => {
    const steps = fc.array(
      fc.tuple(fc.nat(2000), fc.nat(2), fc.boolean(), fc.integer({ min: 1, max: 900 })),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(steps, (list) => {
        const alone = createRing(SIZE);
        const rings = [0, 1, 2].map(() => createRing(SIZE));
        let now = 1_000_000;
        for (const [ms, of, hasFailed, tookMs] of list) {
          now += ms;
          alone.count(now, { nRows: 1, hasFailed, tookMs });
          rings[of]?.count(now, { nRows: 1, hasFailed, tookMs });
        }
        const joined = createRing(SIZE);
        for (const ring of rings) joined.add(JSON.parse(JSON.stringify(ring.held(now))));
        expect(joined.total(now)).toEqual(alone.total(now));
        expect(joined.spans(now)).toEqual(alone.spans(now));
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  it('knows the quantiles of answers alone, to 3 %', () => {
    const ring = createRing(SIZE);
    for (let ms = 1; ms <= 1000; ms++) ring.count(0, answered(ms));
    for (let i = 0; i < 500; i++) ring.count(0, failed);
    const { p50Ms, p95Ms, p99Ms } = ring.total(0);
    for (const [found, truth] of [
      [p50Ms, 500],
      [p95Ms, 950],
      [p99Ms, 990],
    ] as const)
      expect(Math.abs((found ?? 0) / truth - 1)).toBeLessThan(0.035);
  });

  it('has no latency where nothing was answered', () => {
    const ring = createRing(SIZE);
    ring.count(0, failed);
    expect(ring.total(0)).toEqual({
      ...{ nRequests: 1, nRows: 0, nFailed: 1, p50Ms: null, p95Ms: null, p99Ms: null },
    });
  });

  it('forgets what is older than it is long, also when nobody asked in between', () => {
    const ring = createRing(SIZE);
    ring.count(500, answered(1));
    expect(ring.total(5999).nRequests).toBe(1);
    expect(ring.total(6000).nRequests).toBe(0);
  });

  it('starts a span anew when the clock was set back', () => {
    const ring = createRing(SIZE);
    ring.count(6500, answered(1));
    ring.count(500, answered(1));
    expect(ring.total(999).nRequests).toBe(1);
  });
});
