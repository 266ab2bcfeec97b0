import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createServingCounters } from '../counters.ts';
import { sumCounters } from './sum-counters.ts';

it('gives of several processes what one would have counted', () => {
  const request = fc.record({
    version: fc.integer({ min: 1, max: 2 }),
    worker: fc.nat(2),
    nRows: fc.integer({ min: 1, max: 3 }),
    nRemembered: fc.constantFrom(undefined, 0, 1),
    hasFailed: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(request, { maxLength: 40 }), (requests) => {
      let now = 0;
      const alone = createServingCounters(() => now);
      const workers = [0, 1, 2].map(() => createServingCounters(() => now));
      for (const { version, worker, ...rest } of requests) {
        now += 1;
        const counted = { ...rest, tookMs: 2 };
        alone.count({ name: 'churn', version }, counted);
        workers[worker]?.count({ name: 'churn', version }, counted);
      }
      const ordered = (list: ReturnType<typeof sumCounters>) =>
        list
          .map((each) => ({ ...each, batches: each.batches.toSorted((a, b) => a.nRows - b.nRows) }))
          .toSorted((a, b) => Number(a.version) - Number(b.version));
      const sum = sumCounters(workers.map((each) => each.list()));
      expect(ordered(sum)).toEqual(ordered(alone.list()));
    }),
    { seed: 2, numRuns: 100 },
  );
});
