import type { Signature } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { compileCondition } from './index.ts';

const SIGNATURE: Signature = {
  inputs: [
    { name: 'age', kind: 'number', shareMissing: 0, required: true, typical: 40 },
    { name: 'plan', kind: 'category', shareMissing: 0, required: true, typical: 'basic' },
    { name: 'since', kind: 'date', shareMissing: 0, required: false, typical: null },
  ],
  output: { name: 'price', task: 'regression' },
};

describe('compileCondition', () => {
  it.each([
    ['age < 18', [{ age: 17 }], true],
    ['age < 18', [{ age: 17 }, { age: 18 }], false],
    ['age < 18', [{ age: 17 }, { age: null }], false],
    ['age < 18', [{ age: 'seventeen' }], false],
    ['age < 18', [{}], false],
    ['plan == "basic" and age > 3', [{ age: 4, plan: 'basic', other: 1 }], true],
    ['plan in ("gold", "basic")', [{ plan: 'gold' }, { plan: 'basic' }], true],
  ] as const)('%s of %j is %s', (condition, rows, expected) => {
    expect(compileCondition(condition, SIGNATURE)(rows)).toBe(expected);
  });

  it('refuses a column that the model does not read', () => {
    expect(() => compileCondition('colour == "red"', SIGNATURE)).toThrow(
      expect.objectContaining({ code: 'ARGUMENT_INVALID' }),
    );
  });
});
