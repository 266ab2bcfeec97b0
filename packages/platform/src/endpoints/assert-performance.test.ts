import type { Signature } from '@kaizenml/contracts';
import { MonitorSettings } from '@kaizenml/contracts/operations';
import { describe, expect, it } from 'vitest';
import { assertPerformance } from './assert-performance.ts';

const signature: Pick<Signature, 'inputs' | 'output'> = {
  inputs: [{ name: 'plan', kind: 'category', shareMissing: 0, required: true, typical: 'basic' }],
  output: { name: 'left', task: 'binary', classes: ['no', 'yes'] },
};
const refusal = (settings: object) => {
  try {
    assertPerformance(MonitorSettings.parse(settings), signature);
    return undefined;
  } catch (thrown) {
    return thrown;
  }
};

describe('assertPerformance', () => {
  it('takes metrics of the task, slices by inputs and costs of classes', () => {
    expect(refusal({})).toBeUndefined();
    const calls = { yes: { no: 5 } };
    const performance = { metric: 'f1', slices: ['plan'] };
    expect(refusal({ performance, cost: { currency: 'EUR', calls } })).toBeUndefined();
  });

  it('refuses others, with the closest name', () => {
    expect(refusal({ performance: { metric: 'roc_acu' } })).toMatchObject({
      ...{ code: 'ARGUMENT_INVALID', details: { what: 'metric', given: 'roc_acu' } },
      message: expect.stringMatching(
        /^A metric of a monitor must be one of .*roc_auc.*, got "roc_acu"\.$/,
      ),
    });
    expect(refusal({ performance: { metric: 'rmse' } })).toMatchObject({
      details: { given: 'rmse' },
    });
    expect(refusal({ performance: { slices: ['plam'] } })).toMatchObject({
      ...{ details: { what: 'slice', known: ['plan'] }, hint: expect.stringContaining('plan') },
    });
    const calls = { yes: { maybe: 5 } };
    expect(refusal({ cost: { currency: 'EUR', calls } })).toMatchObject({
      details: { what: 'class with a cost', given: 'maybe', known: ['no', 'yes'] },
    });
  });
});
