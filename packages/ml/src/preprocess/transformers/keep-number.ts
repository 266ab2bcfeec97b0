import { isRecord } from '../state-shape.ts';
import type { Transformer } from '../transformer.ts';

/**
 * Leaves a number as it is, an instant as its milliseconds: a missing one stays missing, and an infinite one becomes missing.
 *
 * For estimators that learn where missing values belong (trait `missing`).
 *
 * @source Chen & Guestrin (2016), "XGBoost: A Scalable Tree Boosting System", section 3.4.
 */
export const keepNumber: Transformer<Record<never, never>, Readonly<Record<never, never>>> = {
  name: 'keep-number',
  params: {},
  accepts: ['number', 'date'],
  keepsMissing: true,
  source: 'Chen & Guestrin (2016), "XGBoost: A Scalable Tree Boosting System", section 3.4.',
  fit: () => ({}),
  outputs: (_, { name }) => [{ name, kind: 'number' }],
  isState: (value): value is Record<never, never> =>
    isRecord(value) && Object.keys(value).length === 0,
  compile: () => {
    return ({ numbers }, from, to) => {
      const value = numbers[from];
      numbers[to] = Number.isFinite(value) ? value : Number.NaN;
    };
  },
};
