import fc from 'fast-check';
import { expect, it } from 'vitest';
import { valueRuns } from './value-runs.ts';

it('counts rows up to each distinct value, zeros among them wherever they belong', () => {
  fc.assert(
    fc.property(
      fc
        .array(fc.integer({ min: -4, max: 4 }), { maxLength: 40 })
        .map((all) => all.sort((a, b) => a - b)),
      (all) => {
        const others = Float64Array.from(all.filter((value) => value !== 0));
        const { values, ends } = valueRuns(others, all.length - others.length);
        const distinct = [...new Set(all)];
        expect([...values]).toEqual(distinct);
        expect([...ends]).toEqual(distinct.map((v) => all.filter((value) => value <= v).length));
        expect(valueRuns(Float64Array.from(all))).toEqual({ values, ends });
      },
    ),
    { seed: 20261122, numRuns: 200 },
  );
});
