import { EVERY_OPERATION, inputChecker, OPERATIONS } from '@kaizenml/contracts/operations';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fastCheck } from './fast-check.ts';

describe('fastCheck', () => {
  const fits = fastCheck('models.predict');
  const check = inputChecker(OPERATIONS.models.predict);
  const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)));
  const rowLike = fc.oneof(fc.dictionary(fc.string({ minLength: 1 }), json), json);
  const inputLike = fc.record(
    {
      name: fc.oneof(fc.string(), json),
      rows: fc.oneof(fc.array(rowLike, { maxLength: 4 }), json),
      extra: json,
    },
    { requiredKeys: [] },
  );

  it('says yes only to what the schema accepts and leaves as it is', () => {
    fc.assert(
      fc.property(inputLike, (given) => {
        if (fits(given)) expect(check(given)).toEqual({ ok: true, input: given });
      }),
      { numRuns: 500 },
    );
  });

  it('says yes to ordinary rows, and no beyond 10 000', () => {
    const rows = (n: number) => Array.from({ length: n }, () => ({ a: 1 }));
    expect(fits({ name: 'churn', rows: rows(10_000) })).toBe(true);
    expect(fits({ name: 'churn', rows: rows(10_001) })).toBe(false);
    expect(check({ name: 'churn', rows: rows(10_001) })).toMatchObject({ ok: false });
    expect(fits({ name: 'churn', rows: [] })).toBe(false);
  });

  it('knows no other operation', () => {
    for (const { name, example } of EVERY_OPERATION)
      if (name !== 'models.predict') expect(fastCheck(name)(example)).toBe(false);
  });
});
