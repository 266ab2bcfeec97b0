import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Served } from '../serving/index.ts';
import { answerText, toAnswer } from './predict.ts';

const some = <T>(values: fc.Arbitrary<T>) => fc.array(values, { maxLength: 3 });
const predictions = some(
  fc.record({
    value: fc.oneof(fc.string({ unit: 'grapheme' }), fc.double({ noNaN: true })),
    probabilities: fc.dictionary(fc.string(), fc.double({ min: 0, max: 1, noNaN: true })),
  }),
);
const flags = some(
  fc.record({ row: fc.nat(), reason: fc.string(), columns: some(fc.string()), score: fc.double() }),
);

/** Whatever a gateway may give, as far as `models.predict` tells of it. */
const served = fc
  .record({
    endpoint: fc.string({ minLength: 1 }),
    version: fc.integer({ min: 1 }),
    requestId: fc.string(),
    predictions,
    anomalies: some(fc.record({ row: fc.nat(), problem: fc.string() })),
    applied: some(fc.record({ rule: fc.string(), row: fc.nat() })),
    problems: some(fc.record({ row: fc.nat(), column: fc.string() })),
    spans: fc.option(some(fc.record({ node: fc.string(), ms: fc.double({ noNaN: true }) })), {
      nil: undefined,
    }),
    flags: fc.option(flags, { nil: undefined }),
    hasTrust: fc.boolean(),
  })
  .map(({ hasTrust, ...rest }) => ({
    ...rest,
    nOffending: rest.anomalies.length,
    nProblems: rest.problems.length,
    nFlags: rest.flags?.length ?? 0,
    alarmRate: 0.02,
    route: 'champion',
    ...(hasTrust ? { trust: rest.predictions.map(() => ({ interval: [0, 1] })) } : {}),
    written: { predictions: JSON.stringify(rest.predictions) },
  }));

describe('answerText', () => {
  it('is what JSON.stringify makes of the answer, letter for letter', () => {
    fc.assert(
      fc.property(served, fc.boolean(), (given, trace) => {
        const answer = given as unknown as Served;
        expect(answerText(answer, { trace })).toBe(JSON.stringify(toAnswer(answer, { trace })));
      }),
      { numRuns: 300 },
    );
  });
});
