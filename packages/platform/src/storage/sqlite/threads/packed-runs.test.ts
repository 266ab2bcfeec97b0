import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MetricPoint, TrackedRun } from '../../../tracking/store.ts';
import { packRuns, unpackRuns } from './packed-runs.ts';

const point: fc.Arbitrary<MetricPoint> = fc.record(
  {
    key: fc.constantFrom('loss', 'auc', '__proto__', ''),
    value: fc.double(),
    atMs: fc.maxSafeNat(),
    step: fc.maxSafeInteger(),
    modelId: fc.string(),
    dataset: fc.record({ name: fc.string(), digest: fc.string() }, { noNullPrototype: true }),
  },
  { requiredKeys: ['key', 'value', 'atMs', 'step'], noNullPrototype: true },
);

it('gives back every run as it was, across threads', () => {
  fc.assert(
    fc.property(fc.array(fc.array(point, { maxLength: 5 }), { maxLength: 5 }), (metrics) => {
      const runs = metrics.map(
        (of, i): TrackedRun => ({
          ...{ id: `r${i}`, experimentId: '0', name: 'n', user: 'u', status: 'finished' },
          ...{ startedAtMs: i, endedAtMs: null, artifactUri: '', lifecycle: 'active' },
          ...{ metrics: of, params: { a: 'b' }, tags: {}, datasets: [] },
          ...{ modelInputs: [], modelOutputs: [{ modelId: 'm', step: i }] },
        }),
      );
      expect(unpackRuns(structuredClone(packRuns(runs)))).toEqual(runs);
    }),
  );
});
