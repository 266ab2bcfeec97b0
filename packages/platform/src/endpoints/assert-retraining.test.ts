import type { AppError, Signature } from '@kaizenml/contracts';
import { RetrainingSettings } from '@kaizenml/contracts/operations';
import { describe, expect, it } from 'vitest';
import { assertRetraining } from './assert-retraining.ts';

const field = (name: string) => ({
  ...{ name, kind: 'number', shareMissing: 0, required: true, typical: 1 },
});
const signature = { inputs: ['age', 'plan'].map(field) } as unknown as Signature;
const refusal = (given: object): Promise<AppError> =>
  assertRetraining(RetrainingSettings.parse(given), signature).then(
    () => expect.unreachable('must be refused'),
    (thrown: AppError) => thrown,
  );

describe('assertRetraining', () => {
  it('lets a policy pass whose schedule and columns there are', async () => {
    for (const given of [{}, { robust: 'auto' }, { robust: ['age'] }])
      await assertRetraining(RetrainingSettings.parse(given), signature);
    const given = { triggers: { schedule: '0 3 * * 1' } };
    await assertRetraining(RetrainingSettings.parse(given), signature);
  });

  it('refuses a column that the model does not read, and a schedule that is none', async () => {
    const column = await refusal({ robust: ['age', 'pln'] });
    expect([column.code, column.hint, column.details]).toEqual([
      'ARGUMENT_INVALID',
      'Did you mean "plan"?',
      { column: 'pln', columns: ['age', 'plan'] },
    ]);
    expect(column.message).toBe(
      '`retraining.robust` must name columns that the model reads, got "pln".',
    );
    const schedule = await refusal({ triggers: { schedule: 'mondays' } });
    expect([schedule.code, schedule.details]).toEqual([
      'ARGUMENT_INVALID',
      { schedule: 'mondays' },
    ]);
    expect(schedule.message).toMatch(/^The schedule must be a cron expression of five parts/);
  });
});
