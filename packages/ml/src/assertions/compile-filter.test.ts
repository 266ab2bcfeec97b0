import type { InputField } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../test/thrown-by.ts';
import { compileFilter } from './index.ts';

const field = (name: string, kind: InputField['kind']): InputField => ({
  ...{ name, kind, shareMissing: 0, required: true, typical: null },
});
const INPUTS = [field('amount', 'number'), field('region', 'category')];

describe('compileFilter', () => {
  it('holds row by row, and not where a value is missing', () => {
    const { holds } = compileFilter('amount > 10 or region == "EU"', INPUTS);
    expect(
      holds([
        { amount: 11, region: 'US' },
        { amount: '12', region: null },
        { amount: 3, region: 'EU' },
        { amount: 3, region: 'US' },
        { amount: null, region: 'US' },
        { region: 'EU' },
      ]),
    ).toEqual([true, true, true, false, false, true]);
    expect(holds([])).toEqual([]);
  });

  it('refuses a column that it may not read', () => {
    expect(thrownBy(() => compileFilter('price > 1', INPUTS))).toMatchObject({
      code: 'ARGUMENT_INVALID',
    });
  });
});
